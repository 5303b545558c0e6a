"""Splits each lot's money by service, or by service and locality, by largest remainder."""

from collections.abc import Sequence, Set

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import SAFE_INT64, Flags, Ints, find_max_abs
from solver.candidates.lots import LotArray

LOTS_AT_A_TIME = 10_000
"""Lots whose cells are computed at a time; all at once would take much memory."""


def index_services(scenario: Scenario) -> list[int]:
    """The position of each unit's service."""
    return [scenario.services.index(unit.service) for unit in scenario.units]


def compute_share_weights(scenario: Scenario, lots: LotArray, kinds: Sequence[int]) -> Ints:
    """Weights to split by, N x Y x K: gross value by kind of unit, or budgets where that is 0.

    `kinds` has a number from 0 to K - 1 for each unit.
    """
    units = scenario.units
    weights = np.zeros((len(units), scenario.years, max(kinds) + 1), dtype=np.int64)
    budgets = np.zeros_like(weights)
    for u, (unit, kind) in enumerate(zip(units, kinds, strict=True)):
        weights[u, :, kind] = unit.gross
        budgets[u, :, kind] = unit.budget
    gross, budget = lots.sum_weights(weights), lots.sum_weights(budgets)
    return np.where(gross.any(axis=2, keepdims=True), gross, budget)


def count_units_by_kind(lots: LotArray, kinds: Sequence[int]) -> Ints:
    """The number of units of each kind in each lot, N x K."""
    marks = np.zeros((len(kinds), max(kinds) + 1), dtype=np.int64)
    marks[np.arange(len(kinds)), kinds] = 1
    return lots.sum_weights(marks)


def index_cells(scenario: Scenario) -> list[int]:
    """The number of each unit's cell, its service in its locality, by their first units."""
    cells = [(unit.service, unit.locality) for unit in scenario.units]
    numbers = {cell: i for i, cell in enumerate(dict.fromkeys(cells))}
    return [numbers[cell] for cell in cells]


def sum_shares_by_column(
    scenario: Scenario, lots: LotArray, amounts: Ints, columns: Sequence[int]
) -> Ints:
    """Amounts (N x Y) split by cell and summed over the cells of each column: N x Y x C pence.

    `columns` has the column of each cell (`index_cells`), from 0 to C - 1.
    """
    kinds = index_cells(scenario)
    in_column = np.zeros((len(columns), max(columns) + 1), dtype=np.int64)
    in_column[np.arange(len(columns)), columns] = 1
    sums = np.zeros((*amounts.shape, in_column.shape[1]), dtype=np.int64)
    for start in range(0, len(lots), LOTS_AT_A_TIME):
        some = np.arange(start, min(start + LOTS_AT_A_TIME, len(lots)))
        few = lots.take(some)
        weights = compute_share_weights(scenario, few, kinds)
        sums[some] = share_out(amounts[some], weights, count_units_by_kind(few, kinds)) @ in_column
    return sums


def sum_shares_of_units(
    scenario: Scenario, lots: LotArray, amounts: Ints, counted: Set[int]
) -> Ints:
    """The part of each amount (N x Y) in the cells of these units, which are whole cells."""
    columns = [0] * (max(index_cells(scenario)) + 1)
    for u, cell in enumerate(index_cells(scenario)):
        columns[cell] = int(u in counted)
    sums = sum_shares_by_column(scenario, lots, amounts, columns)
    return sums[:, :, 1] if sums.shape[2] > 1 else np.zeros_like(amounts)


def share_out(amounts: Ints, weights: Ints, held: Ints) -> Ints:
    """Split each of the N x Y amounts among K kinds by largest remainder; N x Y x K.

    `weights` is N x Y x K; where all are 0 the kinds that the lot holds (`held`, N x K) share
    equally. Ties go to the earlier kind.
    """
    equal: Flags = np.asarray(~weights.any(axis=2))
    weights = np.where(equal[..., None], held[:, None, :] > 0, weights).astype(np.int64)
    size = np.abs(amounts)[..., None]
    if find_max_abs(size) * max(1, find_max_abs(weights)) >= SAFE_INT64:
        size, weights = size.astype(object), weights.astype(object)
    total = weights.sum(axis=2, keepdims=True)
    shares, remainders = size * weights // total, size * weights % total
    left = (size - shares.sum(axis=2, keepdims=True)).astype(np.int64)
    order = np.argsort(-remainders, axis=2, kind="stable")
    rank = np.argsort(order, axis=2, kind="stable")
    shares = (shares + (rank < left)).astype(np.int64)
    signed: Ints = np.where(amounts[..., None] < 0, -shares, shares)
    return signed
