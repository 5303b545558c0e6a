"""`funding` as coupling rows: Hall's condition for each pool of sources in each year.

A pool's sources must together cover what the cells (service, locality) need that only they pay.
"""

import numpy as np

from lotdesign.money.funding import FundingCell, find_payers, list_cells, list_funding_pools
from lotdesign.rules.funding import FundingRule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.service_shares import sum_shares_by_column
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: FundingRule, candidates: CandidateTable, model: LinearModel) -> None:
    """A row for each year and pool.

    Cells with the same payers are summed, unless a lot may be paid a negative amount: a cell whose
    sum is negative needs nothing but pays for no other, so each cell then has a variable.
    """
    scenario, has_negative = candidates.scenario, bool((candidates.paid < 0).any())
    columns = _number_columns(scenario, apart=has_negative)
    paid = sum_shares_by_column(scenario, candidates.lots, candidates.paid, list(columns.values()))
    for year in range(scenario.years):
        needs = [model.sum_chosen(paid[:, year, column]) for column in range(paid.shape[2])]
        if has_negative:
            needs = [
                _add_need_variable(rule, model, scenario, cell, year, needs[column])
                for cell, column in columns.items()
            ]
        for pool in list_funding_pools(scenario):
            inside = sorted({columns[cell] for cell in pool.cells})
            need = sum_expressions(*(needs[column] for column in inside))
            excess = need.add_constant(-pool.sum_amounts(year))
            names = " and ".join(source.id for source in pool.sources) or "nobody"
            model.add_at_most_zero(f"{rule.id}, year {year + 1}: {names}", excess)


def _number_columns(scenario: Scenario, apart: bool) -> dict[FundingCell, int]:
    """Each cell's column: cells with the same payers share one, or none do when `apart`."""
    kinds = {cell: cell if apart else find_payers(scenario, cell) for cell in list_cells(scenario)}
    numbers = {kind: i for i, kind in enumerate(dict.fromkeys(kinds.values()))}
    return {cell: numbers[kind] for cell, kind in kinds.items()}


def _add_need_variable(
    rule: FundingRule,
    model: LinearModel,
    scenario: Scenario,
    cell: FundingCell,
    year: int,
    paid: LinearExpression,
) -> LinearExpression:
    """Add a variable that is at least what is paid in the cell, and at least 0."""
    most = sum(scenario.funding[s].get_amount(year) for s in find_payers(scenario, cell))
    name = f"{rule.id}, year {year + 1}: need of {' '.join(cell)}"
    need = LinearExpression.count(np.array([model.add_variable(name, 0, most)]))
    model.add_at_most_zero(name, sum_expressions(paid, need.multiply(-1)))
    return need
