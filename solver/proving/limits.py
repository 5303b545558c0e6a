"""Rows as limits on what is chosen, and by how much missing one raises a bound.

A bound rests on prices of rows. Where what is chosen takes less of a row than it has, the bound
rises by the price of what is left over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Ints
from solver.proving.packing import is_unit
from solver.selection.model import Row
from solver.selection.window import Window


@dataclass(frozen=True)
class Limit:
    """Candidates that take these `amounts` take at most `room`; `price`, in parts, is >= 0."""

    variables: Ints
    amounts: Ints
    room: int
    price: int


def limits(rows: Sequence[Row], view: Window, candidates: int) -> list[Limit]:
    """The rows over candidates alone as limits, with the prices that a bound rests on."""
    found: list[Limit] = []
    for row, price in zip(rows, view.prices.tolist(), strict=True):
        variables = row.form.variables
        if is_unit(row) or not len(variables) or variables.max() >= candidates:
            continue
        found += _sides(row, price)
    return found


def _sides(row: Row, price: int) -> Iterator[Limit]:
    amounts, constant = row.form.coefficients, row.form.constant
    if row.high is not None:
        yield Limit(row.form.variables, amounts, row.high - constant, max(0, -price))
    if row.low is not None:
        yield Limit(row.form.variables, -amounts, constant - row.low, max(0, price))


def ranges(limits: Sequence[Limit], of: Ints, live: Ints, count: int) -> "tuple[Ranges, Ranges]":
    """The limits that the lots of a way settle, and those that depend on who wins them.

    `of` are the shapes of all candidates, `live` the candidates that can be chosen. Limits without
    a price that no choice of `count` lots can break are left out.
    """
    order = live[np.argsort(of[live], kind="stable")]
    shapes, starts = np.unique(of[order], return_index=True)
    place = np.zeros(int(of.max(initial=0)) + 1, dtype=np.int64)
    place[shapes] = np.arange(len(shapes))
    settled, free = Ranges(place, len(shapes)), Ranges(place, len(shapes))
    for limit in limits:
        taken = np.zeros(len(of), dtype=np.int64)
        taken[limit.variables] = limit.amounts
        least = np.minimum.reduceat(taken[order], starts)
        most = np.maximum.reduceat(taken[order], starts)
        if limit.price or np.sort(most)[-count:].clip(0).sum() > limit.room:
            (settled if (least == most).all() else free).add(limit, least, most)
    return settled, free


class Ranges:
    """The least and the most that candidates of each shape take of each limit."""

    def __init__(self, place: Ints, shapes: int) -> None:
        """`place` says where each of so many shapes is kept."""
        self._place = place
        self.limits: list[Limit] = []
        self._least = self._most = np.zeros((0, shapes), dtype=np.int64)

    def add(self, limit: Limit, least: Ints, most: Ints) -> None:
        """Adds a limit, with what candidates take of it by the places of their shapes."""
        self.limits.append(limit)
        self._least, self._most = np.vstack((self._least, least)), np.vstack((self._most, most))

    @cached_property
    def priced(self) -> list[int]:
        """The limits with a price."""
        return [i for i, limit in enumerate(self.limits) if limit.price]

    def most(self, way: Ints) -> list[list[int]]:
        """What each lot of a way and those behind it can take of each priced limit."""
        return _from_there_on(self._most[self.priced][:, self._place[way]])

    def given_back(self, way: Ints) -> list[list[int]]:
        """What each lot of a way and those behind it can give back of each limit, below 0."""
        if not self._gives.any():
            return [[0] * len(self.limits)] * (len(way) + 1)
        return _from_there_on(self._gives[:, self._place[way]])

    @cached_property
    def _gives(self) -> Ints:
        return np.minimum(self._least, 0)

    def worth(self) -> Floats:
        """How much of what is dear each shape can take."""
        prices = np.array([float(limit.price) for limit in self.limits])
        worth: Floats = (prices @ self._most.astype(np.float64))[self._place]
        return worth

    def raised(self, costs: Ints, ways: Ints, gap: int, parts: int) -> tuple[Ints, Ints]:
        """Which ways can keep the limits within the gap, and costs with what they leave over."""
        over, places = np.zeros(len(ways), dtype=np.int64), self._place[ways]
        kept = np.arange(len(ways))
        for limit, least, most in zip(self.limits, self._least, self._most, strict=True):
            fits = least[places].sum(axis=1) <= limit.room
            if limit.price:
                # More than the gap is as good as the gap, and numbers must hold it.
                enough = (gap + 1) * parts // limit.price + 1
                over += np.clip(limit.room - most[places].sum(axis=1), 0, enough) * limit.price
                fits &= costs + over // parts <= gap
            if not fits.all():
                costs, over, places, kept = costs[fits], over[fits], places[fits], kept[fits]
        return kept, costs + over // parts


def _from_there_on(taken: Ints) -> list[list[int]]:
    """The sums of each row from a column on to the last, for each column and after the last."""
    sums = np.zeros((taken.shape[1] + 1, len(taken)), dtype=np.int64)
    sums[:-1] = np.cumsum(taken.T[::-1], axis=0)[::-1]
    rows: list[list[int]] = sums.tolist()
    return rows
