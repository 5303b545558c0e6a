"""The least that any design pays in a year, of £100 of gross value."""

from fractions import Fraction

import pytest

from lotdesign.money.design_cost import bound_amount_paid
from tests.rules.office import PROVIDERS, Row, office

PENNIES = 5 * 2
"""Two of rounding for each of five units; three where prices are known."""
SCALE: Row = {"scale": [{"value": 0, "saving": "0%"}, {"value": 200_000, "saving": "7%"}]}
JOINED: Row = {"integration": [{"services": ["centre", "youth"], "annual": 10}]}
OWN: Row = {"in_house": {"annual_management": 1000}}
PRIME: Row = {"prime": {"fee": "5%"}}


def priced(*prices: int) -> Row:
    """Big, Small and Tiny at these prices, in per cent."""
    return {"providers": [row | {"price": p} for row, p in zip(PROVIDERS, prices, strict=True)]}


@pytest.mark.parametrize(
    ("tables", "least"),
    [
        ({}, 100_00 - PENNIES),
        ({"money": SCALE}, 93_00 - PENNIES),
        ({"money": JOINED}, 100_00 - 3 * 10_00 - PENNIES),
        (priced(110, 90, 100), 90_00 - 15),
        (priced(110, 120, 130), 110_00 - 15),
        (priced(110, 120, 130) | {"routes": OWN}, 100_00 - 15),
        (priced(110, 120, 130) | {"routes": PRIME}, 105_00 - 15),
        (priced(110, 120, 130) | {"routes": PRIME, "money": SCALE}, 98_00 - 15),
    ],
    ids=["bare", "scale", "integration", "cheap", "dear", "in house", "prime", "prime and scale"],
)
def test_the_cheapest_way_to_pay(tables: Row, least: int) -> None:
    """By hand: of each route the rate, with the largest saving; work in house saves none."""
    assert bound_amount_paid(office(**tables), 100_00) == Fraction(least)
