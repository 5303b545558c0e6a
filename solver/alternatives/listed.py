"""Designs near the best from a list of all there can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from solver.alternatives.source import Far
from solver.atlas.answer import Answer
from solver.atlas.columns import column
from solver.atlas.every import LISTING
from solver.atlas.frame import ordered
from solver.facts.lots import Ints
from solver.facts.pairs import differing, differing_pairs
from solver.solve import Means
from solver.variants.ending import OutOfTime


@dataclass(frozen=True)
class Listed:
    """The designs within the tolerance as positions in a list, `near` from the best down.

    Which of them the market can carry is looked at when one is wanted.
    """

    answer: Answer
    near: Ints
    means: Means
    proved_by: tuple[str, ...] = (LISTING,)

    @property
    def count(self) -> int | None:
        """As any source does; known at once where nothing is asked of single designs."""
        return None if self.answer.vet.asks else len(self.near)

    @classmethod
    def of(cls, answer: Answer, worst: Value, means: Means) -> "Listed":
        """Those of a list whose first aim, signed so that less is better, is at most `worst`."""
        measure = MEASURES[answer.scenario.objectives[0].measure]
        beyond = column(answer.measured, measure.name).of(answer.designs)
        within = measure.sign * beyond.beyond(measure.sign * worst) <= 0
        return cls(answer, ordered(answer, answer.designs[within.astype(bool)]), means)

    def designs(self) -> Iterator[Design]:
        """As any source does."""
        return self._passing(self.near)

    def farthest(self, known: Sequence[Design]) -> Far | None:
        """As any source does; what differs in nothing is known already."""
        least = np.full(len(self.near), np.iinfo(np.int64).max)
        for design in known:
            least = np.minimum(least, self._distances(design))
        order = np.argsort(-least, kind="stable")
        found = next(self._passing(self.near[order[least[order] > 0]]), None)
        if found is None:
            return None
        return Far(found, min((differing(found.labels, each.labels) for each in known), default=0))

    def holding(self, one: int, other: int, together: bool) -> Design | None:
        """As any source does."""
        lots = self.answer.measured.facts.lots
        both = lots.holds((one, other), len(self.answer.scenario.units)) == 2
        shared = self.answer.measured.sums(both.astype(np.int64))[self.near] > 0
        return next(self._passing(self.near[shared == together]), None)

    def _distances(self, design: Design) -> Ints:
        """In how many pairs each design near the best differs from this one."""
        weights, constant = differing_pairs(self.answer.measured.facts.lots, design.labels)
        pairs: Ints = self.answer.measured.sums(weights)[self.near] + constant
        return pairs

    def _passing(self, designs: Ints) -> Iterator[Design]:
        """Those of the designs that nothing turns down, in their order."""
        for position in designs.tolist():
            if self.means.late:
                raise OutOfTime
            if self.answer.vet(position):
                yield self.answer.design(position)
