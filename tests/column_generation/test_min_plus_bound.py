"""The least cost of lots whose values add up is that of trying all of them."""

from itertools import product
from random import Random

import numpy as np
import pytest

from solver.column_generation import min_plus_bound
from solver.column_generation.knapsack_pricing import INFEASIBLE_COST
from solver.column_generation.min_plus_bound import bound_sum_of_lots


@pytest.mark.parametrize("seed", range(40))
def test_all_are_tried(seed: int) -> None:
    """Up to five lots of up to seven steps, some values impossible."""
    draw = Random(seed)
    costs = [draw.choice([draw.randrange(-50, 50), INFEASIBLE_COST]) for _ in range(7)] + [
        draw.randrange(9)
    ]
    lots, more = draw.randrange(1, 6), draw.choice([10, 500])
    steps = draw.randrange(7 * lots)
    sums = [
        sum(costs[v] for v in values)
        for values in product(range(8), repeat=lots)
        if sum(values) == steps
    ]
    beyond = lots * min(costs) + more
    assert bound_sum_of_lots(np.array(costs), lots, steps, more) == min([beyond, *sums])


@pytest.mark.parametrize("lots", [2, 3, 4, 5])
def test_the_most_steps_that_lots_can_have_are_tried(lots: int) -> None:
    """Every lot then has the largest value, which is dear."""
    assert bound_sum_of_lots(np.array([0, 0, 3]), lots, 2 * lots, 100) == 3 * lots
    assert bound_sum_of_lots(np.array([0, 0, 3]), lots, 2 * lots + 1, 100) == 100


def test_a_bound_that_takes_too_long_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is computed then."""
    monkeypatch.setattr(min_plus_bound, "MAX_ADDITIONS", 10)
    assert bound_sum_of_lots(np.arange(50), 4, 80, 1000) is None
