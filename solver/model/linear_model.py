"""A mixed-integer linear model, independent of any solver.

Variables are numbered from 0; the first `candidate_count` are binary, one for each candidate. Rows
carry the name of the rule that asks for them, so that conflicts can be reported in its words.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from solver.arrays import Flags, Ints
from solver.model.expressions import LinearExpression, round_down_to_fit


@dataclass(frozen=True)
class IntegerVariable:
    """An integer variable with bounds; one that has a `candidate` is 0 unless that is chosen."""

    name: str
    low: int
    high: int
    candidate: int | None = None


RowKind = Literal["unit", "lot_count", "other"]
"""`unit`: exactly one of the row's variables is 1 (set partitioning). `lot_count`: bounds on the
number of chosen candidates."""


@dataclass(frozen=True)
class LinearRow:
    """low <= expression <= high; with an `indicator`, only where that binary variable is 1."""

    name: str
    expression: LinearExpression
    low: int | None = None
    high: int | None = None
    indicator: int | None = None
    kind: RowKind = "other"

    @property
    def variable_bounds(self) -> tuple[int | None, int | None]:
        """The bounds less the constant, for the terms with variables."""
        constant = self.expression.constant
        return (
            None if self.low is None else self.low - constant,
            None if self.high is None else self.high - constant,
        )


@dataclass
class LinearModel:
    """Variables and rows, which are only ever added.

    `unrounded` has the exact expressions (<= 0) of rows that had to be rounded, with their
    indicators: a solution must be checked against them.
    """

    candidate_count: int
    extra_variables: list[IntegerVariable] = field(default_factory=list)
    rows: list[LinearRow] = field(default_factory=list)
    unrounded: list[tuple[LinearExpression, int | None]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The number of variables."""
        return self.candidate_count + len(self.extra_variables)

    def copy(self) -> "LinearModel":
        """A model of the same variables and rows, to add to."""
        return LinearModel(
            self.candidate_count, [*self.extra_variables], [*self.rows], [*self.unrounded]
        )

    def bounds(self, variable: int) -> tuple[int, int]:
        """The lower and the upper bound of a variable."""
        if variable < self.candidate_count:
            return 0, 1
        extra = self.extra_variables[variable - self.candidate_count]
        return extra.low, extra.high

    def name(self, variable: int) -> str:
        """The variable's name in a listing of the model."""
        if variable < self.candidate_count:
            return f"lot{variable}"
        return self.extra_variables[variable - self.candidate_count].name

    def add_variable(self, name: str, low: int, high: int, candidate: int | None = None) -> int:
        """Add an integer variable; returns its number."""
        self.extra_variables.append(IntegerVariable(name, low, high, candidate))
        return self.size - 1

    def graft(self, part: "LinearModel") -> int:
        """Add another model's variables and rows; returns by how much its variables shift."""
        shift = self.size
        self.extra_variables += [
            IntegerVariable(part.name(v), 0, 1) for v in range(part.candidate_count)
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
            (exact.shift_variables(shift), _shift_variable(indicator, shift))
            for exact, indicator in part.unrounded
        ]
        return shift

    def mark_usable(self, allowed: Flags | None) -> Flags:
        """The variables, (size,), that can differ from 0 when only these candidates may be chosen.

        `allowed` is (N,); None: all may.
        """
        keep = np.ones(self.size, dtype=np.bool_)
        if allowed is not None:
            keep[: self.candidate_count] = allowed
            keep[self.candidate_count :] = [
                variable.candidate is None or bool(allowed[variable.candidate])
                for variable in self.extra_variables
            ]
        return keep

    def add_row(
        self, name: str, expression: LinearExpression, low: int | None, high: int | None
    ) -> None:
        """Add low <= expression <= high, where the coefficients are known to fit in int64.

        A bound that is None is no bound.
        """
        narrow = expression.coefficients.astype(np.int64)
        fitting = LinearExpression(expression.variables, narrow, expression.constant)
        self.rows.append(LinearRow(name, fitting, low, high))

    def add_unit_row(self, name: str, variables: Ints) -> None:
        """Add that exactly one of the variables, (n,), is 1."""
        self.rows.append(LinearRow(name, LinearExpression.count(variables), 1, 1, kind="unit"))

    def build_count_row(self, low: int, high: int) -> LinearRow:
        """A row that bounds the number of chosen candidates; it is not added."""
        return LinearRow("this many lots", self.sum_chosen(), low, high, kind="lot_count")

    def add_at_most_zero(
        self, name: str, expression: LinearExpression, indicator: int | None = None
    ) -> None:
        """Add expression <= 0, where the binary variable `indicator` is 1.

        Coefficients that are too large are rounded down, which excludes no solution; `unrounded`
        then remembers the exact row.
        """
        rounded = round_down_to_fit(expression)
        self.rows.append(LinearRow(name, rounded.expression, None, 0, indicator))
        if not rounded.is_exact:
            self.unrounded.append((expression, indicator))

    def sum_chosen(self, weights: Ints | None = None) -> LinearExpression:
        """The sum of the chosen candidates' weights, (N,); their number without weights."""
        kept = np.ones(self.candidate_count, dtype=np.int64) if weights is None else weights
        some = np.flatnonzero(kept)
        return LinearExpression(some, kept[some])


def _shift_variable(variable: int | None, shift: int) -> int | None:
    return None if variable is None else variable + shift
