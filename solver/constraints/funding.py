"""`funding` as coupling rows, one a year and pool: Hall's condition on what the pool's cells need."""

from collections.abc import Sequence

import numpy as np

from lotdesign.money.funding import FundingCell, find_payers, list_cells, list_funding_pools
from lotdesign.rules.funding import FundingRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.candidates.service_shares import compute_share_weights, count_units_by_kind, share_out
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel

LOTS_AT_A_TIME = 10_000
"""Lots that are worked out at a time, for their cells together would take much memory."""


def sum_paid_by_column(candidates: CandidateTable, columns: Sequence[int]) -> Ints:
    """N x Y x C pence: what is paid, summed over the cells of each column.

    `columns` has for each cell the number of its column, from 0 to C - 1.
    """
    place = {cell: i for i, cell in enumerate(list_cells(candidates.scenario))}
    kinds = [place[unit.service, unit.locality] for unit in candidates.scenario.units]
    into = np.zeros((len(columns), max(columns) + 1), dtype=np.int64)
    into[np.arange(len(columns)), columns] = 1
    found = np.zeros((*candidates.paid.shape, into.shape[1]), dtype=np.int64)
    for start in range(0, len(candidates), LOTS_AT_A_TIME):
        some = np.arange(start, min(start + LOTS_AT_A_TIME, len(candidates)))
        lots = candidates.lots.take(some)
        weights = compute_share_weights(candidates.scenario, lots, kinds)
        found[some] = (
            share_out(candidates.paid[some], weights, count_units_by_kind(lots, kinds)) @ into
        )
    return found


def add_coupling_rows(rule: FundingRule, candidates: CandidateTable, model: LinearModel) -> None:
    """One row a year and pool.

    Cells with the same payers are added up, unless a lot may take less than nothing: a cell that
    gains so needs nothing and pays for no other, which takes a variable for each.
    """
    scenario, gains = candidates.scenario, bool((candidates.paid < 0).any())
    columns = _number_columns(scenario, apart=gains)
    paid = sum_paid_by_column(candidates, list(columns.values()))
    for year in range(scenario.years):
        needs = [model.sum_chosen(paid[:, year, column]) for column in range(paid.shape[2])]
        if gains:
            needs = [
                _add_need_variable(rule, model, scenario, cell, year, needs[column])
                for cell, column in columns.items()
            ]
        for pool in list_funding_pools(scenario):
            inside = sorted({columns[cell] for cell in pool.cells})
            form = sum_expressions(*(needs[column] for column in inside)).add_constant(
                -pool.sum_amounts(year)
            )
            names = " and ".join(source.id for source in pool.sources) or "nobody"
            model.add_at_most_zero(f"{rule.id}, year {year + 1}: {names}", form)


def _number_columns(scenario: Scenario, apart: bool) -> dict[FundingCell, int]:
    """For each cell the number of what it is added up with: its like, or with `apart` nothing."""
    kinds = {cell: cell if apart else find_payers(scenario, cell) for cell in list_cells(scenario)}
    numbers = {kind: i for i, kind in enumerate(dict.fromkeys(kinds.values()))}
    return {cell: numbers[kind] for cell, kind in kinds.items()}


def _add_need_variable(
    rule: FundingRule,
    model: LinearModel,
    scenario: Scenario,
    cell: FundingCell,
    year: int,
    taken: LinearExpression,
) -> LinearExpression:
    """A variable that is at least what the cell takes, and at least 0."""
    most = sum(scenario.funding[s].get_amount(year) for s in find_payers(scenario, cell))
    name = f"{rule.id}, year {year + 1}: need of {' '.join(cell)}"
    need = LinearExpression(np.array([model.add_variable(name, 0, most)]), np.array([1]))
    model.add_at_most_zero(name, sum_expressions(taken, need.multiply(-1)))
    return need
