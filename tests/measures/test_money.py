"""Measures of money and size, by hand."""

from fractions import Fraction

import pytest

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from tests.rules.office import DIVIDED, Row, evaluate, office, unit

MONEY: Row = {
    "contract_management": 1000,
    "procurement": 500,
    "discount_rate": "25%",
    "uplift": "10%",
}


def measured(name: str, *lots: str, **tables: object) -> MeasureValue:
    """A measure of a design of the office."""
    return MEASURES[name].evaluate(evaluate(office(**tables), *lots))


@pytest.mark.parametrize(
    ("lots", "cost"),
    [
        # 150,000 + 165,000, and for each lot 1,500 + 1,000.
        (("a b c y w",), 317_500_00),
        (("a b c", "y w"), 320_000_00),
        (("a", "b", "c", "y", "w"), 327_500_00),
    ],
)
def test_whole_life_cost_adds_up_years_and_lots(lots: tuple[str, ...], cost: int) -> None:
    """What is paid, and the council's own cost of every contract."""
    assert measured("whole_life_cost", *lots, money=MONEY) == cost


def test_net_present_cost_discounts_the_second_year() -> None:
    """153,000 + (165,000 + 2,000) / 1.25 = 153,000 + 133,600."""
    assert measured("net_present_cost", "a b c", "y w", money=MONEY) == 286_600_00


@pytest.mark.parametrize("lots", [("a b c y w",), ("a b", "c", "y w")])
def test_lots_are_counted(lots: tuple[str, ...]) -> None:
    """One a contract."""
    assert measured("lots", *lots) == len(lots)


@pytest.mark.parametrize(
    ("lots", "spread"),
    [
        (("a b c y w",), 0),
        (("a b c", "y", "w"), 20_000_00),  # 60, 40 and 50 thousand
        (("a", "b c y w"), 130_000_00),
    ],
)
def test_value_spread_is_the_largest_less_the_smallest(lots: tuple[str, ...], spread: int) -> None:
    """One lot alone is not spread."""
    assert measured("value_spread", *lots) == spread


def test_a_value_spread_is_exact() -> None:
    """Means of 100, 110 and 121 pence, and of twice that, lie 331/3 apart."""
    units = [unit("a", "s", 1), unit("b", "s", 2)]
    tables: Row = {"units": units, "term": {"initial": 3}, "money": {"uplift": "10%"}}
    spread = measured("value_spread", "a", "b", **tables, market={"value_basis": "mean"})
    assert spread == Fraction(331, 3)


@pytest.mark.parametrize(
    ("lots", "spread"), [(("a b c", "y", "w"), 2), (("a b c y w",), 0), (("a", "b c y w"), 13)]
)
def test_need_spread_is_the_largest_less_the_smallest(lots: tuple[str, ...], spread: int) -> None:
    """Needs 1, 2, 3, 4 and 5."""
    assert measured("need_spread", *lots) == spread


def test_parts_carry_their_share_of_need() -> None:
    """W's need of 5 in three equal parts: 1 + 5/3 in Ash against 3 + 5/3 in Combe."""
    lots = ("a w@ash", "b w@bree", "c w@combe", "y")
    assert measured("need_spread", *lots, divide=DIVIDED) == Fraction(14, 3) - Fraction(8, 3)


def test_units_without_need_count_as_none() -> None:
    """A blank weighs nothing."""
    units = [unit("a", "s", 1), unit("b", "s", 1, need=2.5)]
    assert measured("need_spread", "a", "b", units=units) == Fraction(5, 2)
