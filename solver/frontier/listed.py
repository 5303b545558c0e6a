"""The frontier of a small authority, from a list of all its designs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lotdesign.measures.registry import MEASURES
from solver.atlas.answer import Answer
from solver.atlas.columns import column
from solver.atlas.every import LISTING
from solver.facts.lots import Ints
from solver.solve import Means
from solver.variants.ending import OutOfTime
from solver.variants.judged import Judged, judged


@dataclass(frozen=True)
class Listed:
    """Sweeps a list whose scenario's aims are the measures."""

    answer: Answer
    means: Means
    proved_by: str = LISTING

    def points(self) -> Iterator[Judged]:
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
            if self.means.late:
                raise OutOfTime
            if self.answer.vet(int(designs[place])):
                alive &= (ranks < ranks[:, place : place + 1]).any(axis=0)
                design = self.answer.design(int(designs[place]))
                yield judged(self.answer.scenario, design, self.means.engine)

    def _ranks(self, designs: Ints) -> Ints:
        """A row a measure, a column a design: smaller is better, equal is equal."""
        measures = [MEASURES[each.measure] for each in self.answer.scenario.objectives]
        return np.array(
            [
                each.sign * column(self.answer.measured, each.name).of(designs).ranks()
                for each in measures
            ]
        )
