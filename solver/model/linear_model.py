"""A mixed-integer linear model that no solver knows yet.

Variables are numbered from 0; the first N are binary, one a candidate. Rows are named at birth
after the rule that asks for them, so that conflicts can be told in the user's words.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.arrays import Flags, Ints
from solver.model.expressions import LinearExpression, round_down_to_fit


@dataclass(frozen=True)
class IntegerVariable:
    """A whole-number variable between two bounds; of a candidate, it is 0 unless that is chosen."""

    name: str
    low: int
    high: int
    candidate: int | None = None


@dataclass(frozen=True)
class LinearRow:
    """low <= form <= high; with `when`, only where that binary variable is 1."""

    name: str
    expression: LinearExpression
    low: int | None = None
    high: int | None = None
    indicator: int | None = None


@dataclass
class LinearModel:
    """Variables and rows, added one after the other and never changed.

    `exact` holds what rows that had to be rounded stand for, the form and its `when`: a
    solution must be checked against them.
    """

    candidates: int
    extra_variables: list[IntegerVariable] = field(default_factory=list)
    rows: list[LinearRow] = field(default_factory=list)
    unrounded: list[tuple[LinearExpression, int | None]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The number of variables."""
        return self.candidates + len(self.extra_variables)

    def copy(self) -> "LinearModel":
        """A model of the same variables and rows, to add to."""
        return LinearModel(
            self.candidates, [*self.extra_variables], [*self.rows], [*self.unrounded]
        )

    def bounds(self, variable: int) -> tuple[int, int]:
        """The least and the greatest value of a variable."""
        if variable < self.candidates:
            return 0, 1
        known = self.extra_variables[variable - self.candidates]
        return known.low, known.high

    def name(self, variable: int) -> str:
        """The variable as a listing of the model calls it."""
        if variable < self.candidates:
            return f"lot{variable}"
        return self.extra_variables[variable - self.candidates].name

    def add_variable(self, name: str, low: int, high: int, candidate: int | None = None) -> int:
        """A new whole-number variable."""
        self.extra_variables.append(IntegerVariable(name, low, high, candidate))
        return self.size - 1

    def graft(self, part: "LinearModel") -> int:
        """Takes another model's variables and rows in; by how much its variables were shifted."""
        shift = self.size
        self.extra_variables += [
            IntegerVariable(part.name(v), 0, 1) for v in range(part.candidates)
        ] + part.extra_variables
        self.rows += [
            replace(
                row,
                expression=row.expression.shift_variables(shift),
                indicator=_shift_variable(row.indicator, shift),
            )
            for row in part.rows
        ]
        self.unrounded += [
            (form.shift_variables(shift), _shift_variable(when, shift))
            for form, when in part.unrounded
        ]
        return shift

    def mark_usable(self, allowed: Flags | None) -> Flags:
        """The variables that may be anything but 0 when only some candidates are allowed."""
        keep = np.ones(self.size, dtype=np.bool_)
        if allowed is not None:
            keep[: self.candidates] = allowed
            keep[self.candidates :] = [
                each.candidate is None or bool(allowed[each.candidate])
                for each in self.extra_variables
            ]
        return keep

    def add_row(self, name: str, form: LinearExpression, low: int | None, high: int | None) -> None:
        """Low <= form <= high, for forms that are known to fit."""
        narrow = LinearExpression(form.variables, form.coefficients.astype(np.int64), form.constant)
        self.rows.append(LinearRow(name, narrow, low, high))

    def add_at_most_zero(self, name: str, form: LinearExpression, when: int | None = None) -> None:
        """Form <= 0, where `when` is chosen; rounded outward and remembered if it does not fit."""
        outer = round_down_to_fit(form)
        self.rows.append(LinearRow(name, outer.expression, None, 0, when))
        if not outer.is_exact:
            self.unrounded.append((form, when))

    def sum_chosen(self, weights: Ints | None = None) -> LinearExpression:
        """The sum of the chosen candidates' weights; their number without weights."""
        kept = np.ones(self.candidates, dtype=np.int64) if weights is None else weights
        some = np.flatnonzero(kept)
        return LinearExpression(some, kept[some])


def _shift_variable(variable: int | None, shift: int) -> int | None:
    return None if variable is None else variable + shift
