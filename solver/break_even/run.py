"""Analyses break-even (the command `tipping`): runs the study and writes its result."""

import time

from lotdesign.events import EventListener
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.sensitivity import TippingAnswer
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from solver.backends.base import EngineSettings
from solver.break_even.assumed_figures import (
    ReloadScenario,
    list_unfollowed_figures,
)
from solver.break_even.study import BreakEvenStudy, list_routes_if_several
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext


def analyse_break_even(
    scenario: Scenario,
    reload: ReloadScenario | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: EventListener,
) -> TippingAnswer:
    """On what the answer hangs; see `lotdesign.api.tipping`."""
    telling = ProgressReporter(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    means = SolveContext(
        settings=EngineSettings(seed, workers, raise_on_interrupt=True), deadline=deadline
    )
    run = BreakEvenStudy(scenario, telling, means, reload)
    run.work()
    telling.begin_phase("done")
    status = "unknown" if not run.known else "optimal" if run.design else "infeasible"
    return TippingAnswer.model_validate(
        {
            "scenario": build_scenario_ref(scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "lots": () if run.design is None else list_unit_ids(scenario, run.design),
            "routes": list_routes_if_several(scenario, run.design),
            "figures": tuple(run.tipped),
            "left_out": () if reload else list_unfollowed_figures(scenario),
        }
    )
