"""Near-optimal designs as any source gives them, how far two designs lie apart, and a list of all.

The distance of two designs is the number of pairs of units that share a lot in just one of them,
and of units delivered by another route.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from lotdesign.design import ROUTES, Design
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.arrays import Ints
from solver.candidates.candidate_list import EXTERNAL_ROUTE
from solver.candidates.table import CandidateTable
from solver.candidates.unit_pairs import count_differing_pairs, weigh_differing_pairs
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.frame import sort_from_best
from solver.enumeration.measure_columns import compute_column
from solver.proofs import ENUMERATION_PROOF
from solver.solve_context import SolveContext

DESIGNS_NOTE = "listing the designs near the best"
"""What progress says meanwhile."""


@dataclass(frozen=True, slots=True)
class DistantDesign:
    """A design, and its distance from the nearest of others; `is_proved`: none is farther."""

    design: Design
    least_distance: int
    is_proved: bool = True


class NearOptimalSource(Protocol):
    """The designs whose first objective is within the tolerance.

    Every method raises OutOfTime where the deadline, or the time of one question, passed first.
    """

    @property
    def count(self) -> int | None:
        """How many designs there are; None where they were not counted."""

    @property
    def proved_by(self) -> tuple[str, ...]:
        """What proves, once a method has said so, that there are no other designs."""

    def designs(self) -> Iterator[Design]:
        """Every design, each once; that this ends is the proof that there is no other."""

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """A design whose distance from the nearest of the known ones is largest.

        Of several the best by the first objective, then the one with the smallest label vector.
        None, which is proved, when there is no other design.
        """

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """A design in which two units share a lot, or do not; None, proved, if there is none."""


def measure_distance(one: Design, other: Design) -> int:
    """The distance of two designs of the same units: pairs of units, and units by another route."""
    return count_differing_pairs(one.labels, other.labels) + count_rerouted(one, other)


def count_rerouted(one: Design, other: Design) -> int:
    """How many units are delivered by another route."""
    return int((_list_unit_routes(one) != _list_unit_routes(other)).sum())


def weigh_distance(candidates: CandidateTable, design: Design) -> tuple[Ints, int]:
    """Weights, (N,), and a constant that add up to a design's distance from this one.

    The weights are summed over the candidates of the other design.
    """
    weights, constant = weigh_differing_pairs(candidates.lots, design.labels)
    other_routes = (_list_unit_routes(design)[:, None] != np.arange(len(ROUTES))).astype(np.int64)
    rerouted = candidates.lots.sum_weights(other_routes)
    routes = EXTERNAL_ROUTE if candidates.routes is None else candidates.routes
    return weights + rerouted[np.arange(len(candidates)), routes], constant


def _list_unit_routes(design: Design) -> Ints:
    """The route of each unit, as a position in ROUTES."""
    routes = {unit: ROUTES.index(lot.route) for lot in design.lots for unit in lot.units}
    return np.array([routes[unit] for unit in range(len(routes))], dtype=np.int64)


@dataclass(frozen=True)
class EnumeratedAlternatives:
    """The near-optimal designs of an enumeration, (n,) positions in it, from the best down.

    Some may have no certificate, or break a rule that is checked design by design; that is looked
    at when a design is wanted.
    """

    answer: AtlasAnswer
    near_optimal: Ints
    context: SolveContext
    proved_by: ClassVar[tuple[str, ...]] = (ENUMERATION_PROOF,)

    @classmethod
    def select(
        cls, answer: AtlasAnswer, worst: MeasureValue, context: SolveContext
    ) -> "EnumeratedAlternatives":
        """The designs whose first objective, signed so that less is better, is at most `worst`.

        `worst` is in the measure's own unit: pence, metres, a share of 1 or a count.
        """
        measure = MEASURES[answer.scenario.objectives[0].measure]
        figures = compute_column(answer.measured, measure.name).select(answer.designs)
        is_near = measure.sign * figures.compare_with(measure.sign * worst) <= 0
        designs = sort_from_best(answer, answer.designs[is_near.astype(bool)])
        return cls(answer, designs, context)

    @property
    def count(self) -> int | None:
        """How many designs there are; None where they must be checked one by one."""
        return None if self.answer.checks.is_needed else len(self.near_optimal)

    def designs(self) -> Iterator[Design]:
        """Every design, from the best down; tells of how many it is looked at."""
        report, total = self.context.progress.report_step, len(self.near_optimal)
        for done, position in enumerate(self.near_optimal.tolist()):
            report(DESIGNS_NOTE, done, total)
            yield from self._list_passing(position)

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """The farthest design from the known ones, the first of several; None for no other."""
        least = np.full(len(self.near_optimal), np.iinfo(np.int64).max)
        for design in known:
            least = np.minimum(least, self._compute_distances(design))
        order = np.argsort(-least, kind="stable")
        other = self.near_optimal[order[least[order] > 0]]
        farthest = next(self._list_passing(*other.tolist()), None)
        if farthest is None:
            return None
        distances = [count_differing_pairs(farthest.labels, each.labels) for each in known]
        return DistantDesign(farthest, min(distances, default=0))

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """The best design in which two units share a lot, or do not; None if there is none."""
        lots = self.answer.measured.candidates.lots
        holds_both = lots.count_held((one, other), len(self.answer.scenario.units)) == 2
        shared = self.answer.measured.sums(holds_both.astype(np.int64))[self.near_optimal] > 0
        return next(self._list_passing(*self.near_optimal[shared == together].tolist()), None)

    def _compute_distances(self, design: Design) -> Ints:
        """The distance of each near-optimal design from this one; all routes are external."""
        measured = self.answer.measured
        weights, constant = weigh_differing_pairs(measured.candidates.lots, design.labels)
        distances: Ints = measured.sums(weights)[self.near_optimal] + constant
        return distances

    def _list_passing(self, *positions: int) -> Iterator[Design]:
        """Those of the designs that pass the checks, in their order."""
        for position in positions:
            self.context.require_time()
            if self.answer.checks(position):
                yield self.answer.design(position)
