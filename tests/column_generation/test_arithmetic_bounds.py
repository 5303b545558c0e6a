"""Bounds by arithmetic over the office's units: £150,000 a year for two years."""

import pytest

from solver.column_generation.arithmetic_bounds import bound_fewest_lots, bound_measure
from tests.rules.office import office, rule


@pytest.mark.parametrize(("most", "lots"), [(150_000, 1), (74_000, 3), (50_000, 3)])
def test_as_many_lots_as_values_need(most: int, lots: int) -> None:
    """Just enough where the whole is a multiple of what a lot may be worth."""
    assert bound_fewest_lots(office(rule("lot_value", max=most))) == lots
    assert bound_measure(office(rule("lot_value", max=most)), "lots") == lots


def test_a_cost_is_that_of_the_units_less_what_rounding_can_save() -> None:
    """Two pennies for each of five units a year."""
    scale = [{"value": 0, "saving": "0%"}]
    least = bound_measure(office(money={"scale": scale}), "whole_life_cost")
    assert least == 2 * (150_000_00 - 5 * 2)
