"""Near-optimal designs from an enumeration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.alternatives.near_optimal import DistantDesign
from solver.arrays import Ints
from solver.candidates.unit_pairs import count_differing_pairs, weigh_differing_pairs
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.bounded_enumeration import ENUMERATION_PROOF
from solver.enumeration.frame import sort_from_best
from solver.enumeration.measure_columns import compute_column
from solver.solve_context import SolveContext
from solver.study import OutOfTime


@dataclass(frozen=True)
class EnumeratedAlternatives:
    """The designs within the tolerance as positions in a list, `near` from the best down.

    Which of them the market can carry is looked at when one is wanted.
    """

    answer: AtlasAnswer
    near: Ints
    means: SolveContext
    proved_by: tuple[str, ...] = (ENUMERATION_PROOF,)

    @property
    def count(self) -> int | None:
        """As any source does; known at once where nothing is asked of single designs."""
        return None if self.answer.checks.is_needed else len(self.near)

    @classmethod
    def of(
        cls, answer: AtlasAnswer, worst: MeasureValue, means: SolveContext
    ) -> "EnumeratedAlternatives":
        """Those of a list whose first aim, signed so that less is better, is at most `worst`."""
        measure = MEASURES[answer.scenario.objectives[0].measure]
        beyond = compute_column(answer.measured, measure.name).select(answer.designs)
        within = measure.sign * beyond.compare_with(measure.sign * worst) <= 0
        return cls(answer, sort_from_best(answer, answer.designs[within.astype(bool)]), means)

    def designs(self) -> Iterator[Design]:
        """As any source does."""
        return self._passing(self.near)

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """As any source does; what differs in nothing is known already."""
        least = np.full(len(self.near), np.iinfo(np.int64).max)
        for design in known:
            least = np.minimum(least, self._distances(design))
        order = np.argsort(-least, kind="stable")
        found = next(self._passing(self.near[order[least[order] > 0]]), None)
        if found is None:
            return None
        return DistantDesign(
            found,
            min((count_differing_pairs(found.labels, each.labels) for each in known), default=0),
        )

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """As any source does."""
        lots = self.answer.measured.candidates.lots
        both = lots.count_held((one, other), len(self.answer.scenario.units)) == 2
        shared = self.answer.measured.sums(both.astype(np.int64))[self.near] > 0
        return next(self._passing(self.near[shared == together]), None)

    def _distances(self, design: Design) -> Ints:
        """In how many pairs each design near the best differs from this one."""
        weights, constant = weigh_differing_pairs(self.answer.measured.candidates.lots, design.labels)
        pairs: Ints = self.answer.measured.sums(weights)[self.near] + constant
        return pairs

    def _passing(self, designs: Ints) -> Iterator[Design]:
        """Those of the designs that nothing turns down, in their order."""
        for position in designs.tolist():
            if self.means.is_late:
                raise OutOfTime
            if self.answer.checks(position):
                yield self.answer.design(position)
