"""Min-plus convolution of costs over values: the least that several lots of a given sum can cost.

Where V sums to the same total in every design, a lot leaves a known sum of V to the others. Their
least cost, whatever units they hold, comes from convolving the least cost of each value with itself
(the min-plus convolution of a resource-constrained path; values lie in intervals, rounded outward).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints

INTERVALS = 2_048
"""Intervals of value between the smallest and the largest lot."""
LOTS_AT_ONCE = 1 << 17
"""Lots whose intervals are worked out together."""


@dataclass(frozen=True)
class ValueConvolution:
    """Least costs of 0, 1, 2, … lots by the sum of their intervals' numbers.

    Interval i has whole values from `least` + i `width` on.
    """

    least: int
    width: int
    by_count: Sequence[Floats]

    def bound_sums(self, count: int, sums: Ints) -> Floats:
        """(N,): the least cost of `count` lots whose values add up to each of `sums`."""
        table = self.by_count[count]
        last = (sums - count * self.least) // self.width
        best = np.full(len(sums), np.inf)
        for back in range(max(1, count)):
            place = last - back
            inside = (place >= 0) & (place < len(table))
            best[inside] = np.minimum(best[inside], table[place[inside]])
        return best


def convolve_costs(costs: Floats, values: Ints, most_lots: int) -> ValueConvolution:
    """Convolve the least cost of each interval of value up to `most_lots` times.

    `costs` and `values` are those of the N lots to choose from.
    """
    least, largest = int(values.min()), int(values.max())
    width = (largest - least) // INTERVALS + 1
    cheapest = np.full((largest - least) // width + 1, np.inf)
    for first in range(0, len(values), LOTS_AT_ONCE):
        some = slice(first, first + LOTS_AT_ONCE)
        np.minimum.at(cheapest, (values[some] - least) // width, costs[some])
    return convolve_intervals(cheapest, least, width, most_lots)


def convolve_intervals(
    cheapest: Floats, least: int, width: int, most_lots: int
) -> ValueConvolution:
    """Convolve the least cost of each interval, infinite where it has no lot."""
    by_count = [np.zeros(1)]
    filled = np.flatnonzero(np.isfinite(cheapest))
    for _ in range(most_lots):
        before = by_count[-1]
        after = np.full(len(before) + len(cheapest) - 1, np.inf)
        for place in filled.tolist():
            span = after[place : place + len(before)]
            np.minimum(span, before + cheapest[place], out=span)
        by_count.append(after)
    return ValueConvolution(least, width, by_count)
