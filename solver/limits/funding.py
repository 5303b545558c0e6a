"""`funding` as rows: no cells need more than all sources that may pay for any of them hold."""

import numpy as np

from lotdesign.money.pools import Cell, cells_of, payers, pools
from lotdesign.rules.funding import Funding
from lotdesign.scenario.scenario import Scenario
from solver.facts.cells import paid_by_column
from solver.facts.table import Facts
from solver.selection.linear import Linear, joined
from solver.selection.model import Model


def ties(rule: Funding, facts: Facts, model: Model) -> None:
    """One row a year and pool.

    Cells with the same payers are added up, unless a lot may take less than nothing: a cell that
    gains so needs nothing and pays for no other, which takes a variable for each.
    """
    scenario, gains = facts.scenario, bool((facts.paid < 0).any())
    columns = _columns(scenario, apart=gains)
    paid = paid_by_column(facts, list(columns.values()))
    for year in range(scenario.years):
        needs = [model.chosen(paid[:, year, column]) for column in range(paid.shape[2])]
        if gains:
            needs = [
                _need(rule, model, scenario, cell, year, needs[column])
                for cell, column in columns.items()
            ]
        for pool in pools(scenario):
            inside = sorted({columns[cell] for cell in pool.cells})
            form = joined(*(needs[column] for column in inside)).plus(-pool.holds(year))
            names = " and ".join(source.id for source in pool.sources) or "nobody"
            model.at_most_zero(f"{rule.id}, year {year + 1}: {names}", form)


def _columns(scenario: Scenario, apart: bool) -> dict[Cell, int]:
    """For each cell the number of what it is added up with: its like, or with `apart` nothing."""
    kinds = {cell: cell if apart else payers(scenario, cell) for cell in cells_of(scenario)}
    numbers = {kind: i for i, kind in enumerate(dict.fromkeys(kinds.values()))}
    return {cell: numbers[kind] for cell, kind in kinds.items()}


def _need(
    rule: Funding, model: Model, scenario: Scenario, cell: Cell, year: int, taken: Linear
) -> Linear:
    """A variable that is at least what the cell takes, and at least 0."""
    most = sum(scenario.funding[s].holds(year) for s in payers(scenario, cell))
    name = f"{rule.id}, year {year + 1}: need of {' '.join(cell)}"
    need = Linear(np.array([model.number(name, 0, most)]), np.array([1]))
    model.at_most_zero(name, joined(taken, need.times(-1)))
    return need
