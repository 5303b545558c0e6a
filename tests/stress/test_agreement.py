"""Withdrawals, margins, chances and regret against the brute force, on drawn scenarios.

`make test-long` draws 500 of them.
"""

from functools import cache

import pytest

from tests.sets import SETS
from tests.solve.loading import Doc, drawn
from tests.strategies import scenarios
from tests.strategies.stress import with_stress
from tests.stress.agreement import find_differences, find_regret_differences

SET = SETS["stress"]
KINDS = (
    *("bidders", "small_bidders", "award", "small_award", "withdrawal"),
    *("envelope", "saving", "funding"),
)


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to five units, the same on every run, with chances and two cases.

    One of three has prices, one of two consortia, one of four routes, one of five sources.
    """
    strategy = scenarios(
        units=(2, 5),
        kinds=KINDS,
        with_providers=True,
        prices=number % 3 == 1,
        consortia=number % 2 == 1,
        routes=number % 4 == 2,
        funding=number % 5 == 3,
    )
    docs = drawn(strategy, SET.each, start=SET.seed(number))
    return [with_stress(doc, 100 * number + at) for at, doc in enumerate(docs)]


@pytest.mark.parametrize("number", SET.parts)
def test_stress_and_brute_force_agree(number: int) -> None:
    """Every set and figure of two drawn designs of each, by both methods; every third's regret."""
    for at, doc in enumerate(chunk(number)):
        seed = 100 * number + at
        assert find_differences(doc, 2, seed) == []
        if at % 3 == 0:
            assert find_regret_differences(doc, 2, seed) == []
