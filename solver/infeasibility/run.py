"""Explains infeasibility (the command `explain`): runs the study and writes its result."""

import time

from lotdesign.events import EventListener
from lotdesign.preflight import run_preflight
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.explained import (
    ConflictNote,
    ExplainAnswer,
    WinnersAskedBy,
)
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from solver.backends.base import EngineSettings
from solver.backends.registry import EngineChoice, list_engine_names, load_chosen_engine
from solver.infeasibility.minimal_conflicts import (
    ConflictMap,
    MinimalConflict,
)
from solver.infeasibility.study import InfeasibilityStudy
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.study import OutOfTime
from solver.whatif.oracle import WhatIfOracle
from solver.whatif.variants import drop_objectives, replace_rules


def explain_infeasibility(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: EventListener,
    engine: EngineChoice = "auto",
) -> ExplainAnswer:
    """Why the scenario admits no design; see `lotdesign.api.explain`."""
    telling = ProgressReporter(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = EngineSettings(seed, workers, raise_on_interrupt=True)
    means = SolveContext(load_chosen_engine(engine), settings, deadline)
    oracle = WhatIfOracle(drop_objectives(scenario), means, confirm_with_second=engine == "auto")
    run = InfeasibilityStudy(scenario, telling, oracle, ConflictMap(scenario.active_rules), engine)
    run.work()
    telling.begin_phase("done")
    return _build_explanation(run)


def _build_explanation(run: InfeasibilityStudy) -> ExplainAnswer:
    status = {True: "feasible", False: "infeasible", None: "unknown"}[run.verdict.possible]
    details = tuple(_describe_conflict(run, each) for each in run.known.found)
    proofs = dict.fromkeys(each for c in run.known.found for each in c.proved_by)
    proofs = proofs or dict.fromkeys(list_engine_names(run.verdict.by))
    return ExplainAnswer.model_validate(
        {
            "scenario": build_scenario_ref(run.scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "proved_by": tuple(each for each in proofs if each),
            "preflight": tuple(note.text for note in run_preflight(run.scenario)),
            "conflicts": tuple(each.rules for each in details),
            "details": details,
            "complete": run.known.complete,
            "mendable": _is_repairable(run),
            "repairs": tuple(run.repairs),
        }
    )


def _describe_conflict(run: InfeasibilityStudy, conflict: MinimalConflict) -> ConflictNote:
    return ConflictNote(
        rules=conflict.rules,
        needed=tuple(each for each in conflict.rules if each in conflict.proved_needed),
        winners=_find_award_cause(run, conflict),
        proved_by=conflict.proved_by,
    )


def _find_award_cause(run: InfeasibilityStudy, conflict: MinimalConflict) -> WinnersAskedBy:
    """What beside the rules asks that lots find winners, where that is part of the conflict."""
    own = [rule for rule in run.scenario.active_rules if rule.id in conflict.rules]
    if any(rule.needs_certificate for rule in own):
        return ""
    if run.scenario.prices is not None:
        return "prices"
    if not run.scenario.needs_certificate:
        return ""
    try:
        alone = run.oracle.ask(replace_rules(run.oracle.scenario, own))
    except (OutOfTime, KeyboardInterrupt):
        return "aim"
    return "" if alone.possible is False else "aim"


def _is_repairable(run: InfeasibilityStudy) -> bool:
    """Whether every conflict has a rule that may be touched."""
    free = {rule.id for rule in run.scenario.active_rules if not rule.protected}
    return all(free & set(each.rules) for each in run.known.found)
