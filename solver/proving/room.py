"""A part of all designs: so many lots, out of some of the candidates."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.engines.columns import Floats
from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints
from solver.proving.packing import is_unit
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

COUNT = "this many lots"


@dataclass(frozen=True, eq=False)
class Room:
    """Every solution with `low` to `high` lots, out of the candidates marked in `packed`.

    Nothing in here costs less than `bound`, by the prices `duals` of `rows`. The relaxation shares
    itself out over `chosen` variables by `amounts`. `strengthened` says that cuts were looked for;
    `patience` are the seconds that an engine gets for what is left, 0 where it is not asked.
    Everything that raises the bound by up to `reach` was looked through: what costs at most
    `known` chooses among the candidates marked in `near`. `far` says that more is too much.
    """

    low: int
    high: int
    packed: npt.NDArray[np.uint8]
    rows: tuple[Row, ...]
    duals: Floats
    bound: int
    chosen: Ints
    amounts: Floats
    strengthened: bool = False
    patience: float = 0.0
    reach: int = 0
    known: int | None = None
    near: npt.NDArray[np.uint8] | None = None
    far: bool = False

    def allowed(self, candidates: int) -> Flags:
        """Its candidates."""
        return np.unpackbits(self.packed, count=candidates).astype(np.bool_)

    def looked(self, value: int) -> bool:
        """Whether everything was looked through that costs at most this."""
        return self.known is not None and value <= self.known

    def marked(self, candidates: int) -> Flags:
        """The candidates that were found there."""
        assert self.near is not None, "the room was looked through"
        return np.unpackbits(self.near, count=candidates).astype(np.bool_)

    def own_rows(self, plain: int) -> tuple[Row, ...]:
        """The rows that prices rest on and no model has: the number of lots, and cuts."""
        pairs = zip(self.rows[plain:], self.duals[plain:].tolist(), strict=True)
        return tuple(row for row, dual in pairs if dual or row.name == COUNT)


def counted(model: Model, low: int, high: int) -> Row:
    """So many lots are chosen."""
    return Row(COUNT, model.chosen(), low, high)


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
