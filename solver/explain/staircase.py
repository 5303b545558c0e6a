"""The cheapest point at which something holds that, once it holds, holds at every higher point.

Points have one level a dimension. Where a point fails, everything below it fails; it is raised as
far as it still fails, level by level, and remembered. The cheapest point that is not below any of
those is tried next, until one holds.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

Point = tuple[int, ...]
Cost = tuple[int, int, Fraction]

MOST = 30
"""Corners of what fails; beyond these the search gives up."""


def cheapest(
    start: Point,
    tops: Sequence[Callable[[int], int]],
    holds: Callable[[Point], bool],
    last_failing: Callable[[Point, int], int],
    cost: Callable[[Point], Cost],
) -> tuple[Point | None, bool]:
    """The cheapest point from `start` on that holds, and whether that is certain.

    `tops[d](level)` is the level after `level` in a dimension, or -1 where it was the last.
    `last_failing(p, d)` is the highest level of dimension d with which p still fails.
    """
    failing: list[Point] = []
    while len(failing) < MOST:
        point = _next(start, tops, failing, cost)
        if point is None:
            return None, True
        if holds(point):
            return point, True
        for dimension in range(len(point)):
            level = last_failing(point, dimension)
            point = (*point[:dimension], level, *point[dimension + 1 :])
        failing.append(point)
    return None, False


def _next(
    start: Point,
    tops: Sequence[Callable[[int], int]],
    failing: Sequence[Point],
    cost: Callable[[Point], Cost],
) -> Point | None:
    """The cheapest point from `start` on that lies below none of those that fail."""
    levels = [
        sorted({first, *(each[d] for each in _after(failing, tops) if each[d] > first)})
        for d, first in enumerate(start)
    ]
    free = (
        point
        for point in product(*levels)
        if not any(all(p <= f for p, f in zip(point, each, strict=True)) for each in failing)
    )
    return min(free, key=lambda point: (cost(point), point), default=None)


def _after(failing: Sequence[Point], tops: Sequence[Callable[[int], int]]) -> list[Point]:
    return [tuple(top(f) for top, f in zip(tops, each, strict=True)) for each in failing]
