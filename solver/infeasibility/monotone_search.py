"""Monotone search: the cheapest point of a lattice at which a monotone property holds.

Points have one level a dimension. Where a point fails, everything below it fails; it is raised as
far as it still fails, level by level, and remembered. The cheapest point that is not below any of
those is tried next, until one holds.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

LevelVector = tuple[int, ...]
PointCost = tuple[int, int, Fraction]

MOST_FAILING_POINTS = 30
"""Corners of what fails; beyond these the search gives up."""


def find_cheapest_point(
    start: LevelVector,
    tops: Sequence[Callable[[int], int]],
    holds: Callable[[LevelVector], bool],
    last_failing: Callable[[LevelVector, int], int],
    cost: Callable[[LevelVector], PointCost],
) -> tuple[LevelVector | None, bool]:
    """The cheapest point from `start` on that holds, and whether that is certain.

    `tops[d](level)` is the level after `level` in a dimension, or -1 where it was the last.
    `last_failing(p, d)` is the highest level of dimension d with which p still fails.
    """
    failing: list[LevelVector] = []
    while len(failing) < MOST_FAILING_POINTS:
        point = _find_next_point(start, tops, failing, cost)
        if point is None:
            return None, True
        if holds(point):
            return point, True
        for dimension in range(len(point)):
            level = last_failing(point, dimension)
            point = (*point[:dimension], level, *point[dimension + 1 :])
        failing.append(point)
    return None, False


def _find_next_point(
    start: LevelVector,
    tops: Sequence[Callable[[int], int]],
    failing: Sequence[LevelVector],
    cost: Callable[[LevelVector], PointCost],
) -> LevelVector | None:
    """The cheapest point from `start` on that lies below none of those that fail."""
    levels = [
        sorted({first, *(each[d] for each in _list_next_levels(failing, tops) if each[d] > first)})
        for d, first in enumerate(start)
    ]
    free = (
        point
        for point in product(*levels)
        if not any(all(p <= f for p, f in zip(point, each, strict=True)) for each in failing)
    )
    return min(free, key=lambda point: (cost(point), point), default=None)


def _list_next_levels(
    failing: Sequence[LevelVector], tops: Sequence[Callable[[int], int]]
) -> list[LevelVector]:
    return [tuple(top(f) for top, f in zip(tops, each, strict=True)) for each in failing]
