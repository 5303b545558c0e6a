"""`saving`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import Row, faults, idle, judged, rule, sentence

MONEY: Row = {"contract_management": 1000, "procurement": 500}


@pytest.mark.parametrize("annual", [5_000, [5_000, 5_000]])
def test_it_reads_as_a_sentence(annual: object) -> None:
    """The target stands in it, once where the years are alike."""
    text = "The design costs at least £5,000 a year less than today's contracts would."
    assert sentence(rule("saving", annual=annual)) == text


def test_a_list_of_targets_reads_as_a_sentence() -> None:
    """The least and the most; a target may be below zero, where a design may cost more."""
    text = "The design costs at least -£500 to £5,000 less than today's contracts would, year by"
    assert sentence(rule("saving", annual=[-500, 5000])) == f"{text} year."


@pytest.mark.parametrize(
    ("annual", "found"),
    [
        # Today five contracts at £1,000; two lots cost 2 × £1,000, in year 1 £500 each more.
        ([2_000, 3_000], RuleFinding(True, 2_000_00, 2_000_00, 0, "pence", "year 1")),
        ([1_000, 3_000], RuleFinding(True, 3_000_00, 3_000_00, 0, "pence", "year 2")),
        ([0, 3_000.01], RuleFinding(False, 3_000_00, 3_000_01, -1, "pence", "year 2")),
        (2_000.01, RuleFinding(False, 2_000_00, 2_000_01, -1, "pence", "year 1")),
    ],
)
def test_the_target_is_reached_in_every_year(annual: object, found: RuleFinding) -> None:
    """A target is inclusive, and procurement counts in the first year."""
    assert judged(rule("saving", annual=annual), "a b c", "y w", money=MONEY) == found


def test_each_year_is_set_against_its_own_baseline() -> None:
    """Uplift makes year 2 dearer today as in the design."""
    money = MONEY | {"uplift": "10%"}
    found = judged(rule("saving", annual=[1_000, 3_000]), "a b c", "y w", money=money)
    assert found == RuleFinding(True, 3_000_00, 3_000_00, 0, "pence", "year 2")


def test_promised_cuts_count_as_saved() -> None:
    """Today's contracts go on without the cut, so £700 cut from youth work is £700 saved."""
    promised: Row = {"service": "youth", "first_year": 1, "annual": 700}
    found = judged(
        rule("saving", annual=700), "a", "b", "c", "y", "w", money={"promised": [promised]}
    )
    assert found == RuleFinding(True, 700_00, 700_00, 0, "pence", "year 1")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"annual": [1, 2, 3]}, "write one amount, or 2: one a contract year"),
        ({}, "missing"),
        ({"annual": "much"}, "write pounds"),
    ],
)
def test_a_target_that_does_not_fit_is_refused(parameters: Row, why: str) -> None:
    """A list has one amount a contract year."""
    assert why in faults(rule("saving", **parameters))


def test_it_is_never_called_idle() -> None:
    """Whether a design saves is not plain without working it out."""
    assert not idle(rule("saving", annual=0))
