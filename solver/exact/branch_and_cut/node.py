"""A node of the tree (so many lots, out of some candidates), and Ryan–Foster pairs to branch on.

Of the candidates that hold a unit just one is chosen, so a design either chooses one of those
that
also hold another unit, or are won by a certain provider, or it does not (Ryan and Foster 1981).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.arrays import SAFE_INT64, Flags, Floats, Ints, find_max_abs
from solver.exact.branch_and_cut.cuts import is_unit_row
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

COUNT_ROW_NAME = "this many lots"


@dataclass(frozen=True, eq=False)
class BranchNode:
    """Every solution with `low` to `high` lots, out of the candidates marked in `packed`.

    Nothing in here costs less than `bound`, by the prices `duals` of `rows`. The relaxation shares
    itself out over `chosen` variables by `amounts`. `strengthened` says that cuts were looked for;
    `patience` are the seconds that an engine gets for what is left, 0 where it is not asked.
    Everything that raises the bound by up to `reach` was looked through: what costs at most
    `known` chooses among the candidates marked in `near`. `far` says that more is too much.
    """

    fewest_lots: int
    most_lots: int
    packed_candidates: npt.NDArray[np.uint8]
    rows: tuple[LinearRow, ...]
    duals: Floats
    bound: int
    support: Ints
    support_shares: Floats
    has_cuts: bool = False
    mip_seconds: float = 0.0
    enumerated_gap: int = 0
    enumerated_value: int | None = None
    packed_enumerated: npt.NDArray[np.uint8] | None = None
    is_beyond_enumeration: bool = False

    def unpack_candidates(self, candidates: int) -> Flags:
        """Its candidates."""
        return np.unpackbits(self.packed_candidates, count=candidates).astype(np.bool_)

    def is_enumerated_to(self, value: int) -> bool:
        """Whether everything was looked through that costs at most this."""
        return self.enumerated_value is not None and value <= self.enumerated_value

    def unpack_enumerated(self, candidates: int) -> Flags:
        """The candidates that were found there."""
        assert self.packed_enumerated is not None, "the room was looked through"
        return np.unpackbits(self.packed_enumerated, count=candidates).astype(np.bool_)

    def list_own_rows(self, plain: int) -> tuple[LinearRow, ...]:
        """The rows that prices rest on and no model has: the number of lots, and cuts."""
        pairs = zip(self.rows[plain:], self.duals[plain:].tolist(), strict=True)
        return tuple(row for row, dual in pairs if dual or row.name == COUNT_ROW_NAME)


def build_count_row(model: LinearModel, low: int, high: int) -> LinearRow:
    """So many lots are chosen."""
    return LinearRow(COUNT_ROW_NAME, model.sum_chosen(), low, high)


def subtract_unit_duals(
    model: LinearModel, form: LinearExpression, rows: tuple[LinearRow, ...], prices: Floats
) -> LinearExpression:
    """The form less what the units' rows are worth: small numbers, equal on every solution.

    Prices are rounded to whole numbers, so nothing else is.
    """
    sums = np.zeros(model.size, dtype=np.int64)
    sums[form.variables] = form.coefficients
    constant, most = form.constant, SAFE_INT64 // (8 * max(1, len(rows)))
    if find_max_abs(sums) >= SAFE_INT64 // 8:
        return form
    for row, price in zip(rows, prices.tolist(), strict=True):
        fixed = row.low if row.low == row.high else None
        if (
            fixed is None
            or not (is_unit_row(row) or row.name == COUNT_ROW_NAME)
            or abs(price) >= most
        ):
            continue
        whole = round(price)
        sums[row.expression.variables] -= whole
        constant += whole * fixed
    some: Ints = np.flatnonzero(sums)
    return LinearExpression(some, sums[some], constant)


SETTLED_MARGIN = 0.05
"""Shares closer than this to 0 or 1 are as good as settled."""


@dataclass(frozen=True)
class RyanFosterPairs:
    """Sets of candidates of which just one is chosen (`units`), and sets to meet them with."""

    units: Sequence[Ints]
    others: Sequence[Ints]

    def iterate_fractional(self, chosen: Ints, amounts: Floats) -> Iterator[tuple[int, int]]:
        """Pairs of a unit and another set between which the shares are undecided.

        Pairs of units come first, and of either sort those that are most open.
        """
        held = _tabulate_membership(self.units, chosen)
        met = held.T @ (_tabulate_membership(self.others, chosen) * amounts[:, None])
        far = np.abs(met - 0.5)
        far[np.arange(len(self.units)), np.arange(len(self.units))] = 1
        # Winners are often as good as each other: to tell units apart raises more.
        far[:, len(self.units) :] += 1
        for flat in np.argsort(far, axis=None, kind="stable").tolist():
            unit, other = divmod(flat, len(self.others))
            if far[unit, other] % 1 <= 0.5 - SETTLED_MARGIN and (
                other >= len(self.units) or unit < other
            ):
                yield unit, other

    def split(self, pair: tuple[int, int], allowed: Flags) -> tuple[Flags, Flags]:
        """The allowed candidates where the two meet, and where they do not."""
        unit = _mark_candidates(self.units[pair[0]], len(allowed))
        other = _mark_candidates(self.others[pair[1]], len(allowed))
        together = allowed & ~(unit & ~other)
        if pair[1] < len(self.units):
            together &= ~(other & ~unit)
        return together, allowed & ~(unit & other)


def _tabulate_membership(sets: Sequence[Ints], chosen: Ints) -> Floats:
    return np.column_stack([np.isin(chosen, each) for each in sets]).astype(np.float64)


def _mark_candidates(variables: Ints, candidates: int) -> Flags:
    flags = np.zeros(candidates, dtype=np.bool_)
    flags[variables[variables < candidates]] = True
    return flags
