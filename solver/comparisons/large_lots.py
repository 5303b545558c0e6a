"""Few, large lots, not all of which are listed: the best by number of lots, and without a rule."""

from collections.abc import Iterator
from dataclasses import replace

from lotdesign.preflight.run import is_impossible
from lotdesign.result.base import RuleEffect
from lotdesign.rules.lot_count import LotCountRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.backends.native_calls import Interrupted
from solver.candidate_listing import TooManyLots, tabulate_lots
from solver.comparisons.rule_relevance import assess_award
from solver.lot_bands.band_listing import BandListing
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.run import solve_few_large_lots
from solver.lot_bands.size_estimate import estimate_lot_count
from solver.lot_bands.solve import solve_in_bands
from solver.outcome import SolveOutcome
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.strategy import FEW_LOTS
from solver.whatif.variants import replace_rules, switch_off_rules

MOST_LISTED_AT_ONCE = 100_000
"""So few lots inside bands are listed without a first design."""
MOST_LISTED_WITHOUT_RULE = 10_000
"""With more lots than this without a rule its effect stays unknown."""
SHARE_OF_TIME, MOST_SECONDS = 0.5, 10.0
"""Share of the time left that one number of lots may take, and the most seconds."""
NUMBERS_ABOVE = 3
"""Up to so many lots more than the best design has are looked at, and up to `FEW_LOTS`."""
JUST_SO_MANY_ID = "\0lots"
"""The id of the rule that asks for a number of lots. No file can hold such an id."""


def solve_large_lots(scenario: Scenario, context: SolveContext) -> SolveOutcome:
    """The best design of few, large lots, with its proof or a bound; silent about its progress.

    Without the first designs that come before a list where the list is short. A start design that
    the context has is one more lot to choose from.
    """
    context = replace(context, progress=ProgressReporter())
    if is_impossible(scenario):
        return SolveOutcome.without_design(tabulate_lots(scenario, []), proved=True)
    listed = _solve_short_list(scenario, context, MOST_LISTED_AT_ONCE)
    if listed is not None:
        return listed
    found = solve_few_large_lots(scenario, context)
    return found or SolveOutcome.without_design(tabulate_lots(scenario, []), proved=False)


def _solve_short_list(scenario: Scenario, context: SolveContext, most: int) -> SolveOutcome | None:
    """The best design of all lots inside bands; None where about more than `most` are there.

    None too where the estimate was wrong, or time ends first. Raises KeyboardInterrupt on Ctrl-C.
    """
    total = 0.0
    for bands in list_lot_bands(scenario):
        graph = build_growth_graph(scenario, bands)
        if graph is None:
            return None
        total += estimate_lot_count(graph, context.settings.seed, most)
        if total > most:
            return None
    listing = BandListing.begin(scenario, context, bounded=False)
    try:
        return None if listing is None else solve_in_bands(listing, context)
    except TooManyLots:
        return None
    except Interrupted:  # between two calls of an engine
        raise KeyboardInterrupt from None


def find_best_large_lots_by_count(
    scenario: Scenario, best: SolveOutcome, context: SolveContext
) -> Iterator[tuple[int, SolveOutcome]]:
    """Yields (number of lots, best design with exactly so many), as far as time allows.

    From one lot to a little more than few, or to the number of units where arithmetic rules all
    others out. Numbers near that of the best design come first. A number is tried as a scenario of
    its own, so that a tolerance is taken of the optimum among designs of so many lots.
    """
    possible = {bands.count for bands in list_lot_bands(scenario)}
    for count in list_large_lot_counts(scenario, best):
        yield count, _find_best_of_count(scenario, best, context, count, count in possible)


def list_large_lot_counts(scenario: Scenario, best: SolveOutcome) -> tuple[int, ...]:
    """The numbers of lots to try, those near that of the best design first."""
    units = len(scenario.units)
    possible = {bands.count for bands in list_lot_bands(scenario)}
    middle = min(possible, default=1) if best.design is None else len(best.design.lots)
    top = min(units, max(FEW_LOTS, middle + NUMBERS_ABOVE))
    if max(possible, default=0) <= top:
        top = units
    return tuple(sorted(range(1, top + 1), key=lambda count: abs(count - middle)))


def _find_best_of_count(
    scenario: Scenario, best: SolveOutcome, context: SolveContext, count: int, is_possible: bool
) -> SolveOutcome:
    nothing = tabulate_lots(scenario, [])
    has_tolerance = any(objective.tolerance.size for objective in scenario.objectives[:-1])
    is_own = best.design is not None and len(best.design.lots) == count
    if is_own and best.proved and not has_tolerance:
        return best
    if not is_possible:
        return SolveOutcome.without_design(nothing, proved=True)
    if not context.is_late:
        rule = LotCountRule(id="lots", min=count, max=count)
        rule = rule.model_copy(update={"id": JUST_SO_MANY_ID})
        only = replace_rules(scenario, (*scenario.rules, rule))
        limited = context.limit_to(MOST_SECONDS)
        limited = limited.limit_to(context.share_of_time_left(SHARE_OF_TIME))
        if is_own:
            limited = limited.start_from(best.design, best.award)
        found = solve_large_lots(only, limited)
        return best.merge(found) if is_own and not has_tolerance else found
    return best if is_own else SolveOutcome.without_design(nothing, proved=False)


def assess_large_lot_rules(
    scenario: Scenario, best: SolveOutcome, context: SolveContext
) -> Iterator[tuple[str, RuleEffect]]:
    """The id of each active rule, and its effect where lots without the rule are few enough."""
    for rule in scenario.active_rules:
        yield rule.id, _assess_rule(scenario, rule, best, context)


def _assess_rule(
    scenario: Scenario, rule: Rule, best: SolveOutcome, context: SolveContext
) -> RuleEffect:
    if rule.is_idle(scenario):
        return "idle"
    relaxed = switch_off_rules(scenario, (rule.id,))
    found = None
    if not context.is_late:
        silent = replace(context, progress=ProgressReporter()).limit_to(MOST_SECONDS)
        silent = silent.start_from(best.design, best.award)
        found = _solve_short_list(relaxed, silent, MOST_LISTED_WITHOUT_RULE)
    effect = "unknown" if found is None else _compare_designs(found, best)
    if found is None or effect != "idle":
        return effect
    if relaxed.needs_certificate:
        return "idle" if found.award == best.award else "decides"
    return assess_award(relaxed, rule, [], best, context)


def _compare_designs(found: SolveOutcome, best: SolveOutcome) -> RuleEffect:
    """Whether what was found without a rule is another design than the best with it."""
    for without, reached in zip(found.reached, best.reached, strict=False):
        sign = reached.measure.sign
        if sign * without.value < sign * reached.value:
            return "decides"
        if not without.proved or without.value != reached.value:
            return "unknown"
    if not (found.proved and found.tie_proved and best.tie_proved):
        return "unknown"
    return "idle" if found.design == best.design else "decides"
