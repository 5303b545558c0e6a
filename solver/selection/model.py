"""A mixed-integer model that no solver knows yet.

Variables are numbered from 0; the first N are binary, one a candidate lot. Rows are named at
birth after the rule that asks for them, so that they can be told in the user's words.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear, lowered


@dataclass(frozen=True)
class Variable:
    """A whole-number variable between two bounds; of a candidate, it is 0 unless that is chosen."""

    name: str
    low: int
    high: int
    candidate: int | None = None


@dataclass(frozen=True)
class Row:
    """low <= form <= high; with `when`, only where that binary variable is 1."""

    name: str
    form: Linear
    low: int | None = None
    high: int | None = None
    when: int | None = None


@dataclass
class Model:
    """Variables and rows, added one after the other and never changed.

    `exact` holds what rows that had to be rounded stand for, the form and its `when`: a
    solution must be checked against them.
    """

    candidates: int
    extra: list[Variable] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    exact: list[tuple[Linear, int | None]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The number of variables."""
        return self.candidates + len(self.extra)

    def copy(self) -> "Model":
        """A model of the same variables and rows, to add to."""
        return Model(self.candidates, [*self.extra], [*self.rows], [*self.exact])

    def bounds(self, variable: int) -> tuple[int, int]:
        """The least and the greatest value of a variable."""
        if variable < self.candidates:
            return 0, 1
        known = self.extra[variable - self.candidates]
        return known.low, known.high

    def name(self, variable: int) -> str:
        """The variable as a listing of the model calls it."""
        if variable < self.candidates:
            return f"lot{variable}"
        return self.extra[variable - self.candidates].name

    def number(self, name: str, low: int, high: int, candidate: int | None = None) -> int:
        """A new whole-number variable."""
        self.extra.append(Variable(name, low, high, candidate))
        return self.size - 1

    def graft(self, part: "Model") -> int:
        """Takes another model's variables and rows in; by how much its variables were shifted."""
        shift = self.size
        self.extra += [Variable(part.name(v), 0, 1) for v in range(part.candidates)] + part.extra
        self.rows += [
            replace(row, form=row.form.shifted(shift), when=_shifted(row.when, shift))
            for row in part.rows
        ]
        self.exact += [(form.shifted(shift), _shifted(when, shift)) for form, when in part.exact]
        return shift

    def kept(self, allowed: Flags | None) -> Flags:
        """The variables that may be anything but 0 when only some candidates are allowed."""
        keep = np.ones(self.size, dtype=np.bool_)
        if allowed is not None:
            keep[: self.candidates] = allowed
            keep[self.candidates :] = [
                each.candidate is None or bool(allowed[each.candidate]) for each in self.extra
            ]
        return keep

    def row(self, name: str, form: Linear, low: int | None, high: int | None) -> None:
        """Low <= form <= high, for forms that are known to fit."""
        narrow = Linear(form.variables, form.coefficients.astype(np.int64), form.constant)
        self.rows.append(Row(name, narrow, low, high))

    def at_most_zero(self, name: str, form: Linear, when: int | None = None) -> None:
        """Form <= 0, where `when` is chosen; rounded outward and remembered if it does not fit."""
        outer = lowered(form)
        self.rows.append(Row(name, outer.form, None, 0, when))
        if not outer.tight:
            self.exact.append((form, when))

    def chosen(self, weights: Ints | None = None) -> Linear:
        """The sum of the chosen candidates' weights; their number without weights."""
        kept = np.ones(self.candidates, dtype=np.int64) if weights is None else weights
        some = np.flatnonzero(kept)
        return Linear(some, kept[some])


def _shifted(variable: int | None, shift: int) -> int | None:
    return None if variable is None else variable + shift
