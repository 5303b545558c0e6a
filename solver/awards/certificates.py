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
from solver.backends.base import Engine, ignore_progress
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.minimise import minimise_goal
from solver.exact.search import Undecided
from solver.model.award_variables import list_tested_withdrawals
from solver.objectives.market import build_largest_provider_share_goal
from solver.objectives.registry import build_ranked_objectives


def find_certificate(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> Award | None:
    """The award of a given design that is reported; None where it is proved that there is none.

    Without prices it has the least largest share, then the smallest party positions in lot order.
    With prices it is the best by the objectives; where none satisfies the rules about money they
    are left out. Where no lot is external nobody wins, which each rule judges for itself. Raises
    Undecided when the engine was stopped, or the deadline (monotonic) has passed.
    """
    if not any(lot.is_external for lot in design.lots):
        return (None,) * len(design.lots)
    rules = scenario.award_rules
    subproblem = build_subproblem(scenario, design, engine, rules, deadline)
    if subproblem.has_ineligible_lot:
        return None
    if scenario.prices is None:
        return _minimise_largest_share(subproblem)
    award = _optimise_award(subproblem)
    if award is None and any(rule.reads_prices for rule in rules):
        about_awards = tuple(rule for rule in rules if not rule.reads_prices)
        award = _optimise_award(build_subproblem(scenario, design, engine, about_awards, deadline))
    return award


def find_fallbacks(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> dict[int, WithdrawalFallback]:
    """For each provider whose withdrawal a rule tests: the award then, or why there is none.

    Raises Undecided when the engine was stopped, or the deadline (monotonic) has passed.
    """
    fallbacks: dict[int, WithdrawalFallback] = {}
    if not list_tested_withdrawals(scenario):
        return fallbacks
    everyone = build_subproblem(scenario, design, engine, deadline=deadline)
    first = _find_first_award(everyone)
    for withdrawn, subproblem in iterate_withdrawals(scenario, everyone):
        # The first of all awards is also the first of those without a provider that wins nothing.
        is_unaffected = first is not None and set(first) - {None} <= set(subproblem.parties)
        award = first if is_unaffected else _find_first_award(subproblem)
        fallbacks[withdrawn] = explain_shortfall(subproblem) if award is None else award
    return fallbacks


def _find_first_award(subproblem: AwardSubproblem) -> Award | None:
    """The award with the smallest party positions in lot order."""
    if subproblem.has_ineligible_lot:
        return None
    try:
        return subproblem.find_first()
    except AwardSearchGivenUp:
        search, winners = subproblem.build_model()
        return find_smallest_award(search, winners.candidates)


def _minimise_largest_share(subproblem: AwardSubproblem) -> Award | None:
    """The award with the least largest share.

    Somebody wins the largest lot, so an award in which nobody holds more than that is optimal.
    """
    with suppress(AwardSearchGivenUp):
        award = subproblem.find_first(subproblem.largest_lot_value)
        if award is not None or subproblem.find_first() is None:
            return award
    search, winners = subproblem.build_model()
    goal = build_largest_provider_share_goal(winners.candidates, search.model, winners)
    result = minimise_goal(search, goal, ignore_progress)
    if result.solution is None or result.value is None:
        if not result.proved:
            raise Undecided
        return None
    search.keep_goal(goal, result.value)
    return find_smallest_award(search, winners.candidates)


def _optimise_award(subproblem: AwardSubproblem) -> Award | None:
    """The best award by the objectives, in order."""
    search, winners = subproblem.build_model()
    objectives = build_ranked_objectives(
        subproblem.candidates.scenario.objectives, winners.candidates, search.model, winners
    )
    result = optimise_lexicographically(
        search, winners.candidates, objectives, lambda *news: None, ties=False
    )
    if result.solution is None and result.proved:
        return None
    if not result.proved:
        raise Undecided
    return find_smallest_award(search, winners.candidates)
