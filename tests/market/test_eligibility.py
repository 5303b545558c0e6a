"""Who can bid, and what stops each other provider."""

from fractions import Fraction

import pytest

from lotdesign.market.eligibility import find_eligible_providers, find_obstacles
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import DIVIDED, PROVIDERS, UNITS, Row, office

BASIC: Row = PROVIDERS[0] | {"id": "p", "name": "P"}
STAFFED: list[Row] = [row | {"tupe_fte": 2.5} for row in UNITS]


def town(provider: Row, **tables: object) -> Scenario:
    """The office, its units with 2.5 staff each, and one provider."""
    return office(units=STAFFED, providers=[BASIC | provider], **tables)


def stops(provider: Row, lot: str, **tables: object) -> list[str]:
    """What keeps the provider from a lot."""
    scenario = town(provider, **tables)
    units = tuple(sorted(scenario.find_positions(lot.split())))
    value = Fraction(sum(scenario.units[u].gross[0] for u in units))
    found = list(find_obstacles(scenario, (scenario.providers or ())[0], units, value))
    assert bool(found) == (find_eligible_providers(scenario, units, value) == ())
    return found


@pytest.mark.parametrize(
    ("provider", "lot", "words"),
    [
        ({"services": "youth;contact"}, "a y", ["does not provide centre"]),
        ({"services": "centre"}, "a y w", ["does not provide youth and contact"]),
        ({"localities": "ash"}, "a c", ["does not cover Combe"]),
        ({"localities": "ash"}, "b c", ["does not cover Bree and Combe"]),
        ({"localities": "ash;bree"}, "w", ["does not cover Combe"]),
        ({"annual_turnover": 59_999.99}, "c", ["turnover £59,999.99, £60,000 needed"]),
        ({"capacity": 29_999.99}, "c", ["capacity £29,999.99 a year"]),
        ({"tupe_limit": 4.9}, "a b", ["can absorb 4.9 staff, 5 transfer"]),
        ({"min_lot_value": 30_000.01}, "c", ["takes no lot under £30,000.01 a year"]),
        (
            {"services": "youth", "localities": "ash", "annual_turnover": 1, "capacity": 2},
            "c",
            [
                "does not provide centre",
                "does not cover Combe",
                "turnover £1, £60,000 needed",
                "capacity £2 a year",
            ],
        ),
    ],
)
def test_every_obstacle_has_its_words(provider: Row, lot: str, words: list[str]) -> None:
    """All that stands in the way is told, each with the figure that decides."""
    assert stops(provider, lot) == words


@pytest.mark.parametrize(
    "provider",
    [
        {"annual_turnover": 60_000},
        {"capacity": 30_000},
        {"tupe_limit": 2.5},
        {"min_lot_value": 30_000},
        {"services": "centre"},
        {"localities": "combe"},
    ],
)
def test_bounds_are_inclusive(provider: Row) -> None:
    """C, worth £30,000 with 2.5 staff, is just within reach."""
    assert stops(provider, "c") == []


def test_a_blank_is_no_limit() -> None:
    """Somebody with nothing filled in can carry everything."""
    assert stops({}, "a b c y w") == []


@pytest.mark.parametrize(
    ("localities", "stopped"), [("*", False), ("ash;bree;combe", False), ("ash;combe", True)]
)
def test_an_authority_wide_unit_needs_everywhere(localities: str, stopped: bool) -> None:
    """A star or all localities listed; beside A in Ash as well as alone."""
    for lot in ("w", "a w"):
        found = stops({"localities": localities}, lot)
        assert found == (["does not cover Bree"] if stopped else [])


def test_a_part_needs_its_locality_and_all_parts_need_everywhere() -> None:
    """W in Ash is local; W in Ash, Bree and Combe together is authority-wide again."""
    local = {"localities": "ash;bree"}
    assert stops(local, "w@ash w@bree", divide=DIVIDED) == []
    assert stops(local, "w", divide=DIVIDED) == ["does not cover Combe"]


@pytest.mark.parametrize(("multiple", "stopped"), [(0, False), (2, False), ("2.01", True)])
def test_turnover_is_a_multiple_of_the_yearly_value(multiple: object, stopped: bool) -> None:
    """£60,000 are twice £30,000; how many times is asked for is the scenario's policy."""
    found = stops({"annual_turnover": 60_000}, "c", market={"turnover_multiple": multiple})
    assert bool(found) == stopped


def test_growing_leaves_out_what_a_larger_lot_could_mend() -> None:
    """A provider that takes no small lot is not kept from larger ones by it."""
    scenario = town({"min_lot_value": 50_000})
    value = Fraction(30_000_00)
    assert find_eligible_providers(scenario, (2,), value) == ()
    assert find_eligible_providers(scenario, (2,), value, growing=True) == (0,)


def test_positions_are_in_file_order() -> None:
    """All three can bid for B, Big and Small for Y, Big for W."""
    scenario = office()
    asked = [
        find_eligible_providers(scenario, (u,), Fraction(scenario.units[u].gross[0]))
        for u in (1, 3, 4)
    ]
    assert asked == [(0, 1, 2), (0, 1), (0,)]


def test_without_providers_nobody_is_eligible() -> None:
    """A scenario need not have any."""
    assert find_eligible_providers(office(providers=None), (0,), Fraction(1)) == ()
