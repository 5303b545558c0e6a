"""Net present cost."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lotdesign.money.design_cost import discount_lot_costs, discount_yearly_costs

RATE = Fraction(1, 10)


def test_later_years_are_discounted_and_the_first_is_not() -> None:
    """100 + 110/1.1 + 121/1.21 = 300."""
    assert discount_yearly_costs([100, 110, 121], RATE) == 300


def test_a_present_cost_is_exact() -> None:
    """One penny a year later is 10/11 of a penny."""
    assert discount_yearly_costs([0, 1], RATE) == Fraction(10, 11)


def test_all_lots_are_rounded_together_once() -> None:
    """0.4545 and 0.4545 are rounded to one penny, where each alone would be none."""
    assert discount_yearly_costs([0, 1], Fraction(6, 5)) == Fraction(5, 11)
    assert discount_lot_costs([[0, 1]], Fraction(6, 5)) == 0
    assert discount_lot_costs([[0, 1], [0, 1]], Fraction(6, 5)) == 1


def test_half_a_penny_is_rounded_away_from_zero() -> None:
    """1/2 is one penny, whether owed or earned."""
    assert discount_lot_costs([[0, 1]], Fraction(1)) == 1
    assert discount_lot_costs([[0, -1]], Fraction(1)) == -1


def test_without_a_rate_it_is_the_sum() -> None:
    """Nothing is discounted at 0 %."""
    assert discount_lot_costs([[1, 2], [30, 40]], Fraction(0)) == 73


def test_three_and_a_half_per_cent_over_three_years() -> None:
    """1,000 · (1 + 1/1.035 + 1/1.071225) = 1,000 + 966.1836 + 933.5107: £2,899.69."""
    assert discount_lot_costs([[1000_00] * 3], Fraction(35, 1000)) == 2_899_69


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-1000, 1000), min_size=3, max_size=3), max_size=4))
def test_lots_may_be_added_up_first(lots: list[list[int]]) -> None:
    """Discounting the sum of all lots gives the same penny."""
    years = [sum(year) for year in zip(*lots, strict=True)] if lots else [0]
    assert discount_lot_costs(lots, RATE) == discount_lot_costs([years], RATE)
