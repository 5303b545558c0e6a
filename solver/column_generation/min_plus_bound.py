"""Lower bound for exactly K lots whose values add up to the total: min-plus convolution.

A mixture may combine half of a dear lot with half of a cheap one; a design may not. From the
least reduced cost per value, the least sum over K lots whose steps add up to those of all units
is found by repeated min-plus convolution (Bellman and Karush 1961).
"""

import numpy as np

from solver.arrays import Ints
from solver.column_generation.knapsack_pricing import INFEASIBLE_COST

MAX_ADDITIONS = 6 * 10**9
"""The bound is not computed where it would take more additions."""


def bound_sum_of_lots(costs: Ints, lots: int, steps: int, reach: int) -> int | None:
    """A lower bound on the reduced costs of so many lots whose values add up to `steps`.

    `costs`, (K,), are the least reduced costs by steps of value. The search goes no further than
    `reach` above the sum of the cheapest lots of any value. Everything is in the unit of `costs`.
    None where it would take too long.
    """
    least = int(costs.min())
    table = np.where(costs - least <= reach, costs - least, INFEASIBLE_COST)
    within = len(np.flatnonzero(table < INFEASIBLE_COST))
    if lots * within * len(table) * lots // 2 > MAX_ADDITIONS:
        return None
    if lots == 1:
        excess = int(table[steps]) if steps < len(table) else INFEASIBLE_COST
    else:
        one = _tabulate_sums(table, lots // 2, steps, reach)
        other = _tabulate_sums(table, lots - lots // 2, steps, reach)
        excess = _minimise_at(one, other, steps)
    return lots * least + min(excess, reach)


def _tabulate_sums(table: Ints, lots: int, steps: int, reach: int) -> Ints:
    """For each number of steps the least cost of so many lots."""
    if lots == 1:
        return table
    half = _tabulate_sums(table, lots // 2, steps, reach)
    sums = _convolve_min_plus(half, half, steps, reach)
    return _convolve_min_plus(table, sums, steps, reach) if lots % 2 else sums


def _convolve_min_plus(one: Ints, other: Ints, steps: int, reach: int) -> Ints:
    """For each number of steps up to `steps` the least sum; only costs within reach of `one`."""
    sums = np.full(min(len(one) + len(other) - 1, steps + 1), INFEASIBLE_COST, dtype=np.int64)
    for step in np.flatnonzero(one[: len(sums)] <= reach).tolist():
        end = min(len(sums), step + len(other))
        here = sums[step:end]
        np.minimum(here, other[: end - step] + one[step], out=here)
    return sums


def _minimise_at(one: Ints, other: Ints, steps: int) -> int:
    """The least sum at one number of steps."""
    first, last = max(0, steps - len(other) + 1), min(steps, len(one) - 1)
    if first > last:
        return INFEASIBLE_COST
    return int((one[first : last + 1] + other[steps - last : steps - first + 1][::-1]).min())
