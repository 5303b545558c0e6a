"""Whose money it is that a lot takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotdesign.money.lot_cost import attribute_to_services
from tests.rules.office import Row, office, unit


def shared(amount: int, *units: Row, year: int = 0, **tables: object) -> dict[str, int]:
    """What a lot of all these units takes for each service."""
    scenario = office(units=list(units), **tables)
    return dict(attribute_to_services(scenario, range(len(units)), year, amount))


def test_amounts_follow_gross_value() -> None:
    """Centres £30, youth work £10: 100 pence are 75 and 25."""
    units = (unit("a", "centre", 10), unit("y", "youth", 10), unit("b", "centre", 20))
    assert shared(100, *units) == {"centre": 75, "youth": 25}


@pytest.mark.parametrize(
    ("amount", "first", "second"), [(101, 51, 50), (-101, -51, -50), (-1, -1, 0)]
)
def test_ties_go_to_the_service_of_the_first_unit(amount: int, first: int, second: int) -> None:
    """Two equal services: the odd penny is the earlier one's, owed or earned."""
    units = (unit("z", "zebra", 10), unit("a", "ant", 10))
    assert shared(amount, *units) == {"zebra": first, "ant": second}


def test_the_largest_remainder_comes_before_the_order() -> None:
    """100 by 1 : 2 is 33⅓ and 66⅔: the penny goes to the second."""
    assert shared(100, unit("a", "s", 1), unit("b", "t", 2)) == {"s": 33, "t": 67}


def test_negative_amounts_are_shared_by_their_size() -> None:
    """−100 by 1 : 2 is −33 and −67."""
    assert shared(-100, unit("a", "s", 1), unit("b", "t", 2)) == {"s": -33, "t": -67}


def test_services_stand_in_the_scenarios_order() -> None:
    """The order is that of all units, not of those that the lot holds."""
    scenario = office(units=[unit("a", "t", 1), unit("b", "s", 1), unit("c", "t", 1)])
    assert attribute_to_services(scenario, (1, 2), 0, 3) == {"t": 2, "s": 1}
    assert list(attribute_to_services(scenario, (1,), 0, 3)) == ["s"]


def test_the_years_own_gross_value_counts() -> None:
    """Youth work is cut from £20 to £10 in year 2, so its share falls from 2/3 to 1/2."""
    units = (unit("a", "centre", 10), unit("y", "youth", 20))
    money = {"promised": [{"service": "youth", "first_year": 2, "annual": 10}]}
    assert shared(60, *units, money=money) == {"centre": 20, "youth": 40}
    assert shared(60, *units, year=1, money=money) == {"centre": 30, "youth": 30}


def test_a_year_without_gross_value_goes_by_budgets() -> None:
    """Both services are cut to nothing in year 2; what is paid still has to be somebody's."""
    units = (unit("a", "centre", 10), unit("y", "youth", 20))
    cut = [
        {"service": service, "first_year": 2, "annual": annual}
        for service, annual in (("centre", 10), ("youth", 20))
    ]
    money = {"promised": cut}
    assert shared(60, *units, year=1, money=money) == {"centre": 20, "youth": 40}


def test_units_without_budgets_share_equally() -> None:
    """Where nothing weighs, ties by the first unit."""
    assert shared(5, unit("a", "s", 0), unit("b", "t", 0)) == {"s": 3, "t": 2}


@settings(deadline=None)
@given(st.integers(-10_000, 10_000))
def test_nothing_is_lost(amount: int) -> None:
    """The services' amounts add up to the lot's."""
    scenario = office()
    assert sum(attribute_to_services(scenario, (0, 3, 4), 0, amount).values()) == amount
