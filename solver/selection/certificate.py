"""The indicative award of a finished design, and those that would take over from it."""

from collections.abc import Iterator
from contextlib import suppress

from lotdesign.design import Award, Design
from lotdesign.market.withdrawal import Fallback, Shortfall, remaining
from lotdesign.rules.base import Rule
from lotdesign.rules.withdrawal import Withdrawal
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine
from solver.facts.table import facts_of
from solver.objectives.largest_provider_share import goal
from solver.selection.goals import aims
from solver.selection.handout import TooLong
from solver.selection.lexicographic import best_of
from solver.selection.minimise import minimise
from solver.selection.placing import Placing, smallest
from solver.selection.search import Undecided


def certificate(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> Award | None:
    """The award of a design that is given; None when there is none, which is proved.

    Without prices it has the least largest share, then the smallest positions of parties in lot
    order. With prices it is the best by the objectives; where none keeps the rules about money
    they are left out. Where no lot is external nobody has won, which each rule judges for itself.
    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    if not any(lot.external for lot in design.lots):
        return (None,) * len(design.lots)
    rules = scenario.rules_of_awards
    placing = placed(scenario, design, engine, rules, deadline)
    if placing.hopeless:
        return None
    if scenario.prices is None:
        return _least_share(placing)
    award = _best(placing)
    if award is None and any(rule.reads_prices for rule in rules):
        about_awards = tuple(rule for rule in rules if not rule.reads_prices)
        award = _best(placed(scenario, design, engine, about_awards, deadline))
    return award


def fallbacks(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> dict[int, Fallback]:
    """For each provider whose withdrawal a rule asks about: the award then, or why there is none.

    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    found: dict[int, Fallback] = {}
    if not tested(scenario):
        return found
    everyone = placed(scenario, design, engine, deadline=deadline)
    usual = _first(everyone)
    for gone, placing in withdrawn(scenario, everyone):
        # The first of all awards is also the first of those without a provider that it lacks.
        spared = usual is not None and set(usual) - {None} <= set(placing.parties)
        award = usual if spared else _first(placing)
        found[gone] = shortfall(placing) if award is None else award
    return found


def placed(
    scenario: Scenario,
    design: Design,
    engine: Engine,
    rules: tuple[Rule, ...] | None = None,
    deadline: float | None = None,
) -> Placing:
    """The design's lots looking for winners among all parties."""
    facts = facts_of(scenario, design)
    everyone = tuple(range(len(scenario.parties)))
    asked = scenario.rules_of_awards if rules is None else rules
    return Placing(facts, everyone, asked, engine, deadline)


def withdrawn(scenario: Scenario, placing: Placing) -> Iterator[tuple[int, Placing]]:
    """For each provider that may withdraw, the same lots looking for winners without it."""
    for gone in tested(scenario):
        yield gone, placing.among(remaining(scenario, gone))


def tested(scenario: Scenario) -> list[int]:
    """The providers whose withdrawal any rule asks about."""
    rules = (rule for rule in scenario.active_rules if isinstance(rule, Withdrawal))
    return sorted({p for rule in rules for p in rule.tested(scenario)})


def shortfall(placing: Placing) -> Shortfall:
    """Why the lots cannot be placed: fewest lots that capacities alone rule out, if they do.

    No lot of them is needless. Raises Undecided when the engine was stopped.
    """
    lots = list(range(len(placing.facts)))
    if placing.only(lots).exists():
        return Shortfall((), ())
    for lot in list(lots):
        others = [each for each in lots if each != lot]
        if others and not placing.only(others).exists():
            lots = others
    able = placing.facts.able[lots]
    return Shortfall(tuple(lots), tuple(p for p in placing.parties if able[:, p].any()))


def _first(placing: Placing) -> Award | None:
    """The award with the smallest positions of parties."""
    if placing.hopeless:
        return None
    try:
        return placing.first()
    except TooLong:
        search, winners = placing.posed()
        return smallest(search, winners.facts)


def _least_share(placing: Placing) -> Award | None:
    """Somebody must hold the largest lot, so no award has a smaller largest share than that."""
    with suppress(TooLong):
        evenly = placing.first(placing.largest)
        if evenly is not None or placing.first() is None:
            return evenly
    search, winners = placing.posed()
    least = goal(winners.facts, search.model, winners)
    stage = minimise(search, least, lambda best, bound: None)
    if stage.solution is None or stage.value is None:
        if not stage.proved:
            raise Undecided
        return None
    search.promise(least, stage.value)
    return smallest(search, winners.facts)


def _best(placing: Placing) -> Award | None:
    """The award that is best by the objectives, in order."""
    search, winners = placing.posed()
    goals = aims(placing.facts.scenario.objectives, winners.facts, search.model, winners)
    selected = best_of(search, winners.facts, goals, lambda *news: None, ties=False)
    if selected.solution is None and selected.proved:
        return None
    if not selected.proved:
        raise Undecided
    return smallest(search, winners.facts)
