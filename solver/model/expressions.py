"""Linear expressions with whole-number coefficients, and rounding that is safe in proofs.

An expression whose coefficients would overflow a solver is scaled down and rounded down, so that
a row built of it never excludes a solution.
"""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints

LARGEST_SUM = 2**60
"""Sums of absolute coefficients stay below this; CP-SAT adds safely up to 2^62."""


@dataclass(frozen=True)
class LinearExpression:
    """The sum of coefficients times variables, plus a constant.

    `variables` and `coefficients` are (n,) int64; coefficients may also be Python's integers
    (dtype object), which do not overflow.
    """

    variables: Ints
    coefficients: Ints
    constant: int = 0

    @classmethod
    def count(cls, variables: Ints) -> "LinearExpression":
        """The sum of the variables, whose numbers are (n,)."""
        return cls(variables, np.ones(len(variables), dtype=np.int64))

    def evaluate(self, values: Ints) -> int:
        """The exact value at `values`, (size,): one of each of the model's variables."""
        picked = values[self.variables]
        some = picked != 0
        pairs = zip(self.coefficients[some].tolist(), picked[some].tolist(), strict=True)
        return self.constant + sum(int(c) * int(v) for c, v in pairs)

    def multiply(self, factor: int) -> "LinearExpression":
        """The expression times a whole number, with Python's integers."""
        wide = self.coefficients.astype(object) * factor
        return LinearExpression(self.variables, wide, self.constant * factor)

    def add_constant(self, constant: int) -> "LinearExpression":
        """The expression plus a constant."""
        return LinearExpression(self.variables, self.coefficients, self.constant + constant)

    def shift_variables(self, by: int) -> "LinearExpression":
        """The expression over variables whose numbers are higher by this much."""
        return LinearExpression(self.variables + by, self.coefficients, self.constant)

    def restrict(self, keep: Flags, numbers: Ints | None = None) -> "LinearExpression":
        """The terms of the variables that `keep`, (size,), marks, with their new numbers if given.

        All other variables are taken to be 0. `numbers`, (size,), has the new number of each
        variable.
        """
        variables, coefficients = self.variables, self.coefficients
        kept = keep[variables]
        if not kept.all():
            variables, coefficients = variables[kept], coefficients[kept]
        if numbers is not None:
            variables = numbers[variables]
        return LinearExpression(variables, coefficients, self.constant)


def sum_expressions(*terms: LinearExpression) -> LinearExpression:
    """The sum of expressions, with each variable once."""
    variables, place = np.unique(
        np.concatenate([term.variables for term in terms]), return_inverse=True
    )
    coefficients = np.zeros(len(variables), dtype=object)
    np.add.at(coefficients, place, np.concatenate([term.coefficients for term in terms]))
    return LinearExpression(variables, coefficients, sum(term.constant for term in terms))


@dataclass(frozen=True)
class RoundedExpression:
    """An expression that fits in a model and is at most 0 wherever an exact one is.

    `expression` times `scale` is never above the exact one; `is_exact` says that they are equal.
    """

    expression: LinearExpression
    scale: int
    is_exact: bool


def round_down_to_fit(exact: LinearExpression) -> RoundedExpression:
    """Scale down and round down an expression whose coefficients pass `LARGEST_SUM`."""
    size = _sum_magnitudes(exact)
    if size < LARGEST_SUM:
        narrow = exact.coefficients.astype(np.int64)
        return RoundedExpression(LinearExpression(exact.variables, narrow, exact.constant), 1, True)
    shift = max(0, size.bit_length() - LARGEST_SUM.bit_length() + 1)
    reduced = exact.coefficients >> shift
    constant = exact.constant >> shift
    is_exact = constant << shift == exact.constant and bool(
        ((reduced << shift) == exact.coefficients).all()
    )
    return RoundedExpression(
        LinearExpression(exact.variables, reduced.astype(np.int64), constant), 1 << shift, is_exact
    )


def _sum_magnitudes(expression: LinearExpression) -> int:
    """The sum of the absolute coefficients and constant."""
    coefficients = expression.coefficients
    if coefficients.dtype != object:
        sizes = np.abs(coefficients)
        if float(sizes.sum(dtype=float)) < LARGEST_SUM:
            return int(sizes.sum()) + abs(expression.constant)
    return sum(abs(int(c)) for c in coefficients.tolist()) + abs(expression.constant)
