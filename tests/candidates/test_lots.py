"""Lots as flat arrays: which follow one with the same units, and any of them in any order."""

import numpy as np
import pytest

from solver.candidates.lots import pack_lots

LOTS = [(0,), (0, 1), (0, 1), (0, 2), (0, 1, 2), (0, 1), (1, 2), (1, 2)]


def test_a_lot_repeats_the_one_before_it_where_all_units_are_the_same() -> None:
    """As many units alone are not enough."""
    flags = pack_lots(LOTS).repeats_previous
    assert flags.tolist() == [False, False, True, False, False, False, False, True]


@pytest.mark.parametrize("order", [[], [7], [3, 0, 3], [*range(8)], [*reversed(range(8))]])
def test_lots_are_taken_in_any_order(order: list[int]) -> None:
    taken = pack_lots(LOTS).take(np.array(order, dtype=np.int64))
    assert [taken[i] for i in range(len(taken))] == [LOTS[i] for i in order]
