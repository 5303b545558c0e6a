"""`award`: pruning, candidate filter, and award rows."""

from math import floor

from lotdesign.rules.award import AwardRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.lot_values import find_constant_total, value_terms
from solver.candidates.pruning import GrowthPruning, WeightCeiling
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables, add_winner_count
from solver.model.linear_model import LinearModel


def prune_growth(rule: AwardRule, scenario: Scenario) -> GrowthPruning:
    """No lot has more than the share of V, where the sum of V is the same in every design."""
    most = _find_largest_holding(rule, scenario)
    if most is None:
        return GrowthPruning()
    (term,) = value_terms(scenario)
    return GrowthPruning(ceilings=(WeightCeiling(term, most),))


def filter_candidates(rule: AwardRule, candidates: CandidateTable) -> Flags:
    """Some party can be awarded the lot without passing the share by it alone."""
    flags = candidates.can_be_awarded(candidates.all_parties)
    most = _find_largest_holding(rule, candidates.scenario)
    return flags if most is None else flags & (candidates.value <= most)


def _find_largest_holding(rule: AwardRule, scenario: Scenario) -> int | None:
    """The largest V one provider may win, in parts of a penny; None where it is not constant."""
    total = find_constant_total(scenario)
    if rule.max_share is None or total is None:
        return None
    return floor(rule.max_share * total)


def add_award_rows(rule: AwardRule, model: LinearModel, winners: AwardVariables) -> None:
    """No provider wins more than the share, and enough providers win."""
    if rule.max_share is not None:
        for p in winners.providers:
            won = winners.sum_won(p, winners.candidates.value)
            excess = winners.build_share_excess(won, rule.max_share * winners.count_copies(p))
            model.add_at_most_zero(f"{rule.id}: share of provider {p}", excess)
    if rule.min_winners is not None:
        model.add_row(
            f"{rule.id}: winners", add_winner_count(model, winners), rule.min_winners, None
        )
