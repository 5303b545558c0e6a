"""A lower bound on the cost of every design that holds a lot, for each of the lots inside bands.

From duals of the linear relaxation of set partitioning, found by sifting: a design costs at least
the duals' sum plus the reduced costs of its lots, of which the others' least is known by their sum
of V. Any duals give a valid bound, so they may come from floating point.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints
from solver.backends.highs_lp import HighsLp, LpOptions
from solver.lot_bands.band_lots import BandLots, build_lot_array
from solver.lot_bands.convolution import convolve_costs
from solver.lot_bands.masks import WeightTable
from solver.model.column_matrix import SparseColumns

FIRST_COLUMNS, MORE_COLUMNS = 3_000, 1_500
"""Columns of the first master, and of those with the least reduced costs how many join it."""
MOST_ROUNDS = 60
RELATIVE_MARGIN = 1e-11
"""By how much of the largest cost a bound is lowered against errors of floating point."""
LOTS_AT_ONCE = 1 << 17
"""Lots whose bounds are worked out together."""
SLACK_FACTOR = 3.0
"""A unit in no lot, or in two, costs so many times the dearest lot."""


@dataclass(frozen=True)
class PartitionDuals:
    """Duals of the units (U,) and of the number of lots."""

    units: Floats
    count: float


def bound_designs_with(lots: BandLots, units: int, deadline: float | None) -> Floats:
    """(N,): for each lot a lower bound on the cost of any design of these lots that holds it.

    Costs are whole numbers, so bounds are rounded up.
    """
    assert lots.costs is not None
    duals = solve_partition_duals(lots, units, deadline)
    best = _bound_by_duals(lots, PartitionDuals(np.zeros(units), 0.0))
    np.maximum(best, _bound_by_duals(lots, duals), out=best)
    largest = max(float(lots.costs.max(initial=0)), -float(lots.costs.min(initial=0)))
    best -= RELATIVE_MARGIN * largest * lots.bands.count
    return np.ceil(best, out=best)


def _bound_by_duals(lots: BandLots, duals: PartitionDuals) -> Floats:
    """(N,): the bounds by these duals."""
    count = lots.bands.count
    reduced = reduce_costs(lots, duals)
    least = float(duals.units.sum()) + count * duals.count
    if lots.values is None or lots.total is None:
        reduced += least + (count - 1) * float(reduced.min())
        return reduced
    convolution = convolve_costs(reduced, lots.values, count - 1)
    for some in _slice_lots(len(lots)):
        others = convolution.bound_sums(count - 1, lots.total - lots.values[some])
        reduced[some] += least + others
    return reduced


def reduce_costs(lots: BandLots, duals: PartitionDuals) -> Floats:
    """(N,): the cost of each lot less the duals of its units and of the number of lots."""
    assert lots.costs is not None
    table, reduced = WeightTable(duals.units), lots.costs - duals.count
    for some in _slice_lots(len(lots)):
        reduced[some] -= table.sum_weights(lots.units[:, some])
    return reduced


def _slice_lots(count: int) -> Iterator[slice]:
    """Lots some at a time: arrays of millions are not copied whole."""
    return (slice(first, first + LOTS_AT_ONCE) for first in range(0, count, LOTS_AT_ONCE))


def solve_partition_duals(lots: BandLots, units: int, deadline: float | None) -> PartitionDuals:
    """Duals of the relaxation, the best found before the deadline (monotonic).

    A restricted master begins with some lots and takes in those of the least reduced costs
    (sifting; Bixby and others, Operations Research 40, 1992).
    """
    assert lots.costs is not None
    scale = max(1.0, float(lots.costs.max()), -float(lots.costs.min()))
    inside = np.unique(np.linspace(0, len(lots) - 1, FIRST_COLUMNS).astype(np.int64))
    best = PartitionDuals(np.zeros(units), 0.0)
    for _ in range(MOST_ROUNDS):
        master = _build_master(lots, inside, lots.costs[inside] / scale, units)
        solution = master.solve(deadline)
        if solution is None:
            break
        best = PartitionDuals(solution.duals[:units] * scale, float(solution.duals[units]) * scale)
        reduced = reduce_costs(lots, best)
        joining = _find_least(reduced, -1e-9 * scale)
        if not len(joining) or (deadline is not None and time.monotonic() > deadline):
            break
        middle = np.quantile(reduced[inside], 0.5)
        kept = inside[(reduced[inside] <= middle) | (solution.primal[: len(inside)] > 0)]
        inside = np.union1d(kept, joining)
    return best


def _find_least(reduced: Floats, below: float) -> Ints:
    """The lots of the least reduced costs below a limit, at most MORE_COLUMNS."""
    least = np.zeros(0, dtype=np.int64)
    for some in _slice_lots(len(reduced)):
        here = np.flatnonzero(reduced[some] < below) + some.start
        least = np.concatenate((least, here))
        if len(least) > MORE_COLUMNS:
            least = least[np.argpartition(reduced[least], MORE_COLUMNS)[:MORE_COLUMNS]]
    return least


def _build_master(lots: BandLots, inside: Ints, costs: Floats, units: int) -> HighsLp:
    """The master of some lots of these costs: each unit in one or, at a price, in none or more."""
    array = build_lot_array(lots.units[:, inside], units)
    sizes = array.sizes
    starts = np.concatenate(([0], np.cumsum(sizes + 1)))
    rows = np.empty(starts[-1], dtype=np.int64)
    rows[starts[1:] - 1] = units
    rows[np.arange(len(array.units)) + array.owners] = array.units
    needed = np.append(np.ones(units), lots.bands.count)
    master = HighsLp((needed, needed), LpOptions())
    columns = SparseColumns(starts, rows, np.ones(len(rows)))
    none = np.zeros(len(inside))
    master.add_columns(costs, none, np.full(len(inside), np.inf), columns)
    for side in (1.0, -1.0):
        slack = SparseColumns(np.arange(units + 1), np.arange(units), np.full(units, side))
        dear, zero = np.full(units, SLACK_FACTOR), np.zeros(units)
        master.add_columns(dear, zero, np.full(units, np.inf), slack)
    return master
