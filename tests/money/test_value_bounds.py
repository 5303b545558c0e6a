"""Between which sums over its units the market value of a lot lies."""

from lotdesign.money.value_bounds import list_value_ceilings, list_value_floors
from tests.rules.office import Row, office

FIRST = (10_000_00, 20_000_00, 30_000_00, 40_000_00, 50_000_00)
SECOND = tuple(each * 11 // 10 for each in FIRST)
RISING: Row = {"money": {"uplift": "10%"}}


def test_by_the_first_year_both_are_that_year() -> None:
    """All units begin together."""
    scenario = office(market={"value_basis": "first_year"}, **RISING)
    assert list_value_floors(scenario) == list_value_ceilings(scenario) == (FIRST,)


def test_by_the_best_year_both_are_any_year() -> None:
    scenario = office(market={"value_basis": "peak"}, **RISING)
    assert list_value_floors(scenario) == list_value_ceilings(scenario) == (FIRST, SECOND)
