"""Monotone search: the cheapest point of a lattice at which a monotone property holds.

A point has one level a dimension. Where a point fails, every point below it fails. So a failing
point is raised, dimension by dimension, as far as it still fails, and kept. The cheapest point that
is not below any of those kept is tried next, until one holds.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

LevelVector = tuple[int, ...]
PointCost = tuple[int, int, Fraction]
"""Costs are compared lexicographically and never fall as levels rise."""

MOST_FAILING_POINTS = 30
"""Maximal failing points after which the search gives up."""


def find_cheapest_point(
    start: LevelVector,
    next_levels: Sequence[Callable[[int], int]],
    holds: Callable[[LevelVector], bool],
    last_failing: Callable[[LevelVector, int], int],
    cost: Callable[[LevelVector], PointCost],
) -> tuple[LevelVector | None, bool]:
    """The cheapest point not below `start` that holds, and whether that is proved.

    `next_levels[d](level)` is the level after `level` in dimension d, or -1 where it was the last.
    `last_failing(point, d)` is the highest level of dimension d with which the point still fails.
    """
    failing: list[LevelVector] = []
    while len(failing) < MOST_FAILING_POINTS:
        point = _find_next_point(start, next_levels, failing, cost)
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
    next_levels: Sequence[Callable[[int], int]],
    failing: Sequence[LevelVector],
    cost: Callable[[LevelVector], PointCost],
) -> LevelVector | None:
    """The cheapest point not below `start` that lies below no failing point.

    In each dimension only `start` and the levels after those of failing points matter.
    """
    levels = [
        sorted({first, *(after(point[d]) for point in failing if after(point[d]) > first)})
        for d, (first, after) in enumerate(zip(start, next_levels, strict=True))
    ]
    open_points = (
        point
        for point in product(*levels)
        if not any(_lies_below(point, other) for other in failing)
    )
    return min(open_points, key=lambda point: (cost(point), point), default=None)


def _lies_below(point: LevelVector, other: LevelVector) -> bool:
    return all(level <= upper for level, upper in zip(point, other, strict=True))
