"""Reservations that the term, or the market, cannot hold."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.rules import find_impossible_rules
from tests.rules.office import PROVIDERS, Row, office, rule

MARKET: list[Row] = [PROVIDERS[0], PROVIDERS[1] | {"kind": "mutual"}]
"""A mutual for A, B, C and Y, but not for W."""


def notes(least: int, **tables: object) -> list[PreflightFinding]:
    """What is said of a rule that asks for so many lots."""
    return list(find_impossible_rules(office(rule("reserved", min=least), **tables)))


@pytest.mark.parametrize(("least", "short"), [(4, False), (5, True)])
def test_more_lots_than_units_for_mutuals_are_impossible(least: int, short: bool) -> None:
    """Four units, each of them alone, are four lots and no more."""
    text = (
        "4 units could be run by a listed mutual, even alone; "
        "rule reserved asks for 5 lots that could be reserved."
    )
    expected = [PreflightFinding("impossible", text, ("reserved",))] if short else []
    assert notes(least, providers=MARKET) == expected


def test_a_market_without_a_mutual_is_told() -> None:
    """A charity and a small company are none."""
    (note,) = notes(1)
    assert note.text.startswith("0 units could be run by a listed mutual")


def test_the_smallest_lot_that_a_mutual_takes_is_left_out() -> None:
    """A larger lot may pass it."""
    choosy = [MARKET[1] | {"min_lot_value": 60_000}]
    assert notes(2, providers=choosy) == []


def test_a_term_that_is_too_long_is_impossible_whoever_is_there() -> None:
    """5+1 years are one too many."""
    (note,) = notes(1, providers=MARKET, term={"initial": 5, "extensions": [1]})
    assert (note.level, note.rules) == ("impossible", ("reserved",))
    assert note.text.endswith("a term of 6 years is longer than the 5 that a reservation allows.")
    assert notes(1, providers=MARKET, term={"initial": 5}) == []


def test_what_asks_for_nothing_is_not_told() -> None:
    """No lot at all, or a rule that is off."""
    assert notes(0, term={"initial": 9}) == []
    off = office(rule("reserved", min=9, status="off"))
    assert list(find_impossible_rules(off)) == []
