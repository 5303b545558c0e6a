"""Conditions as people write them."""

from fractions import Fraction

import pytest

from lotdesign.faults import InputFaults
from lotdesign.measures.conditions import ADMISSIBLE, parse_conditions


@pytest.mark.parametrize(
    ("text", "limit", "below", "at", "above"),
    [
        ("accessible_share>=0.6", Fraction(3, 5), False, True, True),
        ("accessible_share >= 60%", Fraction(3, 5), False, True, True),
        ("accessible_share>60%", Fraction(3, 5), False, False, True),
        ("accessible_share<33.3%", Fraction(333, 1000), True, False, False),
        ("whole_life_cost<=£1,520,000.50", 152000050, True, True, False),
        ("lots=5", 5, False, True, False),
        ("lots == 5", 5, False, True, False),
        ("lots!=5", 5, True, False, True),
        ("travel<7.5", 7500, True, False, False),
    ],
)
def test_limits_are_exact(text: str, limit: Fraction, below: bool, at: bool, above: bool) -> None:
    (condition,) = parse_conditions([text], "--x")
    hair = Fraction(1, 10**9)
    assert condition.limit == limit
    assert condition.holds(limit - hair) == below
    assert condition.holds(limit) == at
    assert condition.holds(limit + hair) == above


def test_admissible_is_one() -> None:
    assert [each.measure for each in parse_conditions([" admissible"], "--x")] == [ADMISSIBLE]


def test_every_fault_is_told_and_none_is_obeyed() -> None:
    texts = ["lots", "lotz<=5", "lots<=many", "lots<=1;2", "", "\x1b[31m<=1", "admissible>=1"]
    with pytest.raises(InputFaults) as raised:
        parse_conditions(["lots<=5", *texts], "--require")
    assert len(raised.value.faults) == len(texts)
    assert all(str(fault).startswith("--require:") for fault in raised.value.faults)
    assert all(str(fault).isprintable() for fault in raised.value.faults)
