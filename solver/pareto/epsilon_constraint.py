"""The epsilon-constraint method: the Pareto front point by point, each proved.

The search region, where there may be further points, is kept by its local upper bounds: everything
strictly below one of them, in every measure, may still hold a point. With two measures there is one
bound at a time, and the search walks along the front.

Source: Klamroth, Lacour and Vanderpooten, On the representation of the search region in
multi-objective optimization, European Journal of Operational Research 245, 2015.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lotdesign.evaluation import Evaluation
from lotdesign.faults import EngineContradiction
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count
from solver.candidate_mip import CandidateMip
from solver.candidate_solve import certify_selection
from solver.candidates.table import CandidateTable
from solver.certified_design import EvaluatedDesign, evaluate_by_objectives
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.search import ModelSearch
from solver.outcome import SolveOutcome
from solver.pareto.zone_fixing import ZoneFixing
from solver.solve_context import SolveContext
from solver.study import OutOfTime

LocalUpperBound = tuple[MeasureValue | None, ...]
"""A value for each measure that points must be strictly better than; None for no bound."""
ObjectiveVector = tuple[MeasureValue, ...]
"""The value of each measure, signed so that less is better."""


@dataclass
class SearchRegion:
    """The part of the objective space that may hold points; at first, everything.

    `open_bounds` are its local upper bounds, `empty_bounds` those of zones without further points.
    A bound has one signed value a measure, in its own unit; None: no bound.
    """

    measure_count: int
    open_bounds: list[LocalUpperBound] = field(init=False)
    empty_bounds: list[LocalUpperBound] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open_bounds = [(None,) * self.measure_count]

    def close_empty(self, bound: LocalUpperBound) -> None:
        """Removes the zone of a bound, which is proved to hold no point."""
        self.empty_bounds.append(bound)
        self._drop_contained()

    def split_by_point(self, bound: LocalUpperBound, point: ObjectiveVector) -> None:
        """Removes what a point dominates; none in the zone of `bound` has a smaller first value.

        Each bound above the point is replaced by one for each measure, lowered to the point's.
        """
        self.empty_bounds.append((point[0], *bound[1:]))
        split = [each for each in self.open_bounds if _lies_below(point, each)]
        parts = [
            (*each[:i], point[i], *each[i + 1 :])
            for each in split
            for i in range(self.measure_count)
        ]
        self.open_bounds = [each for each in self.open_bounds if each not in split] + parts
        self._drop_contained()

    def measure_open(self, least: ObjectiveVector, most: ObjectiveVector) -> float:
        """The share of what lies between two vectors that is open, from 0 to 1; for display alone.

        The first measure is left out: zones are gone through by it, so that none is bounded there.
        """
        corners = [
            tuple(
                1.0 if high is None or low >= top else float(min(high, top) - low) / (top - low)
                for high, low, top in zip(bound[1:], least[1:], most[1:], strict=True)
            )
            for bound in self.open_bounds
        ]
        return _measure_union(corners)

    def _drop_contained(self) -> None:
        """Drops bounds whose zone lies in an empty one, or in that of another open bound."""
        kept: list[LocalUpperBound] = []
        for place, bound in enumerate(self.open_bounds):
            others = (*self.empty_bounds, *kept, *self.open_bounds[place + 1 :])
            if not any(_is_contained(bound, other) for other in others):
                kept.append(bound)
        self.open_bounds = kept


def _lies_below(point: ObjectiveVector, bound: LocalUpperBound) -> bool:
    return all(high is None or value < high for value, high in zip(point, bound, strict=True))


def _is_contained(bound: LocalUpperBound, other: LocalUpperBound) -> bool:
    """Whether all of the zone of a bound lies in that of the other."""
    return all(
        high is None or (low is not None and low <= high)
        for low, high in zip(bound, other, strict=True)
    )


def _measure_union(corners: Sequence[tuple[float, ...]]) -> float:
    """The volume of the union of the boxes between the origin and these corners."""
    if not corners or not corners[0]:
        return float(len(corners) > 0)
    edges = [0.0, *sorted({corner[0] for corner in corners if corner[0] > 0})]
    return sum(
        (edge - before) * _measure_union([c[1:] for c in corners if c[0] >= edge])
        for before, edge in pairwise(edges)
    )


def describe_points(count: int) -> str:
    """Say how many points are proved."""
    return f"{format_count(count, 'point')} proved"


@dataclass
class EpsilonConstraintSearch:
    """Solves for point after point; the scenario's objectives are the measures.

    All questions share one model. What the measures' relaxations and least values rule out, and the
    points that are known already, leave few candidates for most of them.
    """

    scenario: Scenario
    listed: CandidateTable
    context: SolveContext
    _mip: CandidateMip = field(init=False)
    _fixing: ZoneFixing = field(init=False)
    _points: list[ObjectiveVector] = field(default_factory=list)
    _searched: int = 0

    def __post_init__(self) -> None:
        self._mip = CandidateMip(self.scenario, self.listed, self.context)
        self._fixing = ZoneFixing(self._mip, self._mip.search)

    @property
    def measure_count(self) -> int:
        """How many measures there are."""
        return len(self.scenario.objectives)

    @property
    def proved_by(self) -> str:
        """The engine that proves every point, and that there are no others."""
        return self.context.engine.name

    def points(self) -> Iterator[EvaluatedDesign]:
        """Every point, each once; that this ends is the proof that there is no other.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C, and EngineContradiction where
        a point does not measure what the engine said.
        """
        region = SearchRegion(self.measure_count)
        while region.open_bounds:
            bound = region.open_bounds[0]
            self._report(region)
            point = self._find_best_below(bound)
            if point is None:
                region.close_empty(bound)
            else:
                region.split_by_point(bound, point.values)
                self._points.append(point.values)
                yield point

    def _report(self, region: SearchRegion) -> None:
        """Report how much of the range between the least and the worst values is searched."""
        note, progress = describe_points(len(self._points)), self.context.progress
        if self._points:
            least = self._mip.ask(lambda _: self._get_fixing().least_values)[1:]
            if None in least:
                progress.begin_phase("context", note)
                return
            most = tuple(map(max, zip(*self._points, strict=True)))
            share = region.measure_open((0, *(value or 0 for value in least)), most)
            self._searched = max(self._searched, int(100 * (1 - share)))
        progress.report_step(f"{note}, hundredths of the range searched", self._searched, 100)

    def _get_fixing(self) -> ZoneFixing:
        """What relaxations rule out in the model as it is: the award may have joined it."""
        if self._fixing.search is not self._mip.search:
            self._fixing = ZoneFixing(self._mip, self._mip.search)
        return self._fixing

    def _find_best_below(self, bound: LocalUpperBound) -> EvaluatedDesign | None:
        """The lexicographically best design strictly below a bound; None, proved, for none."""
        return self._evaluate(self._mip.ask(lambda mip: self._solve_below(mip, bound)))

    def _evaluate(self, outcome: SolveOutcome | None) -> EvaluatedDesign | None:
        """The design of an outcome, once it measures what the engine says; None for none."""
        if outcome is None:
            return None
        if outcome.interrupted:
            raise KeyboardInterrupt
        if not outcome.proved:
            raise OutOfTime
        if outcome.design is None:
            return None
        point = evaluate_by_objectives(
            Evaluation(self.scenario, outcome.design, outcome.award, outcome.fallbacks)
        )
        if point.values != tuple(each.measure.sign * each.value for each in outcome.reached):
            raise EngineContradiction(("a design does not measure what the engine says it does",))
        return point

    def _solve_below(self, mip: CandidateMip, bound: LocalUpperBound) -> SolveOutcome | None:
        """Solves a copy of the model with a row for each measure that is bounded; None: empty."""
        trial = self._copy_below(mip, bound)
        return None if trial is None else self._solve(mip, trial)

    def _copy_below(self, mip: CandidateMip, bound: LocalUpperBound) -> ModelSearch | None:
        """A copy of the model in which each objective is below its bound; None: known to be empty.

        The bound may have values for further measures, which the copy does not heed.
        `express_below` has whole values, below 0 exactly where the goal is below the bound.
        """
        trial = mip.search.with_model(mip.search.model.copy())
        own = bound[: len(mip.objectives)]
        for objective, value in zip(mip.objectives, own, strict=True):
            if value is not None:
                form = objective.goal.express_below(value).add_constant(1)
                trial.model.add_at_most_zero("better than a point", form)
        if self._points and own:
            fixing = self._get_fixing()
            if fixing.is_empty(own):
                return None
            possible = fixing.mark_possible(self._tighten(bound)[: len(own)])
            if possible is not None:
                trial.restrict_to(possible)
        return trial

    def _solve(self, mip: CandidateMip, trial: ModelSearch) -> SolveOutcome:
        selected = optimise_lexicographically(
            trial, mip.candidates, mip.objectives, mip.context.report_progress
        )
        return certify_selection(
            mip.scenario, mip.candidates, mip.objectives, selected, mip.context
        )

    def _tighten(self, bound: LocalUpperBound) -> LocalUpperBound:
        """The bound with the first value of the best known point in its zone, if there is one.

        What is best there is no worse in the first measure.
        """
        first = min((p[0] for p in self._points if _lies_below(p, bound)), default=bound[0])
        return (first, *bound[1:])
