"""A lower bound on the cost of every design that holds a lot, for each of the lots inside bands.

From duals of the linear relaxation of set partitioning, found by sifting: a design costs at least
the duals' sum plus the reduced costs of its lots, of which the others' least is known by their sum
of V. Any duals give a valid bound, so they may come from floating point.
"""

import time
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
    nothing = PartitionDuals(np.zeros(units), 0.0)
    best = np.maximum(_bound_by_duals(lots, duals), _bound_by_duals(lots, nothing))
    margin = RELATIVE_MARGIN * float(np.abs(lots.costs).max(initial=0)) * lots.bands.count
    bounds: Floats = np.ceil(best - margin)
    return bounds


def _bound_by_duals(lots: BandLots, duals: PartitionDuals) -> Floats:
    """(N,): the bounds by these duals."""
    assert lots.costs is not None
    count = lots.bands.count
    reduced = lots.costs - sum_duals(lots, duals)
    others = np.full(len(lots), (count - 1) * float(reduced.min()))
    if lots.values is not None and lots.total is not None:
        convolution = convolve_costs(reduced, lots.values, count - 1)
        others = convolution.bound_sums(count - 1, lots.total - lots.values)
    bound: Floats = float(duals.units.sum()) + count * duals.count + reduced + others
    return bound


def sum_duals(lots: BandLots, duals: PartitionDuals) -> Floats:
    """(N,): the sum of each lot's duals."""
    return WeightTable(duals.units).sum_weights(lots.units) + duals.count


def solve_partition_duals(lots: BandLots, units: int, deadline: float | None) -> PartitionDuals:
    """Duals of the relaxation, the best found before the deadline (monotonic).

    A restricted master begins with some lots and takes in those of the least reduced costs
    (sifting; Bixby and others, Operations Research 40, 1992).
    """
    assert lots.costs is not None
    scale = max(1.0, float(np.abs(lots.costs).max()))
    costs = lots.costs / scale
    inside = np.unique(np.linspace(0, len(lots) - 1, FIRST_COLUMNS).astype(np.int64))
    best = PartitionDuals(np.zeros(units), 0.0)
    for _ in range(MOST_ROUNDS):
        master = _build_master(lots, inside, costs, units)
        solution = master.solve(deadline)
        if solution is None:
            break
        best = PartitionDuals(solution.duals[:units] * scale, float(solution.duals[units]) * scale)
        reduced = costs - sum_duals(lots, best) / scale
        joining = np.flatnonzero(reduced < -1e-9)
        if not len(joining) or (deadline is not None and time.monotonic() > deadline):
            break
        if len(joining) > MORE_COLUMNS:
            joining = joining[np.argpartition(reduced[joining], MORE_COLUMNS)[:MORE_COLUMNS]]
        middle = np.quantile(reduced[inside], 0.5)
        kept = inside[(reduced[inside] <= middle) | (solution.primal[: len(inside)] > 0)]
        inside = np.union1d(kept, joining)
    return best


def _build_master(lots: BandLots, inside: Ints, costs: Floats, units: int) -> HighsLp:
    """The master of some lots: each unit in one lot or, at a price, in none or more."""
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
    master.add_columns(costs[inside], none, np.full(len(inside), np.inf), columns)
    for side in (1.0, -1.0):
        slack = SparseColumns(np.arange(units + 1), np.arange(units), np.full(units, side))
        dear, zero = np.full(units, SLACK_FACTOR), np.zeros(units)
        master.add_columns(dear, zero, np.full(units, np.inf), slack)
    return master
