"""The money of one lot, worked out by hand to the penny."""

from fractions import Fraction

import pytest

from lotdesign.money.lot_cost import LotAccount, compute_lot_account, compute_market_value
from lotdesign.pence import Pence
from lotdesign.scenario.sections import ValueBasis
from lotdesign.scenario.years import YearSpan
from tests.rules.office import Row, office

CURVE: list[Row] = [
    {"value": 20_000, "saving": "1%"},
    {"value": 40_000, "saving": "3%"},
    {"value": 60_000, "saving": "2.5%"},
]


def lot(units: str, **money: object) -> LotAccount:
    """The account of a lot of the office under these settings."""
    scenario = office(money=money)
    return compute_lot_account(scenario, tuple(sorted(scenario.find_positions(units.split()))))


def test_a_lot_without_settings_is_paid_its_gross_value() -> None:
    """A and B: £30,000 a year, and no cost beside."""
    found = lot("a b")
    assert found.gross == found.paid == found.cost == (30_000_00, 30_000_00)
    assert found.value == 30_000_00
    assert (found.rent, found.own) == ((0, 0), (0, 0))


def test_scale_is_taken_of_every_years_gross_value() -> None:
    """C: £30,000, then £30,750; V is the peak, so e = 1 % + 2 % · 10,750/20,000 = 2.075 %."""
    found = lot("c", scale=CURVE, uplift="2.5%")
    assert found.gross == (30_000_00, 30_750_00)
    # 30,000 · 0.02075 = 622.50; 30,750 · 0.02075 = 638.0625, rounded 638.06.
    assert found.paid == (30_000_00 - 622_50, 30_750_00 - 638_06)


def test_the_saving_is_rounded_and_not_what_is_left() -> None:
    """£0.50 at 1 %: half a penny is rounded to one, and £0.49 is paid."""
    scenario = office(
        units=[{"id": "a", "name": "A", "service": "s", "annual_budget": 0.50}],
        money={"scale": [{"value": 0, "saving": "1%"}]},
    )
    assert compute_lot_account(scenario, (0,)).paid == (49, 49)


def test_the_councils_own_cost_is_no_part_of_what_is_paid() -> None:
    """£1,000 a year to manage the contract, £500 in year 1 to let it."""
    found = lot("a", contract_management=1000, procurement=500)
    assert found.own == (1_500_00, 1_000_00)
    assert found.paid == (10_000_00, 10_000_00)
    assert found.cost == (11_500_00, 11_000_00)


def test_rent_is_paid_on_and_comes_back() -> None:
    """£123.45 raises what is paid, not what it costs, and is not uplifted."""
    scenario = office(
        units=[
            {"id": "a", "name": "A", "service": "s", "annual_budget": 100, "building_rent": 100},
            {"id": "b", "name": "B", "service": "s", "annual_budget": 50, "building_rent": 23.45},
        ],
        money={"uplift": "10%"},
    )
    found = compute_lot_account(scenario, (0, 1))
    assert found.rent == (123_45, 123_45)
    assert found.paid == (150_00 + 123_45, 165_00 + 123_45)
    assert found.cost == found.gross == (150_00, 165_00)


def test_what_joining_services_saves_is_not_paid() -> None:
    """£700 a year where A and Y, all of Ash, share a lot."""
    joined = [{"services": ["centre", "youth"], "annual": 700}]
    assert lot("a y", integration=joined).paid == (49_300_00, 49_300_00)
    assert lot("a b", integration=joined).paid == (30_000_00, 30_000_00)


def test_uncut_and_not_procured_is_what_the_baseline_counts() -> None:
    """A promise of £1,000 on youth work cuts Y to £39,000, and V with it."""
    promised = [{"service": "youth", "first_year": 1, "annual": 1000}]
    scenario = office(money={"promised": promised, "procurement": 500, "scale": CURVE})
    cut = compute_lot_account(scenario, (3,))
    assert cut.gross[0] == cut.value == 39_000_00
    assert cut.own == (500_00, 0)
    assert cut.paid[0] == 39_000_00 - 1_131_00  # 1 % + 2 % · 19/20 = 2.9 %
    before = compute_lot_account(scenario, (3,), before_savings=True, procured=False)
    assert before.gross[0] == before.value == 40_000_00
    assert before.own == (0, 0)
    assert before.paid[0] == 40_000_00 - 1_200_00


@pytest.mark.parametrize(
    ("basis", "value"), [("peak", 3), ("first_year", 1), ("mean", Fraction(5, 3))]
)
def test_market_value_has_three_bases(basis: ValueBasis, value: Fraction) -> None:
    """Of 1, 3 and 1 pence: the largest, the first, and the exact mean."""
    assert compute_market_value([Pence(1), Pence(3), Pence(1)], YearSpan(1, 3), basis) == value
