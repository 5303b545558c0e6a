"""Withdrawals, margins, chances and regret against the brute force, on drawn scenarios.

`make test-long` draws 500 of them.
"""

import pytest

from tests.sets import SETS
from tests.strategies.stress import SEEDS_OF_CHUNK, draw_chunk
from tests.stress.agreement import find_differences, find_regret_differences

SET = SETS["stress"]
KINDS = (
    *("bidders", "small_bidders", "award", "small_award", "withdrawal"),
    *("envelope", "saving", "funding"),
)


@pytest.mark.parametrize("number", SET.parts)
def test_stress_and_brute_force_agree(number: int) -> None:
    """Every set and figure of two drawn designs of each, by both methods; every third's regret."""
    for at, doc in enumerate(draw_chunk(SET, number, KINDS, cases=2)):
        seed = SEEDS_OF_CHUNK * number + at
        assert find_differences(doc, 2, seed) == []
        if at % 3 == 0:
            assert find_regret_differences(doc, 2, seed) == []
