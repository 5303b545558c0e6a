"""Prices rules (the command `price`): runs the study and writes its result."""

import time

from lotdesign.events import EventListener
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.sensitivity import (
    PriceAnswer,
)
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from solver.backends.base import EngineSettings
from solver.backends.registry import EngineChoice, load_chosen_engine
from solver.progress import ProgressReporter
from solver.rule_cost.optimal_values import OptimalValueOracle
from solver.rule_cost.study import RuleCostStudy
from solver.solve_context import SolveContext


def price_rules(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    split: bool,
    listen: EventListener,
    engine: EngineChoice = "auto",
) -> PriceAnswer:
    """What everything costs; see `lotdesign.api.price`."""
    telling = ProgressReporter(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = EngineSettings(seed, workers, raise_on_interrupt=True)
    means = SolveContext(load_chosen_engine(engine), settings, deadline)
    run = RuleCostStudy(scenario, telling, means, OptimalValueOracle(scenario, means), split)
    run.work()
    telling.begin_phase("done")
    return _build_price_list(run)


def _build_price_list(run: RuleCostStudy) -> PriceAnswer:
    optimum, free = run.optimum, run.free
    status = "unknown" if not optimum.known else "infeasible"
    total = None
    if optimum.value is not None:
        status = "optimal"
        total = None if free.value is None else optimum.value - free.value
    names = {rule.id for rule in run.split}
    kept = (rule.id for rule in run.scenario.active_rules if rule.id not in names)
    return PriceAnswer.model_validate(
        {
            "scenario": build_scenario_ref(run.scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "measure": run.worth.measure.name,
            "unit": run.worth.measure.unit,
            "years": run.scenario.years,
            "optimum": None if optimum.value is None else run._signed(optimum.value),
            "whole_life": run.whole_life,
            "free": None if free.value is None else run._signed(free.value),
            "total": run._figure(total),
            "split": tuple(rule.id for rule in run.split),
            "held": tuple(kept) if run.split else (),
            "rules": tuple(run.priced_rules()),
            "steps": tuple(run.steps),
            "providers": tuple(run.providers),
        }
    )
