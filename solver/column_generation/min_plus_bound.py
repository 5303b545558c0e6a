"""Lower bound for exactly K lots whose values add up to the total: min-plus convolution.

A mixture may combine half of a dear lot with half of a cheap one; a design may not. From the
least reduced cost per value, the least sum over K lots whose steps add up to those of all units
is found by repeated min-plus convolution (Bellman and Karush 1961).
"""

import numpy as np

from solver.arrays import Ints
from solver.column_generation.knapsack_pricing import INFEASIBLE_COST

MAX_ADDITIONS = 6 * 10**9
"""More additions than this are not made."""


def bound_sum_of_lots(costs: Ints, lots: int, steps: int, more: int) -> int | None:
    """What so many lots of so many steps in all cost at least.

    Nothing is looked for beyond `more` than the cheapest lots cost, whatever their values: that is
    returned where it is less. None where it would take too long.
    """
    least = int(costs.min())
    table = np.where(costs - least <= more, costs - least, INFEASIBLE_COST)
    if lots * len(np.flatnonzero(table < INFEASIBLE_COST)) * len(table) * lots // 2 > MAX_ADDITIONS:
        return None
    if lots == 1:
        found = int(table[steps]) if steps < len(table) else INFEASIBLE_COST
    else:
        one, other = (
            _tabulate_sums(table, each, steps, more) for each in (lots // 2, lots - lots // 2)
        )
        found = _minimise_at(one, other, steps)
    return lots * least + min(found, more)


def _tabulate_sums(table: Ints, lots: int, steps: int, more: int) -> Ints:
    """For each number of steps the least cost of so many lots."""
    if lots == 1:
        return table
    half = _tabulate_sums(table, lots // 2, steps, more)
    found = _convolve_min_plus(half, half, steps, more)
    return _convolve_min_plus(table, found, steps, more) if lots % 2 else found


def _convolve_min_plus(few: Ints, many: Ints, steps: int, more: int) -> Ints:
    found = np.full(min(len(few) + len(many) - 1, steps + 1), INFEASIBLE_COST, dtype=np.int64)
    for step in np.flatnonzero(few[: len(found)] <= more).tolist():
        end = min(len(found), step + len(many))
        here = found[step:end]
        np.minimum(here, many[: end - step] + few[step], out=here)
    return found


def _minimise_at(one: Ints, other: Ints, steps: int) -> int:
    first, last = max(0, steps - len(other) + 1), min(steps, len(one) - 1)
    if first > last:
        return INFEASIBLE_COST
    return int((one[first : last + 1] + other[steps - last : steps - first + 1][::-1]).min())
