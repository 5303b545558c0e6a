"""The epsilon-constraint method: the Pareto front point by point, each proved.

With two measures it walks along the front; with three the search region is kept by its local
upper bounds: everything strictly below one, in every measure, may still hold a point.

Source: Klamroth, Lacour and Vanderpooten, On the representation of the search region in
multi-objective optimization, European Journal of Operational Research 245, 2015.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lotdesign.evaluation import Evaluation
from lotdesign.faults import EngineContradiction
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidate_solve import certify_selection
from solver.candidates.table import CandidateTable
from solver.certified_design import EvaluatedDesign, evaluate_by_objectives
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.search import ModelSearch
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from solver.study import OutOfTime

LocalUpperBound = tuple[MeasureValue | None, ...]
ObjectiveVector = tuple[MeasureValue, ...]


@dataclass
class SearchRegion:
    """The zones of so many measures that are not known to be empty; at first, everything."""

    measures: int
    open_bounds: list[LocalUpperBound] = field(init=False)
    empty_bounds: list[LocalUpperBound] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open_bounds = [(None,) * self.measures]

    def close_empty(self, zone: LocalUpperBound) -> None:
        """No point lies in the zone, which is proved."""
        self.empty_bounds.append(zone)
        self._drop_dominated()

    def split_by_point(self, zone: LocalUpperBound, point: ObjectiveVector) -> None:
        """The point lies in the zone, and of all points there none has a smaller first value."""
        self.empty_bounds.append((point[0], *zone[1:]))
        parts = [
            (*each[:place], point[place], *each[place + 1 :])
            for each in self.open_bounds
            if _lies_inside(point, each)
            for place in range(self.measures)
        ]
        self.open_bounds = [
            each for each in self.open_bounds if not _lies_inside(point, each)
        ] + parts
        self._drop_dominated()

    def _drop_dominated(self) -> None:
        """Drops what lies in an empty zone or in another that waits."""
        kept: list[LocalUpperBound] = []
        for place, zone in enumerate(self.open_bounds):
            others = (*self.empty_bounds, *kept, *self.open_bounds[place + 1 :])
            if not any(_is_contained(zone, other) for other in others):
                kept.append(zone)
        self.open_bounds = kept


def _lies_inside(point: ObjectiveVector, zone: LocalUpperBound) -> bool:
    return all(high is None or value < high for value, high in zip(point, zone, strict=True))


def _is_contained(zone: LocalUpperBound, other: LocalUpperBound) -> bool:
    """Whether all of the zone lies in the other."""
    return all(
        high is None or (low is not None and low <= high)
        for low, high in zip(zone, other, strict=True)
    )


@dataclass
class EpsilonConstraintSearch:
    """Walks along the frontier of a scenario whose aims are the measures."""

    scenario: Scenario
    listed: CandidateTable
    means: SolveContext
    _carried: bool = False
    _base: ModelSearch = field(init=False)
    _aims: list[RankedObjective] = field(init=False)

    def __post_init__(self) -> None:
        self._build_model(has_award_objective(self.scenario))

    @property
    def proved_by(self) -> str:
        """What proves every point, and that there are no others."""
        return self.means.engine.name

    def points(self) -> Iterator[EvaluatedDesign]:
        """Every point, each once; that it ends is proof that there is no other.

        Raises OutOfTime at the deadline.
        """
        zones = SearchRegion(len(self._aims))
        while zones.open_bounds:
            zone = zones.open_bounds[0]
            point = self._best_in(zone)
            if point is None:
                zones.close_empty(zone)
            else:
                zones.split_by_point(zone, point.values)
                yield point

    def _build_model(self, carried: bool) -> None:
        self._carried = carried
        self._base, self._aims = build_candidate_mip(
            self.scenario, self._facts, self.means, None, carried
        )

    @property
    def _facts(self) -> CandidateTable:
        return expand_named_winners(self.listed) if self._carried else self.listed

    def _best_in(self, zone: LocalUpperBound) -> EvaluatedDesign | None:
        """The best design of a zone by all measures in order; None, proved, if there is none."""
        try:
            found = self._solved(zone)
        except TooManyBendersCuts:
            self._build_model(True)
            found = self._solved(zone)
        if found.interrupted:
            raise KeyboardInterrupt
        if not found.proved:
            raise OutOfTime
        if found.design is None:
            return None
        point = evaluate_by_objectives(
            Evaluation(self.scenario, found.design, found.award, found.fallbacks)
        )
        if point.values != tuple(each.measure.sign * each.value for each in found.reached):
            raise EngineContradiction(("a design does not measure what the engine says it does",))
        return point

    def _solved(self, zone: LocalUpperBound) -> SolveOutcome:
        trial = self._base.with_model(self._base.model.copy())
        for aim, corner in zip(self._aims, zone, strict=True):
            if corner is not None:
                trial.model.add_at_most_zero(
                    "better than a point", aim.goal.express_below(corner).add_constant(1)
                )
        selected = optimise_lexicographically(
            trial, self._facts, self._aims, self.means.report_progress
        )
        return certify_selection(self.scenario, self._facts, self._aims, selected, self.means)
