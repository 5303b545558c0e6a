"""Where a row is, and what part of a divided unit each place has."""

from fractions import Fraction

import pytest

from lotdesign.scenario.rows import LocalityRow
from lotdesign.scenario.yearly_budgets import compute_part_weights, find_position
from tests.rules.office import Row


def place(**cells: object) -> LocalityRow:
    """A row of a locality whose cells nobody has checked."""
    blank: Row = {"x": None, "y": None, "lat": None, "lon": None, "need": None, "population": None}
    return LocalityRow.model_construct(id="ash", name="Ash", **(blank | cells))


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({}, False),
        ({"x": 1}, False),
        ({"y": 1}, False),
        ({"lat": 51}, False),
        ({"lon": 0}, False),
        ({"x": 0, "y": 0}, True),
        ({"lat": 51, "lon": 0}, True),
        ({"x": 1, "lat": 51, "lon": 0}, True),
    ],
)
def test_half_a_position_is_none(cells: Row, known: bool) -> None:
    assert (find_position(place(**cells)) is not None) == known


@pytest.mark.parametrize(
    ("by", "needs", "weights"),
    [
        ("need", (1, None, 3), (Fraction(1, 4), 0, Fraction(3, 4))),
        ("need", (None, None, None), (Fraction(1, 3),) * 3),
        ("need", (0, 0, 2), (0, 0, 1)),
        ("equal", (1, None, 3), (Fraction(1, 3),) * 3),
    ],
)
def test_a_blank_figure_is_no_part(
    by: str, needs: tuple[int | None, ...], weights: tuple[Fraction | int, ...]
) -> None:
    """All blank, the parts are equal."""
    rows = [place(need=None if need is None else Fraction(need)) for need in needs]
    assert tuple(compute_part_weights(by, rows)) == weights
