"""`small_award`: candidate filter, and an award row."""

import numpy as np

from lotdesign.market.eligibility import find_small_parties
from lotdesign.rules.small_award import SmallAwardRule
from solver.arrays import Flags, Ints
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def filter_candidates(rule: SmallAwardRule, candidates: CandidateTable) -> Flags:
    """Some party can be awarded the lot."""
    return candidates.can_be_awarded(candidates.all_parties)


def add_award_rows(rule: SmallAwardRule, model: LinearModel, winners: AwardVariables) -> None:
    """Small providers win `min_lots` lots, or all others at most 1 - `min_share` of the value."""
    candidates = winners.candidates
    if rule.min_share is not None:
        others = _sum_won(winners, candidates.value, small=False)
        model.add_at_most_zero(rule.id, winners.build_share_excess(others, 1 - rule.min_share))
    else:
        ones = np.ones(len(candidates), dtype=np.int64)
        model.add_row(rule.id, _sum_won(winners, ones, small=True), rule.min_lots, None)


def _sum_won(winners: AwardVariables, weights: Ints, small: bool) -> LinearExpression:
    """The summed weights of the lots that small providers, or all others, win."""
    small_parties = find_small_parties(winners.candidates.scenario)
    nothing = LinearExpression.count(np.zeros(0, dtype=np.int64))
    won = (winners.sum_won(p, weights) for p in winners.providers if (p in small_parties) == small)
    return sum_expressions(nothing, *won)
