"""The money of units that are bought in years of their own, worked out by hand to the penny.

Centres a (£10,000 a year), b (£20,000) and c (£30,000), youth work y (£40,000) and contact w
(£50,000) are bought in years 1 to 4 unless a test says otherwise.
"""

from fractions import Fraction

import pytest

from lotdesign.money.design_cost import compute_baseline, compute_envelope, discount_lot_costs
from lotdesign.money.lot_cost import (
    LotAccount,
    attribute_to_services,
    bound_value_of_lots,
    compute_lot_account,
    list_integration_savings,
)
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.years import YearSpan
from tests.rules.office import DIVIDED, UNITS, Row, office

A, B, C, Y, W = range(5)


def dated(years: dict[str, tuple[int, int]], **tables: object) -> Scenario:
    """The office over four years, with these units bought in years of their own."""
    rows = [
        row | dict(zip(("first_year", "last_year"), years.get(row["id"], ()), strict=False))
        for row in UNITS
    ]
    settings: Row = {"term": {"initial": 4}, "units": rows}
    return office(**(settings | tables))


def pounds(*amounts: float) -> tuple[int, ...]:
    """In pence."""
    return tuple(round(100 * amount) for amount in amounts)


def test_a_unit_is_worth_nothing_in_years_in_which_it_is_not_bought() -> None:
    """Uplift counts contract years from 1: b's first year is 10% above its budget."""
    scenario = dated({"b": (2, 3)}, money={"uplift": "10%"})
    assert scenario.units[B].gross == pounds(0, 22_000, 24_200, 0)
    assert scenario.units[A].gross == pounds(10_000, 11_000, 12_100, 13_310)


PROMISE: Row = {"service": "centre", "first_year": 1, "annual": 3000}


def test_promised_savings_are_cut_from_the_units_bought_in_that_year() -> None:
    """£3,000: of a and c 1:3 in year 1; of a, b and c 1:2:3 in year 2; of c alone in year 3."""
    years = {"a": (1, 2), "b": (2, 2), "c": (1, 3)}
    scenario = dated(years, money={"promised": [PROMISE]})
    assert scenario.units[A].gross == pounds(9_250, 9_500, 0, 0)
    assert scenario.units[B].gross == pounds(0, 19_000, 0, 0)
    assert scenario.units[C].gross == pounds(27_750, 28_500, 27_000, 0)


def test_a_promise_ends_with_the_last_unit_of_its_service() -> None:
    """In year 4 no centre is bought: nothing is promised, and the envelope is whole again."""
    years = {"a": (1, 2), "b": (2, 2), "c": (1, 3)}
    scenario = dated(years, money={"promised": [PROMISE]})
    assert [scenario.sum_promised("centre", year) for year in (1, 2, 3, 4)] == [
        *pounds(*[3000] * 3),
        0,
    ]
    limits = compute_envelope(scenario, 100_000_00, ("centre",), Fraction(0), Fraction(0))
    assert limits == pounds(97_000, 97_000, 97_000, 100_000)


def test_a_percentage_is_of_the_units_bought_in_that_year() -> None:
    """10% of £40,000, then of £60,000, found by the design: units keep their money."""
    promise = PROMISE | {"annual": "10%", "found_by": "design"}
    scenario = dated({"b": (2, 4)}, money={"promised": [promise]})
    assert [scenario.sum_promised("centre", y) for y in (1, 2)] == list(pounds(4_000, 6_000))
    assert scenario.units[A].gross == pounds(*[10_000] * 4)


def test_need_led_funding_asks_no_years() -> None:
    """Centres by need alone, 1:2:3 of £60,000, whenever they are bought."""
    rows = [row | {"need": 1} if row["service"] == "centre" else row for row in UNITS]
    scenario = office(
        units=[rows[A] | {"first_year": 3}, *rows[B:]],
        term={"initial": 4},
        money={"need_led": [{"service": "centre", "pace": "100%"}]},
    )
    assert [unit.budget for unit in scenario.units[:3]] == [20_000_00] * 3
    assert scenario.units[A].gross == pounds(0, 0, 20_000, 20_000)


def test_parts_are_bought_when_their_unit_is() -> None:
    """£50,000 over three places, in years 2 and 3 alone."""
    scenario = dated({"w": (2, 3)}, divide=DIVIDED)
    parts = [unit for unit in scenario.units if unit.undivided_id == "w"]
    assert [part.gross[0] for part in parts] == [0, 0, 0]
    assert [part.gross[1] for part in parts] == [16_666_67, 16_666_67, 16_666_66]


@pytest.mark.parametrize(
    ("basis", "value"),
    [("peak", 70_000_00), ("first_year", 10_000_00), ("mean", Fraction(140_000_00, 3))],
)
def test_market_value_is_of_the_lots_years(basis: str, value: Fraction) -> None:
    """A in years 1 and 2, b and y in 2 and 3: £10,000, £70,000 and £60,000 in three years."""
    years = {"a": (1, 2), "b": (2, 3), "y": (2, 3)}
    found = compute_lot_account(dated(years, market={"value_basis": basis}), (A, B, Y))
    assert found.years == YearSpan(1, 3)
    assert found.gross == pounds(10_000, 70_000, 60_000, 0)
    assert found.value == value


def test_the_first_year_of_a_late_lot_is_its_own() -> None:
    """B and Y begin in year 2; the mean of their two years is £60,000 too."""
    years = {"a": (1, 2), "b": (2, 3), "y": (2, 3)}
    for basis in ("first_year", "mean", "peak"):
        found = compute_lot_account(dated(years, market={"value_basis": basis}), (B, Y))
        assert found.value == 60_000_00


def test_a_lot_is_managed_in_its_years_and_let_in_the_first() -> None:
    """A in year 2, c in year 4: the contract runs in year 3 too, in which nothing is bought."""
    money: Row = {"contract_management": 1000, "procurement": 500}
    found = compute_lot_account(dated({"a": (2, 2), "c": (4, 4)}, money=money), (A, C))
    assert found.gross == found.paid == pounds(0, 10_000, 0, 30_000)
    assert found.own == pounds(0, 1_500, 1_000, 1_000)
    assert found.cost == pounds(0, 11_500, 1_000, 31_000)


def test_what_nothing_is_bought_for_belongs_to_services_by_their_budgets() -> None:
    """Year 3 costs £1,000: of a (£10,000) and y (£40,000) that is £200 and £800."""
    money: Row = {"contract_management": 1000}
    scenario = dated({"a": (2, 2), "y": (4, 4)}, money=money)
    found = compute_lot_account(scenario, (A, Y))
    assert found.cost == pounds(0, 11_000, 1_000, 41_000)
    by_year = [attribute_to_services(scenario, (A, Y), y, found.cost[y]) for y in (1, 2, 3)]
    assert by_year == [
        {"centre": 11_000_00, "youth": 0},
        {"centre": 200_00, "youth": 800_00},
        {"centre": 0, "youth": 41_000_00},
    ]


def test_joining_services_saves_in_years_in_which_all_of_it_is_bought() -> None:
    """A in years 1 to 3 and Y in 2 to 4 are all of Ash: £700 in years 2 and 3."""
    joined: Row = {"integration": [{"services": ["centre", "youth"], "annual": 700}]}
    scenario = dated({"a": (1, 3), "y": (2, 4)}, money=joined)
    assert list_integration_savings(scenario, (A, Y)) == pounds(0, 700, 700, 0)
    assert compute_lot_account(scenario, (A, Y)).paid == pounds(10_000, 49_300, 49_300, 40_000)
    apart = dated({"a": (1, 2), "y": (3, 4)}, money=joined)
    assert list_integration_savings(apart, (A, Y)) == pounds(0, 0, 0, 0)


def test_rent_is_paid_on_in_the_units_years() -> None:
    """£100 of a in years 1 and 2, £23.45 of b in 2 and 3."""
    rents = {"a": 100, "b": 23.45}
    rows = [row | {"building_rent": rents.get(row["id"], "")} for row in UNITS]
    rows[A] |= {"last_year": 2}
    rows[B] |= {"first_year": 2, "last_year": 3}
    found = compute_lot_account(office(units=rows, term={"initial": 4}), (A, B))
    assert found.rent == pounds(100, 123.45, 23.45, 0)
    assert found.paid == pounds(10_100, 30_123.45, 20_023.45, 0)
    assert found.cost == found.gross


def test_the_council_runs_a_lot_in_its_years() -> None:
    """£60 a year from year 2 to 4, c being bought in year 4 alone."""
    routes: Row = {"in_house": {"annual_management": 50, "liability_annual": 10}}
    scenario = dated({"a": (2, 2), "c": (4, 4)}, routes=routes)
    found = compute_lot_account(scenario, (A, C), route="in_house")
    assert found.paid == found.cost == pounds(0, 10_060, 60, 30_060)


def test_the_scale_is_by_the_lots_value() -> None:
    """V is £10,000 by the first year, so that 1% is saved of every year, whatever it is worth."""
    curve = [{"value": 10_000, "saving": "1%"}, {"value": 60_000, "saving": "6%"}]
    scenario = dated({"b": (2, 4)}, money={"scale": curve}, market={"value_basis": "first_year"})
    assert compute_lot_account(scenario, (A, B)).paid == pounds(9_900, *[29_700] * 3)


def test_present_cost_counts_contract_years() -> None:
    """£11,000 in year 2 and £10,500 in year 3, at 10%: 10,000 + 8,677.69."""
    money: Row = {"contract_management": 500, "procurement": 500, "discount_rate": "10%"}
    found = compute_lot_account(dated({"a": (2, 3)}, money=money), (A,))
    assert found.cost == pounds(0, 11_000, 10_500, 0)
    assert discount_lot_costs([found.cost], Fraction(1, 10)) == 10_000_00 + 8_677_69


def test_todays_contracts_run_in_their_own_years() -> None:
    """Before promised cuts, managed in each contract's years, and not let anew."""
    years = {"a": (2, 3), "b": (4, 4), "c": (1, 1), "y": (1, 1), "w": (1, 1)}
    money: Row = {"contract_management": 1000, "procurement": 500}
    money |= {"promised": [{"service": "centre", "first_year": 2, "annual": 100, "once": True}]}
    scenario = dated(years, money=money)
    assert compute_baseline(scenario) == pounds(123_000, 11_000, 11_000, 21_000)


@pytest.mark.parametrize(
    ("basis", "of_b", "of_both"),
    [("peak", 20_000, 30_000), ("first_year", 0, 10_000), ("mean", 10_000, 20_000)],
)
def test_lots_are_worth_no_less_than_their_units_in_all_years(
    basis: str, of_b: int, of_both: int
) -> None:
    """B in years 3 and 4 of four: with A its lot begins earlier and has a mean over more years."""
    scenario = dated({"b": (3, 4)}, market={"value_basis": basis})
    assert bound_value_of_lots(scenario, (B,)) == of_b * 100
    assert bound_value_of_lots(scenario, (A, B)) == of_both * 100
    account: LotAccount = compute_lot_account(scenario, (A, B))
    assert account.value == of_both * 100
