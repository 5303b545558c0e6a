"""Puts a result in context.

Comparisons, the best by number of lots, rule relevance and divided services.
"""

from collections.abc import Mapping
from dataclasses import replace

from lotdesign.result.base import RuleEffect
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver.comparisons.best_by_lot_count import build_rung, find_best_by_lot_count
from solver.comparisons.reference_designs import (
    certify_reference_designs,
    compare_design,
    compare_divided_services,
)
from solver.comparisons.rule_relevance import assess_rule_relevance
from solver.outcome import SolveOutcome
from solver.processes import run_in_background
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.strategy import MANY_UNITS

CONTEXT_SECONDS = 120.0
"""Seconds that a run without a time limit may take to compare a design that it has proved."""


def put_in_context(
    scenario: Scenario,
    result: Result,
    found: SolveOutcome,
    telling: ProgressReporter,
    means: SolveContext,
) -> Result:
    """The result with effects, ladder and comparisons; without them once Ctrl-C is pressed."""
    settings = replace(means.settings, raise_on_interrupt=True)
    means = SolveContext(means.engine, settings, means.deadline)
    if means.deadline is None:
        means = means.limit_to(CONTEXT_SECONDS)
    if means.is_late and len(scenario.units) >= MANY_UNITS:
        return result  # a comparison may take as long as the search, which is out of time
    try:
        if found.design is None or not (found.proved and found.all_listed):
            return _compare_with_others(scenario, result, found, telling, means)
        telling.begin_phase("context", "switching off one rule after the other")
        with run_in_background(lambda: assess_rule_relevance(scenario, found, means)) as known:
            result = _compare_with_others(scenario, result, found, telling, means)
            return _add_relevance(result, known())
    except KeyboardInterrupt:
        return result.model_copy(update={"termination": "interrupted"})


def _compare_with_others(
    scenario: Scenario,
    result: Result,
    found: SolveOutcome,
    telling: ProgressReporter,
    means: SolveContext,
) -> Result:
    """The result with the ladder, the comparisons and what became of divided services."""
    telling.begin_phase("context", "comparing with other designs")
    drawn = [*certify_reference_designs(scenario, means.engine, means.deadline)]
    steps = find_best_by_lot_count(scenario, found, means) if found.all_listed else ()
    rungs = tuple(
        sorted((build_rung(scenario, k, each) for k, each in steps), key=lambda each: each.lots)
    )
    others = tuple(compare_design(scenario, each, rungs) for each in drawn)
    update: dict[str, object] = {"ladder": rungs, "comparisons": others}
    if found.design is not None and found.all_listed:
        update["divided"] = tuple(compare_divided_services(scenario, found.design, means))
    return result.model_copy(update=update)


def _add_relevance(result: Result, known: Mapping[str, RuleEffect]) -> Result:
    rules = (
        rule.model_copy(update={"effect": known.get(rule.id, "unknown")}) for rule in result.rules
    )
    return result.model_copy(update={"rules": tuple(rules)})
