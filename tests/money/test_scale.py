"""The scale curve, worked out by hand."""

from fractions import Fraction

import pytest

from lotdesign.money.lot_cost import interpolate_saving
from lotdesign.scenario.money_section import ScalePoint
from tests.rules.office import Row

CURVE: list[Row] = [
    {"value": 20_000, "saving": "1%"},
    {"value": 40_000, "saving": "3%"},
    {"value": 60_000, "saving": "2.5%"},
]


@pytest.mark.parametrize(
    ("value", "share"),
    [
        (0, Fraction(1, 100)),  # constant before the first point
        (20_000_00, Fraction(1, 100)),
        (30_000_00, Fraction(2, 100)),  # halfway to 3 %
        (20_000_01, Fraction(1, 100) + Fraction(2, 100) / 20_000_00),
        (40_000_00, Fraction(3, 100)),  # the corner
        (50_000_00, Fraction(275, 10_000)),  # halfway down to 2.5 %
        (60_000_00, Fraction(25, 1000)),
        (60_000_01, Fraction(25, 1000)),  # constant after the last
        (10**12, Fraction(25, 1000)),
    ],
)
def test_the_scale_curve_is_piecewise_linear(value: int, share: Fraction) -> None:
    """Exact between its corners, constant outside them."""
    curve = [ScalePoint.model_validate(point) for point in CURVE]
    assert interpolate_saving(curve, Fraction(value)) == share


def test_no_curve_saves_nothing() -> None:
    """The default is no saving by size."""
    assert interpolate_saving([], Fraction(10**9)) == 0
