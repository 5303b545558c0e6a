"""`award`."""

from fractions import Fraction

import pytest

from lotdesign.evaluation import Evaluation
from lotdesign.preflight.lot_numbers import find_contradicting_lot_counts
from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import (
    PROVIDERS,
    UNITS,
    Row,
    design,
    faults,
    idle,
    judged,
    office,
    rule,
    sentence,
)

LOTS = ("a b c", "y", "w")
"""£60,000, £40,000 and £50,000."""


def award(**parameters: object) -> Row:
    """The rule."""
    return rule("award", **parameters)


@pytest.mark.parametrize(
    ("parameters", "end"),
    [
        ({}, "."),
        ({"max_share": "50%"}, ", none with more than 50% of the value."),
        ({"min_winners": 1}, ", with at least 1 winner."),
        ({"min_winners": 2}, ", with at least 2 winners."),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, end: str) -> None:
    """The share and the winners follow what every certificate proves."""
    start = "All lots together can be placed with eligible providers within their capacity"
    assert sentence(award(**parameters)) == start + end


def test_a_design_without_a_certificate_breaks_it() -> None:
    """Nothing is measured where no award exists."""
    assert judged(award(), *LOTS) == RuleFinding(False, where="no such award exists")


@pytest.mark.parametrize(
    ("share", "winners", "found"),
    [
        (
            "60%",
            ["small", "big", "big"],
            RuleFinding(True, Fraction(3, 5), Fraction(3, 5), 0, "share"),
        ),
        (
            "59%",
            ["small", "big", "big"],
            RuleFinding(False, Fraction(3, 5), Fraction(59, 100), Fraction(-1, 100), "share"),
        ),
        (
            "60%",
            ["big", "small", "big"],
            RuleFinding(False, Fraction(11, 15), Fraction(3, 5), Fraction(-2, 15), "share"),
        ),
    ],
)
def test_the_largest_share_is_bounded(share: str, winners: list[str], found: RuleFinding) -> None:
    """£90,000 of £150,000 are 60 %, and 60 % are allowed."""
    assert judged(award(max_share=share), *LOTS, award=winners) == found


@pytest.mark.parametrize(
    ("least", "found"),
    [(2, RuleFinding(True, 2, 2, 0, "providers")), (3, RuleFinding(False, 2, 3, -1, "providers"))],
)
def test_winners_are_counted_once(least: int, found: RuleFinding) -> None:
    """Big wins twice and Small once: two winners."""
    assert judged(award(min_winners=least), *LOTS, award=["big", "small", "big"]) == found


def test_too_few_winners_are_told_before_the_share() -> None:
    """One winner of two asked for, with all of the value."""
    both = award(min_winners=2, max_share="60%")
    found = judged(both, *LOTS, award=["big", "big", "big"])
    assert found == RuleFinding(False, 1, 2, -1, "providers")


def test_a_used_up_number_of_winners_is_told_while_the_share_has_room() -> None:
    """Two winners of two asked for is tight, 60 % of 70 % is not."""
    both = award(min_winners=2, max_share="70%")
    found = judged(both, *LOTS, award=["small", "big", "big"])
    assert (found.unit, found.is_binding) == ("providers", True)


@pytest.mark.parametrize(
    ("limits", "winners", "where"),
    [
        ({}, ["small", "big", "small"], "the lot of W goes to a provider that is not eligible"),
        ({"capacity": 89_999.99}, ["small", "big", "big"], "big is awarded more than its capacity"),
        ({"max_lots": 1}, ["small", "big", "big"], "big is awarded more than 1 lot"),
        ({"tupe_limit": 4.5}, ["small", "big", "big"], "big is asked to absorb more staff"),
    ],
)
def test_what_is_no_certificate_breaks_it(limits: Row, winners: list[str], where: str) -> None:
    """Somebody not eligible, or beyond capacity, lots or staff, is named."""
    staffed = [row | {"tupe_fte": 2.5} for row in UNITS]
    big = PROVIDERS[0] | limits
    found = judged(award(), *LOTS, award=winners, units=staffed, providers=[big, *PROVIDERS[1:]])
    assert not found.met
    assert where in found.where


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"max_share": "101%"}, "must be from 0% to 100%"),
        ({"min_winners": 0}, "must be at least 1"),
        ({"min_winners": 1.5}, "whole number"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(parameters: Row, why: str) -> None:
    """A share above all of it and no winner at all are input errors."""
    assert why in faults(award(**parameters))


def test_it_needs_a_table_of_providers() -> None:
    """Without providers the rule is an input error."""
    assert "needs a table of providers" in faults(award(), providers=None)


def test_it_is_never_called_idle() -> None:
    """Even without parameters a certificate has to exist."""
    assert not idle(award())


@pytest.mark.parametrize(
    ("most", "found"),
    [(2, RuleFinding(True, 2, 2, 0, "lots")), (1, RuleFinding(False, 2, 1, -1, "lots"))],
)
def test_the_lots_of_one_provider_are_bounded(most: int, found: RuleFinding) -> None:
    """Big wins two lots of three."""
    assert judged(award(max_lots=most), *LOTS, award=["small", "big", "big"]) == found


def test_a_consortium_s_lot_counts_for_each_member() -> None:
    """Small has one lot alone and one with Big, who has another: two each."""
    both: Row = {"id": "both", "members": ["big", "small"], "shares": ["90%", "10%"]}
    scenario = office(award(max_lots=1), consortium=[both])
    big, small, joint = 0, 1, 3
    for winners, won in (((small, joint, big), 2), ((small, big, big), 2), ((joint,) * 3, 3)):
        evaluation = Evaluation(scenario, design(scenario, *LOTS), winners)
        found = scenario.rules[0].judge(evaluation)
        assert (found.met, found.measured, found.unit) == (False, won, "lots")


def test_a_sentence_names_every_limit() -> None:
    """Share, lots and winners in this order."""
    text = sentence(award(max_share="50%", max_lots=1, min_winners=2))
    assert text.endswith(
        ", none with more than 50% of the value, none with more than 1 lot, "
        "with at least 2 winners."
    )


def test_what_is_broken_is_told_before_what_is_tight() -> None:
    """Two winners are enough to the last; two lots of one allowed are too many."""
    found = judged(award(min_winners=2, max_lots=1), *LOTS, award=["small", "big", "big"])
    assert (found.met, found.unit) == (False, "lots")
    found = judged(award(max_lots=2, max_share="90%"), *LOTS, award=["small", "big", "big"])
    assert (found.met, found.unit) == (True, "lots")


@pytest.mark.parametrize(
    ("rows", "most", "bound"),
    [
        (PROVIDERS, 1, 3),  # three providers, a lot each
        (PROVIDERS, 2, 5),  # six, but there are five units
        ([PROVIDERS[0] | {"max_lots": 1}, PROVIDERS[1]], 2, 3),  # the table allows Big one
        ([PROVIDERS[0] | {"max_lots": 3}, PROVIDERS[1]], 2, 4),  # or three, and the rule two
    ],
)
def test_it_bounds_the_number_of_lots(rows: list[Row], most: int, bound: int) -> None:
    """As many lots as all providers may win."""
    scenario = office(award(max_lots=most), providers=rows)
    assert scenario.rules[0].bound_lot_count(scenario) == (1, bound)
    assert office(award()).rules[0].bound_lot_count(scenario) == (1, 5)


def test_too_few_providers_for_the_lots_asked_for_are_proved() -> None:
    """Four lots and three providers that may win one each; by routes lots may need nobody."""
    asked = rule("lot_count", min=4)
    (found,) = find_contradicting_lot_counts(office(award(max_lots=1), asked))
    assert found.rules == ("lot_count", "award")
    assert "rule award leaves room for 3 at most" in found.text
    assert not list(find_contradicting_lot_counts(office(award(max_lots=2), asked)))
    routed = office(award(max_lots=1), asked, routes={"prime": {"fee": "4%"}})
    assert not list(find_contradicting_lot_counts(routed))


def test_no_lot_at_all_is_within_every_limit() -> None:
    """The most lots that one provider may win must be at least one."""
    assert "must be at least 1" in faults(award(max_lots=0))
