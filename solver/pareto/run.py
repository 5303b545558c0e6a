"""Traces the Pareto front (the command `frontier`): the study and its result."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from lotdesign.events import EventListener
from lotdesign.faults import EngineContradiction
from lotdesign.measures.registry import MEASURES
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.result.base import ScenarioRef, StudyEnd
from lotdesign.result.build import evaluate_measures as all_measures
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.figures import write_figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import MeasureName, Objective
from lotdesign.version import CREATED_WITH
from lotdesign.words import format_count
from solver.backends.base import EngineSettings
from solver.backends.registry import EngineChoice, list_engine_names, load_chosen_engine
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.certified_design import EvaluatedDesign
from solver.cross_check import solve_with_engines
from solver.enumeration.bounded_enumeration import enumerate_designs
from solver.pareto.enumerated_front import EnumeratedFront
from solver.pareto.epsilon_constraint import EpsilonConstraintSearch
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.study import OutOfTime, run_until_stopped
from solver.whatif.variants import replace_objectives


@dataclass
class ParetoStudy:
    """The frontier as it grows; `scenario` has its measures as aims."""

    scenario: Scenario
    telling: ProgressReporter
    means: SolveContext
    engine: EngineChoice
    points: list[EvaluatedDesign] = field(default_factory=list)
    complete: bool = False
    proved_by: tuple[str, ...] = ()
    candidates: int = 0
    ended: StudyEnd = "done"

    def work(self) -> None:
        """Finds as many points as time allows; what is found stays."""
        self.ended = run_until_stopped(self._work)

    def _work(self) -> StudyEnd:
        self.telling.begin_phase("candidates", "listing the lots that the rules allow")
        try:
            candidates = list_candidates(self.scenario)
        except TooManyLots:
            return "too many lots"
        self.candidates = candidates.unit_set_count
        self.telling.begin_phase(
            "context", "looking for the first point", candidates.unit_set_count
        )
        way = self._way(candidates)
        for point in way.points() if way is not None else ():
            self.points.append(point)
            self.telling.report_point(
                _build_point(point), f"{format_count(len(self.points), 'point')} proved"
            )
        self.complete = True
        found = way is not None and bool(self.points)
        self.proved_by = (
            list_engine_names(way.proved_by) if way and found else self._none(candidates)
        )
        return "done"

    def _way(self, candidates: CandidateTable) -> EnumeratedFront | EpsilonConstraintSearch | None:
        measures = [each.measure for each in self.scenario.objectives]
        listed = enumerate_designs(self.scenario, candidates, measures)
        if listed is not None:
            return EnumeratedFront(listed, self.means)
        return (
            EpsilonConstraintSearch(self.scenario, candidates, self.means)
            if len(candidates)
            else None
        )

    def _none(self, candidates: CandidateTable) -> tuple[str, ...]:
        """What proves that there is no design at all; a second engine is asked."""
        outcome = solve_with_engines(self.scenario, candidates, self.means)
        if outcome.design is not None:
            raise EngineContradiction(("a list has no design, but an engine found one",))
        if not outcome.proved:
            raise OutOfTime
        return outcome.proved_by


def trace_pareto_front(
    scenario: Scenario,
    measures: Sequence[MeasureName],
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: EventListener,
    engine: EngineChoice = "auto",
) -> FrontierAnswer:
    """The frontier of these measures; see `lotdesign.api.frontier`."""
    telling = ProgressReporter(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = EngineSettings(seed, workers, raise_on_interrupt=True)
    means = SolveContext(load_chosen_engine(engine), settings, deadline, choice=engine)
    aims = [Objective(measure=name) for name in measures]
    run = ParetoStudy(replace_objectives(scenario, aims), telling, means, engine)
    run.work()
    telling.begin_phase("done")
    return _build_frontier(run, scenario)


def _build_frontier(run: ParetoStudy, scenario: Scenario) -> FrontierAnswer:
    points = sorted(run.points, key=lambda point: point.sort_key)
    for point in points:
        point.confirm()
    nothing = "infeasible" if run.complete else "unknown"
    return FrontierAnswer.model_validate(
        {
            "scenario": ScenarioRef(name=scenario.name, sha256=scenario.sha256),
            "created_with": CREATED_WITH,
            "status": "optimal" if points else nothing,
            "ended": run.ended,
            "complete": run.complete,
            "proved_by": run.proved_by,
            "candidates": run.candidates,
            "measures": tuple(each.measure for each in run.scenario.objectives),
            "points": tuple(map(_build_point, points)),
        }
    )


def _build_point(point: EvaluatedDesign) -> FrontierPoint:
    ledger = point.evaluation
    aims = [MEASURES[each.measure] for each in ledger.scenario.objectives]
    return FrontierPoint(
        values=tuple(
            write_figure(aim.sign * value, aim.unit)
            for aim, value in zip(aims, point.values, strict=True)
        ),
        lots=list_unit_ids(ledger.scenario, ledger.design),
        routes=list_design_routes(ledger.design),
        measures=all_measures(ledger),
        award=list_award_ids(ledger),
        withdrawals=write_evaluation_fallbacks(ledger),
    )
