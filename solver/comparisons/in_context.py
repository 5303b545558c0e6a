"""Puts a result in context: reference designs, best by number of lots, rule relevance."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lotdesign.result.base import RuleEffect
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import ignore_progress
from solver.backends.complete_enumeration import EnumeratingEngine
from solver.backends.portfolio import PortfolioEngine
from solver.comparisons.best_by_lot_count import build_rung, find_best_by_lot_count
from solver.comparisons.reference_designs import (
    certify_reference_designs,
    compare_design,
    compare_divided_services,
)
from solver.comparisons.rule_relevance import assess_rule_relevance
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from solver.strategy import MANY_UNITS, chooses_few_large_lots

COMPARISON_SECONDS = 120.0
"""Seconds that a run without a time limit may take to compare its design."""
RELEVANCE_SHARE = 0.5
"""Share of the time left that rule relevance may take before the other comparisons."""


def put_in_context(
    scenario: Scenario, result: Result, outcome: SolveOutcome, context: SolveContext
) -> Result:
    """The result with its comparisons, or without them once Ctrl-C is pressed.

    Raises EngineContradiction where two engines cannot both be right.
    """
    context = replace(
        _use_comparing_engine(context).start_from(None),
        settings=replace(context.settings, raise_on_interrupt=True),
        report_progress=ignore_progress,
        tell=None,
    )
    if context.deadline is None:
        context = context.limit_to(COMPARISON_SECONDS)
    if context.is_late and len(scenario.units) >= MANY_UNITS:
        return result  # a comparison may take as long as the search, which is out of time
    try:
        effects: Mapping[str, RuleEffect] = {}
        if outcome.design is not None and outcome.proved:
            context.progress.begin_phase("context", "switching off one rule after the other")
            limited = context.limit_to(context.share_of_time_left(RELEVANCE_SHARE))
            effects = _assess_rules(scenario, outcome, limited)
        return _add_effects(_compare_with_others(scenario, result, outcome, context), effects)
    except KeyboardInterrupt:
        return result.model_copy(update={"termination": "interrupted"})


def _use_comparing_engine(context: SolveContext) -> SolveContext:
    """The same with an engine for many small questions, unless one engine alone was chosen."""
    solving = context.use_solving_engine()
    if not isinstance(solving.engine, PortfolioEngine):
        return solving
    return replace(solving, engine=EnumeratingEngine(solving.engine))


def _assess_rules(
    scenario: Scenario, outcome: SolveOutcome, context: SolveContext
) -> Mapping[str, RuleEffect]:
    """The effects of rules on a proved design, where lots are listed or few and large."""
    if outcome.all_listed:
        return assess_rule_relevance(scenario, outcome, context)
    if not chooses_few_large_lots(scenario, context):
        return {}
    from solver.comparisons.large_lots import assess_large_lot_rules

    return assess_large_lot_rules(scenario, outcome, context)


def _compare_with_others(
    scenario: Scenario, result: Result, outcome: SolveOutcome, context: SolveContext
) -> Result:
    """The result with reference designs, best by number of lots, and divided services."""
    context.progress.begin_phase("context", "comparing with other designs")
    references = [*certify_reference_designs(scenario, context.engine, context.deadline)]
    rungs = sorted(
        (
            build_rung(scenario, count, found)
            for count, found in _find_best_by_count(scenario, outcome, context)
        ),
        key=lambda rung: rung.lots,
    )
    update: dict[str, object] = {
        "ladder": tuple(rungs),
        "comparisons": tuple(compare_design(scenario, each, rungs) for each in references),
    }
    if outcome.design is not None and outcome.all_listed:
        update["divided"] = tuple(compare_divided_services(scenario, outcome.design, context))
    return result.model_copy(update=update)


def _find_best_by_count(
    scenario: Scenario, outcome: SolveOutcome, context: SolveContext
) -> Iterator[tuple[int, SolveOutcome]]:
    """The best design of each number of lots, where these are listed or few."""
    if outcome.all_listed:
        yield from find_best_by_lot_count(scenario, outcome, context)
    elif chooses_few_large_lots(scenario, context):
        from solver.comparisons.large_lots import find_best_large_lots_by_count

        yield from find_best_large_lots_by_count(scenario, outcome, context)


def _add_effects(result: Result, effects: Mapping[str, RuleEffect]) -> Result:
    """The result with what is known of each rule's effect."""
    rules = (
        rule.model_copy(update={"effect": effects.get(rule.id, "unknown")}) for rule in result.rules
    )
    return result.model_copy(update={"rules": tuple(rules)})
