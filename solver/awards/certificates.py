"""The certificate of a finished design (its indicative award), and fallbacks after a withdrawal."""

from contextlib import suppress

from lotdesign.design import Award, Design
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.scenario.scenario import Scenario
from solver.awards.depth_first_search import AwardSearchGivenUp
from solver.awards.subproblem import (
    AwardSubproblem,
    build_subproblem,
    explain_shortfall,
    find_smallest_award,
    iterate_withdrawals,
)
from solver.backends.base import Engine
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.minimise import minimise_goal
from solver.exact.search import Undecided
from solver.model.award_variables import list_tested_withdrawals
from solver.objectives.market import build_largest_provider_share_goal
from solver.objectives.registry import build_ranked_objectives


def find_certificate(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> Award | None:
    """The award of a design that is given; None when there is none, which is proved.

    Without prices it has the least largest share, then the smallest positions of parties in lot
    order. With prices it is the best by the objectives; where none keeps the rules about money
    they are left out. Where no lot is external nobody has won, which each rule judges for itself.
    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    if not any(lot.is_external for lot in design.lots):
        return (None,) * len(design.lots)
    rules = scenario.award_rules
    placing = build_subproblem(scenario, design, engine, rules, deadline)
    if placing.is_hopeless:
        return None
    if scenario.prices is None:
        return _minimise_largest_share(placing)
    award = _optimise_award(placing)
    if award is None and any(rule.reads_prices for rule in rules):
        about_awards = tuple(rule for rule in rules if not rule.reads_prices)
        award = _optimise_award(build_subproblem(scenario, design, engine, about_awards, deadline))
    return award


def find_fallbacks(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> dict[int, WithdrawalFallback]:
    """For each provider whose withdrawal a rule asks about: the award then, or why there is none.

    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    found: dict[int, WithdrawalFallback] = {}
    if not list_tested_withdrawals(scenario):
        return found
    everyone = build_subproblem(scenario, design, engine, deadline=deadline)
    usual = _find_first_award(everyone)
    for gone, placing in iterate_withdrawals(scenario, everyone):
        # The first of all awards is also the first of those without a provider that it lacks.
        spared = usual is not None and set(usual) - {None} <= set(placing.parties)
        award = usual if spared else _find_first_award(placing)
        found[gone] = explain_shortfall(placing) if award is None else award
    return found


def _find_first_award(placing: AwardSubproblem) -> Award | None:
    """The award with the smallest positions of parties."""
    if placing.is_hopeless:
        return None
    try:
        return placing.find_first()
    except AwardSearchGivenUp:
        search, winners = placing.build_model()
        return find_smallest_award(search, winners.candidates)


def _minimise_largest_share(placing: AwardSubproblem) -> Award | None:
    """Somebody must hold the largest lot, so no award has a smaller largest share than that."""
    with suppress(AwardSearchGivenUp):
        evenly = placing.find_first(placing.largest_lot_value)
        if evenly is not None or placing.find_first() is None:
            return evenly
    search, winners = placing.build_model()
    least = build_largest_provider_share_goal(winners.candidates, search.model, winners)
    stage = minimise_goal(search, least, lambda best, bound: None)
    if stage.solution is None or stage.value is None:
        if not stage.proved:
            raise Undecided
        return None
    search.keep_goal(least, stage.value)
    return find_smallest_award(search, winners.candidates)


def _optimise_award(placing: AwardSubproblem) -> Award | None:
    """The award that is best by the objectives, in order."""
    search, winners = placing.build_model()
    goals = build_ranked_objectives(
        placing.candidates.scenario.objectives, winners.candidates, search.model, winners
    )
    selected = optimise_lexicographically(
        search, winners.candidates, goals, lambda *news: None, ties=False
    )
    if selected.solution is None and selected.proved:
        return None
    if not selected.proved:
        raise Undecided
    return find_smallest_award(search, winners.candidates)
