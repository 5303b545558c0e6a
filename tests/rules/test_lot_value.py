"""`lot_value`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import Row, faults, idle, judged, rule, sentence, unit


def value(**parameters: object) -> Row:
    """The rule."""
    return rule("lot_value", **parameters)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        (
            {"min": 10_000, "max": 100_000},
            "Every lot is worth between £10,000 and £100,000 a year.",
        ),
        ({"max": "0.50"}, "Every lot is worth at most £0.50 a year."),
        (
            {"min": 5, "services": ["youth"]},
            "Every lot with youth is worth at least £5 a year.",
        ),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, text: str) -> None:
    """The band in pounds and the services stand in the sentence."""
    assert sentence(value(**parameters)) == text


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"max": 60_000}, RuleFinding(True, 60_000_00, 60_000_00, 0, "pence", "the lot of A")),
        ({"max": 59_999.99}, RuleFinding(False, 60_000_00, 59_999_99, -1, "pence", "the lot of A")),
        ({"min": 40_000}, RuleFinding(True, 40_000_00, 40_000_00, 0, "pence", "the lot of Y")),
        ({"min": 40_000.01}, RuleFinding(False, 40_000_00, 40_000_01, -1, "pence", "the lot of Y")),
    ],
)
def test_a_bound_is_kept_to_the_penny(limits: Row, found: RuleFinding) -> None:
    """£60,000, £40,000 and £50,000: a bound may be met and not passed by a penny."""
    assert judged(value(**limits), "a b c", "y", "w") == found


def test_services_select_whole_lots() -> None:
    """The lot with youth work is judged by all that it holds, and the others not at all."""
    selected = value(max=60_000, services=["youth"])
    assert judged(selected, "b y", "a c w") == RuleFinding(
        True, 60_000_00, 60_000_00, 0, "pence", "the lot of B"
    )
    assert judged(selected, "c y", "a b w") == RuleFinding(
        False, 70_000_00, 60_000_00, -10_000_00, "pence", "the lot of C"
    )


@pytest.mark.parametrize(
    ("basis", "slack"), [("peak", -500_00), ("first_year", 500_00), ("mean", 0)]
)
def test_market_value_follows_the_basis(basis: str, slack: int) -> None:
    """£10,000 and £11,000 are £11,000 at the peak, £10,000 at first and £10,500 on average."""
    tables: Row = {"money": {"uplift": "10%"}, "market": {"value_basis": basis}}
    tables["units"] = [unit("a", "centre", 10_000)]
    found = judged(value(max=10_500), "a", **tables)
    assert (found.slack, found.met) == (slack, slack >= 0)


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({}, "give min, max or both"),
        ({"min": 2, "max": 1}, "min must not be above max"),
        ({"min": -1}, "must be at least"),
        ({"max": 0.001}, "at most two decimals"),
        ({"max": 1, "services": ["school"]}, "known are centre, contact, youth"),
    ],
)
def test_a_band_that_cannot_be_is_refused(parameters: Row, why: str) -> None:
    """An empty, missing or negative band, part pennies and unknown services are input errors."""
    assert why in faults(value(**parameters))


@pytest.mark.parametrize(
    ("parameters", "never"),
    [
        ({"max": 150_000}, True),
        ({"max": 149_999.99}, False),
        ({"min": 0}, True),
        ({"min": 0.01}, False),
    ],
)
def test_it_is_idle_when_all_units_together_fit(parameters: Row, never: bool) -> None:
    """No lot is worth more than £150,000, or less than nothing."""
    assert idle(value(**parameters)) is never
