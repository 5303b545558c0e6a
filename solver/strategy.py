"""Chooses how a scenario is solved.

By the MIP over listed candidates; where there are too many, by column generation with gap
enumeration and then by labelling, or by large-neighbourhood search with a bound.
"""

from collections.abc import Callable
from dataclasses import replace

from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine
from solver.backends.registry import ENGINE_TITLES, EngineChoice, EngineName, load_engine
from solver.candidate_listing import MAX_CANDIDATES, TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.cross_check import AttributedOutcome, solve_with_engines
from solver.labelling.requirements import LabellingRequirements, read_requirements
from solver.outcome import SolveOutcome
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext

MOST_LISTED_LOTS = 50_000
"""More lots are not listed where there is another way that proves what it finds."""
MANY_UNITS, QUICK_LISTING_SECONDS = 150, 6.0
"""So many units have a first design drawn before lots are listed, or where that takes so long."""
FIRST_DESIGN_SHARE, FIRST_DESIGN_SECONDS = 0.25, 60.0
"""Which part of its time a solve may draw it for, or how many seconds without a limit."""
LISTING_SHARE = 0.25
"""Which part of what is left it may list lots for."""

PRICING_SHARE = 0.5
"""Which part of what is left few large lots may be priced for, before units are numbered."""


def solve_by_strategy(
    choice: EngineChoice, scenario: Scenario, means: SolveContext, telling: ProgressReporter
) -> AttributedOutcome:
    """The best design, by the first way that leads to one; at every size with a bound."""
    terms = None if choice == "both" else read_requirements(scenario)
    many = len(scenario.units) >= MANY_UNITS
    facts = None if many or terms else _list_quickly(scenario, means)
    first = None
    if facts is None and means.start_design is None and (many or not terms):
        telling.begin_phase("select", "drawing a first design")
        early = means.limit_to(
            _share_of_time_left(means, FIRST_DESIGN_SHARE) or FIRST_DESIGN_SECONDS
        )
        first = _solve_heuristically(choice, scenario, early, soon=True)
        if first.outcome.interrupted:
            return first
        means = replace(means, start_design=first.outcome.design, start_award=first.outcome.award)
        telling.begin_phase("candidates", "listing the lots that the rules allow")
    try:
        most = MAX_CANDIDATES if terms is None else MOST_LISTED_LOTS
        if facts is None:
            facts = list_candidates(scenario, most, _share_of_time_left(means, LISTING_SHARE))
    except TooManyLots as error:
        if terms is not None:
            return _solve_few_large_lots(choice, scenario, terms, means, telling)
        telling.begin_phase("select", f"{error}: drawing lots where they help")
        return _merge_outcomes(first, _solve_heuristically(choice, scenario, means))
    telling.begin_phase("select", "choosing among them", facts.unit_set_count)
    return _merge_outcomes(first, solve_with_engines(choice, scenario, facts, means))


def _list_quickly(scenario: Scenario, means: SolveContext) -> CandidateTable | None:
    """The list of lots, where it is soon made."""
    part = _share_of_time_left(means, LISTING_SHARE)
    try:
        return list_candidates(
            scenario,
            MAX_CANDIDATES,
            QUICK_LISTING_SECONDS if part is None else min(QUICK_LISTING_SECONDS, part),
        )
    except TooManyLots:
        return None


def _share_of_time_left(means: SolveContext, part: float) -> float | None:
    """A part of the time that is left; None without a limit."""
    return None if means.seconds_left is None else part * max(0.0, means.seconds_left)


def _merge_outcomes(first: AttributedOutcome | None, last: AttributedOutcome) -> AttributedOutcome:
    """The last answer with the first design, where it knows none as good, and the nearer bound."""
    if first is None or first.outcome.design is None or last.outcome.proved:
        return last
    early, late = first.outcome.reached[0], next(iter(last.outcome.reached), None)
    sign = early.measure.sign
    if late is None:
        return replace(first, outcome=replace(first.outcome, interrupted=last.outcome.interrupted))
    bounds = [each.bound for each in (early, late) if each.bound is not None]
    bound = sign * max(sign * each for each in bounds)
    best = last if sign * late.value <= sign * early.value else first
    reached = replace(best.outcome.reached[0], bound=bound)
    found = replace(
        best.outcome,
        reached=(reached, *best.outcome.reached[1:]),
        all_listed=last.outcome.all_listed,
    )
    return replace(best, outcome=replace(found, interrupted=last.outcome.interrupted))


def _solve_few_large_lots(
    choice: EngineChoice,
    scenario: Scenario,
    terms: LabellingRequirements,
    means: SolveContext,
    telling: ProgressReporter,
) -> AttributedOutcome:
    """The best design of few large lots: by pricing lots, then by numbering units."""
    from solver.column_generation.frontier_search import solve_by_frontier
    from solver.labelling.solve import solve_by_labelling

    telling.begin_phase("select", "too many lots to list: pricing them by their borders")
    engine, named = _choose_engine(choice)
    half = _share_of_time_left(means, PRICING_SHARE)
    pricing = means if half is None else means.limit_to(half)
    found = solve_by_frontier(scenario, terms, replace(pricing, engine=engine))
    first = None if found is None else _attribute_to(found, engine, named())
    if first is not None and (first.outcome.proved or first.outcome.interrupted or means.is_late):
        return first
    telling.begin_phase("select", "giving every unit the number of its lot")
    name: EngineName = "highs" if choice == "highs" else "cp-sat"
    start = means.start_design if first is None else first.outcome.design
    means = replace(means, engine=load_engine(name), start_design=start)
    return _merge_outcomes(
        first, _attribute_to(solve_by_labelling(scenario, terms, means), means.engine, (name,))
    )


def _solve_heuristically(
    choice: EngineChoice, scenario: Scenario, means: SolveContext, soon: bool = False
) -> AttributedOutcome:
    """Parts of the design are proved best by the engine; the bound rests on whole numbers."""
    from solver.heuristics.run import solve_heuristically

    engine, named = _choose_engine(choice)
    found = solve_heuristically(scenario, replace(means, engine=engine), soon)
    return _attribute_to(found, engine, named())


def _attribute_to(
    found: SolveOutcome, engine: Engine, asked: tuple[EngineName, ...]
) -> AttributedOutcome:
    return AttributedOutcome(found, engine, asked if found.proved else (), asked)


def _choose_engine(choice: EngineChoice) -> tuple[Engine, Callable[[], tuple[EngineName, ...]]]:
    """The engine of a choice, and who has been asked so far."""
    if choice in ("highs", "cp-sat"):
        name: EngineName = "highs" if choice == "highs" else "cp-sat"
        return load_engine(name), lambda: (name,)
    from solver.backends.portfolio import PortfolioEngine

    together = PortfolioEngine()
    return together, lambda: tuple(name for name in ENGINE_TITLES if name in together.engines_used)
