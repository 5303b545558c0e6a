"""Lots whose values add up cost what trying all of them says."""

from itertools import product
from random import Random

import numpy as np
import pytest

from solver.bounding import adding
from solver.bounding.adding import least_sum
from solver.bounding.pricing import NOTHING


@pytest.mark.parametrize("seed", range(40))
def test_all_are_tried(seed: int) -> None:
    """Up to five lots of up to seven steps, some values impossible."""
    draw = Random(seed)
    costs = [draw.choice([draw.randrange(-50, 50), NOTHING]) for _ in range(7)] + [
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
    assert least_sum(np.array(costs), lots, steps, more) == min([beyond, *sums])


def test_too_many_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather none than late."""
    monkeypatch.setattr(adding, "MOST", 10)
    assert least_sum(np.arange(50), 4, 80, 1000) is None
