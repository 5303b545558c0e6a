"""Positions of a county's places, and which of them touch.

Places stand on a perturbed grid. Neighbours in a row or column touch, and in most squares one
pair of corners does, so the map is planar by construction. Places are numbered along a path
that runs to and fro through the rows: each touches the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from random import Random

CELL_HUNDREDTHS = 400
"""Hundredths of a kilometre from one row or column to the next."""
DIAGONAL_PERCENT = 60
"""Percentage of squares in which one pair of corners touches."""


@dataclass(frozen=True)
class CountyLand:
    """Positions of places in hundredths of a kilometre, and the pairs that touch."""

    places: tuple[tuple[int, int], ...]
    touching: tuple[tuple[int, int], ...]

    def sort_by_distance(self, home: int) -> list[int]:
        """Return all places by distance from `home`, ties by number."""
        x, y = self.places[home]
        away = [((a - x) ** 2 + (b - y) ** 2, p) for p, (a, b) in enumerate(self.places)]
        return [p for _, p in sorted(away)]


def draw_land(draw: Random, count: int) -> CountyLand:
    """Draw so many places."""
    width = isqrt(count * 4 // 3) or 1
    cells = [_find_cell(i, width) for i in range(count)]
    number = {cell: i for i, cell in enumerate(cells)}
    places = tuple(
        (
            CELL_HUNDREDTHS * column + draw.randrange(300),
            CELL_HUNDREDTHS * row + draw.randrange(300),
        )
        for column, row in cells
    )
    pairs = {
        (min(number[a], number[b]), max(number[a], number[b]))
        for cell in cells
        for a, b in _draw_pairs(draw, cell)
        if a in number and b in number
    }
    return CountyLand(places, tuple(sorted(pairs)))


def _find_cell(place: int, width: int) -> tuple[int, int]:
    """Return column and row of a place: even rows run to the right, odd ones to the left."""
    row, step = divmod(place, width)
    return (step if row % 2 == 0 else width - 1 - step), row


def _draw_pairs(
    draw: Random, cell: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Draw the pairs of cells that touch in the square to the right of a cell and below it."""
    column, row = cell
    right, below, across = (column + 1, row), (column, row + 1), (column + 1, row + 1)
    yield cell, right
    yield cell, below
    if draw.randrange(100) < DIAGONAL_PERCENT:
        yield (cell, across) if draw.randrange(2) else (right, below)
