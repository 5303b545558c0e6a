"""The Pareto front of measures some of which a solver works out for each design.

The epsilon-constraint method as it is, with the measures of `lotdesign.measures.stress` behind the
objectives. They are no linear function of the lots: that one of them is better than a bound is a
lazy constraint (`solver.stress.lot_conflicts`). In a zone the best design by the objectives is
found first; among those that are as good by them, ever one is asked for that is better by the next
measure, until it is proved that there is none. So every point, and that there are no others, is
proved as it is without such measures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lotdesign.measures.base import MeasureValue, StressMeasure
from solver.candidate_mip import CandidateMip
from solver.candidate_solve import certify_selection
from solver.certified_design import EvaluatedDesign
from solver.exact.canonical_tie_break import break_ties
from solver.exact.lexicographic import LexicographicResult
from solver.exact.search import ModelSearch
from solver.outcome import SolveOutcome
from solver.pareto.epsilon_constraint import (
    EpsilonConstraintSearch,
    LocalUpperBound,
    SearchRegion,
    describe_points,
)
from solver.stress.design_measures import DesignMeasurer
from solver.stress.lot_conflicts import LotConflicts, MeasureThreshold, ThresholdConstraints


@dataclass
class StressedFrontSearch(EpsilonConstraintSearch):
    """Solves for point after point, by the scenario's objectives and then by `stressed`.

    The scenario must ask for a certificate. Points have the values of the objectives, then those
    of `stressed`, all signed so that less is better.
    """

    stressed: Sequence[StressMeasure] = field(kw_only=True)
    measurer: DesignMeasurer = field(kw_only=True)
    _conflicts: LotConflicts | None = field(default=None, init=False)

    @property
    def measure_count(self) -> int:
        """How many measures there are."""
        return len(self.scenario.objectives) + len(self.stressed)

    def _report(self, region: SearchRegion) -> None:
        self.context.progress.begin_phase("context", describe_points(len(self._points)))

    def _find_best_below(self, bound: LocalUpperBound) -> EvaluatedDesign | None:
        """The best design strictly below a bound, measure by measure; None, proved, for none."""
        objectives = len(self.scenario.objectives)
        limits: list[MeasureThreshold] = []
        for measure, high in zip(self.stressed, bound[objectives:], strict=True):
            if high is not None:
                if -high >= measure.best_possible(self.scenario):
                    return None
                limits.append(MeasureThreshold(measure.name, -high, strictly=True))
        best = self._find(lambda mip: self._copy_below(mip, bound), limits)
        if best is None:
            return None
        for place, measure in enumerate(self.stressed, objectives):
            while -best.values[place] < measure.best_possible(self.scenario):
                better = self._find_as_good(best, measure, -best.values[place], limits)
                if better is None:
                    break
                best = better
            limits.append(MeasureThreshold(measure.name, -best.values[place], strictly=False))
        return best

    def _find_as_good(
        self,
        known: EvaluatedDesign,
        measure: StressMeasure,
        reached: MeasureValue,
        limits: Sequence[MeasureThreshold],
    ) -> EvaluatedDesign | None:
        """A design as good by the objectives and within the limits, with more than is reached."""
        more = MeasureThreshold(measure.name, reached, strictly=True)

        def copy(mip: CandidateMip) -> ModelSearch:
            trial = mip.search.with_model(mip.search.model.copy())
            for objective, value in zip(mip.objectives, known.values, strict=False):
                trial.keep_goal(objective.goal, value)
            return trial

        return self._find(copy, [*limits, more])

    def _find(
        self,
        copy: Callable[[CandidateMip], ModelSearch | None],
        limits: Sequence[MeasureThreshold],
    ) -> EvaluatedDesign | None:
        """The best design by the objectives of a copy of the model, the canonical one."""

        def solve(mip: CandidateMip) -> SolveOutcome | None:
            trial = copy(mip)
            if trial is None:
                return None
            conflicts = self._get_conflicts(mip)
            trial.restrict_to(conflicts.mark_possible(limits))
            trial.lazy_constraints = ThresholdConstraints(
                trial.lazy_constraints, conflicts, tuple(limits)
            )
            return self._solve(mip, trial)

        point = self._evaluate(self._mip.ask(solve))
        if point is None:
            return None
        design = point.evaluation.design
        more = (self.measurer.measure(each.name, design) for each in self.stressed)
        values = tuple(-value for value in more if value is not None)
        return EvaluatedDesign(point.evaluation, (*point.values, *values))

    def _get_conflicts(self, mip: CandidateMip) -> LotConflicts:
        """What is known of the candidates of the model as it is: the award may have joined it."""
        if self._conflicts is None or self._conflicts.candidates is not mip.candidates:
            self._conflicts = LotConflicts(mip.candidates, self.measurer)
        return self._conflicts

    def _solve(self, mip: CandidateMip, trial: ModelSearch) -> SolveOutcome:
        """As without such measures; where no objective is left any design will do."""
        if mip.objectives:
            return super()._solve(mip, trial)
        outcome = trial.solve()
        selected = LexicographicResult(
            None, (), proved=outcome.status == "infeasible", interrupted=trial.interrupted
        )
        if outcome.solution is not None:
            solution, tie_proved = break_ties(trial, mip.candidates, outcome.solution)
            selected = LexicographicResult(solution, (), True, tie_proved)
        return certify_selection(mip.scenario, mip.candidates, [], selected, mip.context)
