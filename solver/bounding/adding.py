"""Lots whose values add up to what all units are worth: what so many of them cost at least.

A mixture may take half of a dear lot and half of a cheap one; a design may not. For each number of
steps the least that a lot of that value costs is known, so the least sum over so many lots of all
steps together is found by adding lot to lot (min-plus convolution; Bellman and Karush 1961).
"""

import numpy as np

from solver.bounding.pricing import NOTHING
from solver.facts.lots import Ints

MOST = 6 * 10**9
"""More additions than this are not made."""


def least_sum(costs: Ints, lots: int, steps: int, more: int) -> int | None:
    """What so many lots of so many steps in all cost at least.

    Nothing is looked for beyond `more` than the cheapest lots cost, whatever their values: that is
    returned where it is less. None where it would take too long.
    """
    least = int(costs.min())
    table = np.where(costs - least <= more, costs - least, NOTHING)
    if lots * len(np.flatnonzero(table < NOTHING)) * len(table) * lots // 2 > MOST:
        return None
    if lots == 1:
        found = int(table[steps]) if steps < len(table) else NOTHING
    else:
        one, other = (_sums(table, each, steps, more) for each in (lots // 2, lots - lots // 2))
        found = _least_at(one, other, steps)
    return lots * least + min(found, more)


def _sums(table: Ints, lots: int, steps: int, more: int) -> Ints:
    """For each number of steps the least cost of so many lots."""
    if lots == 1:
        return table
    half = _sums(table, lots // 2, steps, more)
    found = _added(half, half, steps, more)
    return _added(table, found, steps, more) if lots % 2 else found


def _added(few: Ints, many: Ints, steps: int, more: int) -> Ints:
    found = np.full(min(len(few) + len(many) - 1, steps + 1), NOTHING, dtype=np.int64)
    for step in np.flatnonzero(few[: len(found)] <= more).tolist():
        end = min(len(found), step + len(many))
        here = found[step:end]
        np.minimum(here, many[: end - step] + few[step], out=here)
    return found


def _least_at(one: Ints, other: Ints, steps: int) -> int:
    first, last = max(0, steps - len(other) + 1), min(steps, len(one) - 1)
    if first > last:
        return NOTHING
    return int((one[first : last + 1] + other[steps - last : steps - first + 1][::-1]).min())
