"""The Pareto front of a small authority: a dominance filter over an enumeration."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lotdesign.measures.registry import MEASURES
from solver.arrays import Ints
from solver.certified_design import EvaluatedDesign, evaluate_with_award
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.bounded_enumeration import ENUMERATION_PROOF
from solver.enumeration.measure_columns import compute_column
from solver.solve_context import SolveContext
from solver.study import OutOfTime


@dataclass(frozen=True)
class EnumeratedFront:
    """Sweeps a list whose scenario's aims are the measures."""

    answer: AtlasAnswer
    means: SolveContext
    proved_by: str = ENUMERATION_PROOF

    def points(self) -> Iterator[EvaluatedDesign]:
        """As any way to the frontier does.

        In lexicographic order whatever dominates a design comes before it, and of equal designs
        the one with the smallest label vector. So only designs that nothing before is as good as
        are looked at one by one.
        """
        designs = self.answer.designs
        ranks = self._ranks(designs)
        order = np.lexsort((designs, *ranks[::-1]))
        designs, ranks = designs[order], ranks[:, order]
        alive = np.ones(len(designs), dtype=np.bool_)
        for place in range(len(designs)):
            if not alive[place]:
                continue
            if self.means.is_late:
                raise OutOfTime
            if self.answer.checks(int(designs[place])):
                alive &= (ranks < ranks[:, place : place + 1]).any(axis=0)
                design = self.answer.design(int(designs[place]))
                yield evaluate_with_award(self.answer.scenario, design, self.means.engine)

    def _ranks(self, designs: Ints) -> Ints:
        """A row a measure, a column a design: smaller is better, equal is equal."""
        measures = [MEASURES[each.measure] for each in self.answer.scenario.objectives]
        return np.array(
            [
                each.sign
                * compute_column(self.answer.measured, each.name).select(designs).rank_values()
                for each in measures
            ]
        )
