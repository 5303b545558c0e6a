"""A part of all designs: so many lots, and the candidates that can matter among them."""

from dataclasses import dataclass

import numpy as np

from solver.engines.columns import Floats
from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints
from solver.proving.packing import is_unit
from solver.selection.linear import Linear
from solver.selection.model import Model, Row
from solver.selection.search import Part
from solver.selection.window import Window


@dataclass(frozen=True)
class Room:
    """Every solution with `low` to `high` lots, and a window that bounds what it costs.

    `rows` are those that the window rests on and no model has: the number of lots, and cuts.
    `restated` is the objective in other numbers, the same for every solution; nothing in here
    costs less than `bound`. The relaxation has `lots` lots. `strengthened` says that cuts help no
    more; then the `size` cheapest candidates are looked through, with so many seconds' patience.
    """

    low: int
    high: int
    rows: tuple[Row, ...]
    window: Window
    restated: Linear
    bound: int
    lots: float
    strengthened: bool = False
    size: int = 0
    patience: float = 0.0

    def part(self, value: int) -> Part:
        """Where its solutions of at most that value are."""
        return Part(self.rows, self.window.within(value))


def cheapest(view: Window, count: int) -> Flags:
    """At least `count` candidates, those with the least reduced costs."""
    if count >= len(view.costs):
        return np.ones(len(view.costs), dtype=np.bool_)
    flags: Flags = view.costs <= np.partition(view.costs, count)[count]
    return flags


def restated(model: Model, form: Linear, rows: tuple[Row, ...], prices: Floats) -> Linear:
    """The form less what the units' rows are worth: small numbers, equal on every solution.

    Prices are rounded to whole numbers, so nothing else is.
    """
    sums = np.zeros(model.size, dtype=np.int64)
    sums[form.variables] = form.coefficients
    constant, most = form.constant, SAFE // (8 * max(1, len(rows)))
    if largest(sums) >= SAFE // 8:
        return form
    for row, price in zip(rows, prices.tolist(), strict=True):
        fixed = row.low if row.low == row.high else None
        if fixed is None or not (is_unit(row) or row.name == COUNT) or abs(price) >= most:
            continue
        whole = round(price)
        sums[row.form.variables] -= whole
        constant += whole * fixed
    some: Ints = np.flatnonzero(sums)
    return Linear(some, sums[some], constant)


COUNT = "this many lots"


def counted(model: Model, low: int, high: int) -> Row:
    """So many lots are chosen."""
    return Row(COUNT, model.chosen(), low, high)
