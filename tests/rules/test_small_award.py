"""`small_award`."""

from fractions import Fraction

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import PROVIDERS, UNITS, Row, faults, idle, judged, rule, sentence, unit

LOTS = ("a b", "c", "y", "w")
"""£30,000, £30,000, £40,000 and £50,000; Tiny and Small can take the first, Small two more."""
MIXED = ["tiny", "small", "big", "big"]
"""£60,000 of £150,000 in two lots go to small providers."""


def small(**parameters: object) -> Row:
    """The rule."""
    return rule("small_award", **parameters)


@pytest.mark.parametrize(
    ("parameters", "end"),
    [
        ({"min_share": "40%"}, "40% of the value."),
        ({"min_lots": 1}, "1 lot."),
        ({"min_lots": 2}, "2 lots."),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, end: str) -> None:
    """What small ones take follows what every certificate proves."""
    start = "All lots together can be placed with eligible providers within their capacity"
    assert sentence(small(**parameters)) == f"{start}, small ones taking at least {end}"


@pytest.mark.parametrize(
    ("share", "found"),
    [
        ("40%", RuleFinding(True, Fraction(2, 5), Fraction(2, 5), 0, "share")),
        ("41%", RuleFinding(False, Fraction(2, 5), Fraction(41, 100), Fraction(-1, 100), "share")),
        ("0%", RuleFinding(True, Fraction(2, 5), 0, Fraction(2, 5), "share")),
    ],
)
def test_their_share_of_value_is_measured(share: str, found: RuleFinding) -> None:
    """Both small providers together, and the bound is inclusive."""
    assert judged(small(min_share=share), *LOTS, award=MIXED) == found


@pytest.mark.parametrize(
    ("least", "found"),
    [
        (2, RuleFinding(True, 2, 2, 0, "lots")),
        (3, RuleFinding(False, 2, 3, -1, "lots")),
        (0, RuleFinding(True, 2, 0, 2, "lots")),
    ],
)
def test_their_lots_are_counted(least: int, found: RuleFinding) -> None:
    """The bound is inclusive."""
    assert judged(small(min_lots=least), *LOTS, award=MIXED) == found


def test_what_they_could_take_does_not_count() -> None:
    """Small could have three lots; the award gives all to Big."""
    found = judged(small(min_lots=1), *LOTS, award=["big"] * 4)
    assert found == RuleFinding(False, 0, 1, -1, "lots")


def test_who_is_small_is_the_markets_to_say() -> None:
    """With a limit of £100,000 of turnover only Tiny is small."""
    market = {"small": {"max_turnover": 100_000}}
    assert judged(small(min_lots=2), *LOTS, award=MIXED, market=market).measured == 1


def test_a_design_without_a_certificate_breaks_it() -> None:
    """Nothing is measured where no award exists."""
    assert judged(small(min_lots=0), *LOTS) == RuleFinding(False, where="no such award exists")


@pytest.mark.parametrize(
    ("limits", "winners", "where"),
    [
        ({}, ["tiny", "tiny", "big", "big"], "the lot of C goes to a provider that is not"),
        ({"capacity": 89_999.99}, MIXED, "big is awarded more than its capacity"),
        ({"max_lots": 1}, MIXED, "big is awarded more than 1 lot"),
        ({"tupe_limit": 4.5}, MIXED, "big is asked to absorb more staff"),
    ],
)
def test_what_is_no_certificate_breaks_it(limits: Row, winners: list[str], where: str) -> None:
    """Somebody not eligible, or beyond capacity, lots or staff, is named."""
    staffed = [row | {"tupe_fte": 2.5} for row in UNITS]
    market = [PROVIDERS[0] | limits, *PROVIDERS[1:]]
    tables: Row = {"units": staffed, "providers": market}
    found = judged(small(min_lots=0), *LOTS, award=winners, **tables)
    assert (found.met, found.measured) == (False, None)
    assert where in found.where


def test_nothing_of_nothing_meets_a_share() -> None:
    """Without any value the share is met; a number of lots is counted all the same."""
    tables: Row = {"units": [unit("w", "contact", 0)], "providers": PROVIDERS[:1]}
    found = judged(small(min_share="100%"), "w", award=["big"], **tables)
    assert found == RuleFinding(True, unit="share")
    assert not judged(small(min_lots=1), "w", award=["big"], **tables).met


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"min_lots": 1, "min_share": "10%"}, "give one of min_share and min_lots"),
        ({}, "give one of min_share and min_lots"),
        ({"min_lots": -1}, "must be at least 0"),
        ({"min_lots": 1.5}, "whole number"),
        ({"min_share": "101%"}, "must be from 0% to 100%"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(parameters: Row, why: str) -> None:
    """It takes a share or a number of lots, not both and not neither."""
    told = faults(small(**parameters))
    assert why in told
    assert "\n" not in told.strip()


def test_it_needs_a_table_of_providers() -> None:
    """Without providers the rule is an input error."""
    assert "needs a table of providers" in faults(small(min_lots=1), providers=None)


def test_it_is_never_called_idle() -> None:
    """Even where small ones need nothing a certificate has to exist."""
    assert not idle(small(min_lots=0))
    assert not idle(small(min_share="0%"))
