"""Linear expressions with whole-number coefficients, and their safe rounding.

An expression whose coefficients would overflow a solver is scaled down and rounded down, so that
a
row built of it only ever lets too much through.
"""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints

LARGEST_SUM = 2**60
"""Forms stay below this, well inside the 2^62 that CP-SAT sums safely."""


@dataclass(frozen=True)
class LinearExpression:
    """The sum of coefficients times variables, plus a constant."""

    variables: Ints
    coefficients: Ints
    constant: int = 0

    def evaluate(self, values: Ints) -> int:
        """The form's value where the variables take these values, exactly."""
        picked = values[self.variables]
        some = picked != 0
        pairs = zip(self.coefficients[some].tolist(), picked[some].tolist(), strict=True)
        return self.constant + sum(int(c) * int(v) for c, v in pairs)

    def multiply(self, factor: int) -> "LinearExpression":
        """The form times a whole number, as Python's integers."""
        wide = self.coefficients.astype(object) * factor
        return LinearExpression(self.variables, wide, self.constant * factor)

    def add_constant(self, constant: int) -> "LinearExpression":
        """The form with a constant added."""
        return LinearExpression(self.variables, self.coefficients, self.constant + constant)

    def shift_variables(self, by: int) -> "LinearExpression":
        """The form over variables numbered higher by this much."""
        return LinearExpression(self.variables + by, self.coefficients, self.constant)


def sum_expressions(*forms: LinearExpression) -> LinearExpression:
    """The sum of forms; a variable in several of them comes once."""
    variables, place = np.unique(
        np.concatenate([form.variables for form in forms]), return_inverse=True
    )
    coefficients = np.zeros(len(variables), dtype=object)
    np.add.at(coefficients, place, np.concatenate([form.coefficients for form in forms]))
    return LinearExpression(variables, coefficients, sum(form.constant for form in forms))


@dataclass(frozen=True)
class RoundedExpression:
    """A form that fits in a model and is at most 0 wherever an exact one is.

    `form` times `scale` is never above the exact form; `tight` says that they are equal.
    """

    expression: LinearExpression
    scale: int
    is_exact: bool


def round_down_to_fit(form: LinearExpression) -> RoundedExpression:
    """The form, scaled down and rounded down where its coefficients would pass `ROOM`."""
    size = _sum_magnitudes(form)
    if size < LARGEST_SUM:
        narrow = LinearExpression(form.variables, form.coefficients.astype(np.int64), form.constant)
        return RoundedExpression(narrow, 1, True)
    shift = max(0, size.bit_length() - LARGEST_SUM.bit_length() + 1)
    reduced = form.coefficients >> shift
    constant = form.constant >> shift
    tight = constant << shift == form.constant and bool(
        ((reduced << shift) == form.coefficients).all()
    )
    return RoundedExpression(
        LinearExpression(form.variables, reduced.astype(np.int64), constant), 1 << shift, tight
    )


def _sum_magnitudes(form: LinearExpression) -> int:
    """The sum of the absolute coefficients and constant."""
    if form.coefficients.dtype != object:
        sizes = np.abs(form.coefficients)
        if float(sizes.sum(dtype=float)) < LARGEST_SUM:
            return int(sizes.sum()) + abs(form.constant)
    return sum(abs(int(c)) for c in form.coefficients.tolist()) + abs(form.constant)
