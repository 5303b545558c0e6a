"""Rows of which no solution chooses more than one variable, and rows with room for several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.facts.lots import Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

LARGEST = 2**56
"""Amounts and rooms below this are multiplied without a thought."""


@dataclass(frozen=True)
class Knapsack:
    """Whole amounts above 0 of binary variables, of which at most `room` fits."""

    variables: Ints
    amounts: Ints
    room: int

    def rounded(self, fits: int) -> Row:
        """The row divided so that `fits` is left of its room, and rounded down.

        A Chvátal-Gomory cut: of amounts that only fit `fits` times no more are chosen.
        """
        factor = fits + 1
        held = self.amounts * factor // (self.room + 1)
        some = np.flatnonzero(held)
        high = self.room * factor // (self.room + 1)
        return Row("as many as fit", Linear(self.variables[some], held[some]), None, high)


def knapsacks(model: Model, rows: Sequence[Row]) -> list[Knapsack]:
    """The rows that limit amounts of candidates; those that fit in whole are left out."""
    found = []
    for row in rows:
        amounts = row.form.coefficients
        if row.high is None or not len(amounts) or row.form.variables[-1] >= model.candidates:
            continue
        room = row.high - row.form.constant
        if amounts.min() > 0 and 0 < room < LARGEST and int(amounts.max()) < LARGEST:
            found.append(Knapsack(row.form.variables, amounts, room))
    return found


def units_of(model: Model, rows: Sequence[Row]) -> list[Ints]:
    """For each unit the candidates that hold it; just one of them is chosen."""
    sets = [row.form.variables for row in rows if is_unit(row)]
    return [each for each in sets if each[-1] < model.candidates]


def packings(units: Sequence[Ints], limited: Sequence[Knapsack]) -> list[Ints]:
    """Sets of variables of which at most one is chosen, those of the units first."""
    sets = [*units]
    seen = {each.tobytes() for each in sets}
    for each in limited:
        row = each.rounded(1)
        alone = row.high == 1 and (row.form.coefficients == 1).all()
        if alone and len(row.form.variables) > 1 and row.form.variables.tobytes() not in seen:
            seen.add(row.form.variables.tobytes())
            sets.append(row.form.variables)
    return sets


def is_unit(row: Row) -> bool:
    """Whether just one of the row's variables is chosen."""
    one = row.low == row.high == 1 and not row.form.constant and row.when is None
    return one and bool((row.form.coefficients == 1).all())
