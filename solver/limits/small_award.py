"""`small_award` as a fact of each lot, and as a row over who wins which."""

import numpy as np

from lotdesign.market.small import small_parties
from lotdesign.rules.small_award import SmallAward
from solver.facts.lots import Flags, Ints
from solver.facts.table import Facts
from solver.selection.linear import Linear, joined
from solver.selection.model import Model
from solver.selection.winners import Winners


def admits(rule: SmallAward, facts: Facts) -> Flags:
    """Somebody can be awarded it."""
    return facts.placeable(facts.everyone)


def ties_winners(rule: SmallAward, model: Model, winners: Winners) -> None:
    """Small providers win so many lots, or all others no more than the rest of the value."""
    facts = winners.facts
    if rule.min_share is not None:
        others = _won(winners, facts.value, small=False)
        model.at_most_zero(rule.id, winners.beyond_share(others, 1 - rule.min_share))
    else:
        one = np.ones(len(facts), dtype=np.int64)
        model.row(rule.id, _won(winners, one, small=True), rule.min_lots, None)


def _won(winners: Winners, weights: Ints, small: bool) -> Linear:
    """What all small, or all other, providers win in the lots' weights."""
    little = small_parties(winners.facts.scenario)
    nothing = Linear(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    loads = (winners.load(p, weights) for p in winners.providers if (p in little) == small)
    return joined(nothing, *loads)
