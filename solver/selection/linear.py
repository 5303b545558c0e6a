"""Whole-number linear forms over the variables of a model."""

from dataclasses import dataclass

import numpy as np

from solver.facts.lots import Ints

ROOM = 2**60
"""Forms stay below this, well inside the 2^62 that CP-SAT sums safely."""


@dataclass(frozen=True)
class Linear:
    """The sum of coefficients times variables, plus a constant."""

    variables: Ints
    coefficients: Ints
    constant: int = 0

    def of(self, values: Ints) -> int:
        """The form's value where the variables take these values, exactly."""
        picked = values[self.variables]
        some = picked != 0
        pairs = zip(self.coefficients[some].tolist(), picked[some].tolist(), strict=True)
        return self.constant + sum(int(c) * int(v) for c, v in pairs)

    def times(self, factor: int) -> "Linear":
        """The form times a whole number, as Python's integers."""
        wide = self.coefficients.astype(object) * factor
        return Linear(self.variables, wide, self.constant * factor)

    def plus(self, constant: int) -> "Linear":
        """The form with a constant added."""
        return Linear(self.variables, self.coefficients, self.constant + constant)

    def shifted(self, by: int) -> "Linear":
        """The form over variables numbered higher by this much."""
        return Linear(self.variables + by, self.coefficients, self.constant)


def joined(*forms: Linear) -> Linear:
    """The sum of forms; a variable in several of them comes once."""
    variables, place = np.unique(
        np.concatenate([form.variables for form in forms]), return_inverse=True
    )
    coefficients = np.zeros(len(variables), dtype=object)
    np.add.at(coefficients, place, np.concatenate([form.coefficients for form in forms]))
    return Linear(variables, coefficients, sum(form.constant for form in forms))


@dataclass(frozen=True)
class Outer:
    """A form that fits in a model and is at most 0 wherever an exact one is.

    `form` times `scale` is never above the exact form; `tight` says that they are equal.
    """

    form: Linear
    scale: int
    tight: bool


def lowered(form: Linear) -> Outer:
    """The form, scaled down and rounded down where its coefficients would pass `ROOM`."""
    size = _size(form)
    if size < ROOM:
        narrow = Linear(form.variables, form.coefficients.astype(np.int64), form.constant)
        return Outer(narrow, 1, True)
    shift = max(0, size.bit_length() - ROOM.bit_length() + 1)
    reduced = form.coefficients >> shift
    constant = form.constant >> shift
    tight = constant << shift == form.constant and bool(
        ((reduced << shift) == form.coefficients).all()
    )
    return Outer(Linear(form.variables, reduced.astype(np.int64), constant), 1 << shift, tight)


def _size(form: Linear) -> int:
    """The sum of the absolute coefficients and constant."""
    if form.coefficients.dtype != object:
        sizes = np.abs(form.coefficients)
        if float(sizes.sum(dtype=float)) < ROOM:
            return int(sizes.sum()) + abs(form.constant)
    return sum(abs(int(c)) for c in form.coefficients.tolist()) + abs(form.constant)
