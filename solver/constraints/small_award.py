"""`small_award`: candidate filter, and a row over who wins which lot."""

import numpy as np

from lotdesign.market.eligibility import find_small_parties
from lotdesign.rules.small_award import SmallAwardRule
from solver.arrays import Flags, Ints
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def filter_candidates(rule: SmallAwardRule, candidates: CandidateTable) -> Flags:
    """Somebody can be awarded it."""
    return candidates.can_be_awarded(candidates.all_parties)


def add_award_rows(rule: SmallAwardRule, model: LinearModel, winners: AwardVariables) -> None:
    """Small providers win so many lots, or all others no more than the rest of the value."""
    candidates = winners.candidates
    if rule.min_share is not None:
        others = _sum_won(winners, candidates.value, small=False)
        model.add_at_most_zero(rule.id, winners.build_share_excess(others, 1 - rule.min_share))
    else:
        one = np.ones(len(candidates), dtype=np.int64)
        model.add_row(rule.id, _sum_won(winners, one, small=True), rule.min_lots, None)


def _sum_won(winners: AwardVariables, weights: Ints, small: bool) -> LinearExpression:
    """What all small, or all other, providers win in the lots' weights."""
    little = find_small_parties(winners.candidates.scenario)
    nothing = LinearExpression(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    loads = (winners.sum_won(p, weights) for p in winners.providers if (p in little) == small)
    return sum_expressions(nothing, *loads)
