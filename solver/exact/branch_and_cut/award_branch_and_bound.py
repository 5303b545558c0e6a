"""Award branch and bound: one candidate (winner and route) for each lot of a partition.

Candidates with the same units differ in who wins them, or in their route. Lots that can use most
of
priced capacity are settled first. A bound rests on the duals of rows: where what is chosen uses
less of a priced row than it has, the bound rises by the dual times what is left over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Floats, Ints
from solver.exact.branch_and_cut.cuts import is_unit_row
from solver.exact.reduced_cost_fixing import ReducedCostWindow
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class PricedRow:
    """Candidates that take these `amounts` take at most `room`; `price`, in parts, is >= 0."""

    variables: Ints
    amounts: Ints
    capacity: int
    dual: int


def list_priced_rows(
    rows: Sequence[LinearRow], view: ReducedCostWindow, candidates: int
) -> list[PricedRow]:
    """The rows over candidates alone as limits, with the prices that a bound rests on."""
    found: list[PricedRow] = []
    for row, price in zip(rows, view.duals.tolist(), strict=True):
        variables = row.expression.variables
        if is_unit_row(row) or not len(variables) or variables.max() >= candidates:
            continue
        found += _split_into_sides(row, price)
    return found


def _split_into_sides(row: LinearRow, price: int) -> Iterator[PricedRow]:
    amounts, constant = row.expression.coefficients, row.expression.constant
    if row.high is not None:
        yield PricedRow(row.expression.variables, amounts, row.high - constant, max(0, -price))
    if row.low is not None:
        yield PricedRow(row.expression.variables, -amounts, constant - row.low, max(0, price))


def measure_usage(
    limits: Sequence[PricedRow], of: Ints, live: Ints, count: int
) -> "tuple[RowUsage, RowUsage]":
    """The limits that the lots of a way settle, and those that depend on who wins them.

    `of` are the shapes of all candidates, `live` the candidates that can be chosen. Limits without
    a price that no choice of `count` lots can break are left out.
    """
    order = live[np.argsort(of[live], kind="stable")]
    shapes, starts = np.unique(of[order], return_index=True)
    place = np.zeros(int(of.max(initial=0)) + 1, dtype=np.int64)
    place[shapes] = np.arange(len(shapes))
    settled, free = RowUsage(place, len(shapes)), RowUsage(place, len(shapes))
    for limit in limits:
        taken = np.zeros(len(of), dtype=np.int64)
        taken[limit.variables] = limit.amounts
        least = np.minimum.reduceat(taken[order], starts)
        most = np.maximum.reduceat(taken[order], starts)
        if limit.dual or np.sort(most)[-count:].clip(0).sum() > limit.capacity:
            (settled if (least == most).all() else free).add(limit, least, most)
    return settled, free


class RowUsage:
    """The least and the most that candidates of each shape take of each limit."""

    def __init__(self, place: Ints, shapes: int) -> None:
        """`place` says where each of so many shapes is kept."""
        self._place = place
        self.rows: list[PricedRow] = []
        self._least = self._most = np.zeros((0, shapes), dtype=np.int64)

    def add(self, limit: PricedRow, least: Ints, most: Ints) -> None:
        """Adds a limit, with what candidates take of it by the places of their shapes."""
        self.rows.append(limit)
        self._least, self._most = np.vstack((self._least, least)), np.vstack((self._most, most))

    @cached_property
    def with_duals(self) -> list[int]:
        """The limits with a price."""
        return [i for i, limit in enumerate(self.rows) if limit.dual]

    def sum_most(self, way: Ints) -> list[list[int]]:
        """What each lot of a way and those behind it can take of each priced limit."""
        return _sum_suffixes(self._most[self.with_duals][:, self._place[way]])

    def sum_given_back(self, way: Ints) -> list[list[int]]:
        """What each lot of a way and those behind it can give back of each limit, below 0."""
        if not self._gives.any():
            return [[0] * len(self.rows)] * (len(way) + 1)
        return _sum_suffixes(self._gives[:, self._place[way]])

    @cached_property
    def _gives(self) -> Ints:
        return np.minimum(self._least, 0)

    def weigh_bitsets(self) -> Floats:
        """How much of what is dear each shape can take."""
        prices = np.array([float(limit.dual) for limit in self.rows])
        worth: Floats = (prices @ self._most.astype(np.float64))[self._place]
        return worth

    def raise_costs(self, costs: Ints, ways: Ints, gap: int, parts: int) -> tuple[Ints, Ints]:
        """Which ways can keep the limits within the gap, and costs with what they leave over."""
        over, places = np.zeros(len(ways), dtype=np.int64), self._place[ways]
        kept = np.arange(len(ways))
        for limit, least, most in zip(self.rows, self._least, self._most, strict=True):
            fits = least[places].sum(axis=1) <= limit.capacity
            if limit.dual:
                # More than the gap is as good as the gap, and numbers must hold it.
                enough = (gap + 1) * parts // limit.dual + 1
                over += np.clip(limit.capacity - most[places].sum(axis=1), 0, enough) * limit.dual
                fits &= costs + over // parts <= gap
            if not fits.all():
                costs, over, places, kept = costs[fits], over[fits], places[fits], kept[fits]
        return kept, costs + over // parts


def _sum_suffixes(taken: Ints) -> list[list[int]]:
    """The sums of each row from a column on to the last, for each column and after the last."""
    sums = np.zeros((taken.shape[1] + 1, len(taken)), dtype=np.int64)
    sums[:-1] = np.cumsum(taken.T[::-1], axis=0)[::-1]
    rows: list[list[int]] = sums.tolist()
    return rows


MOST_AWARD_STEPS = 10_000
"""More steps are not made for one way: an engine is better at it."""


@dataclass(frozen=True)
class AwardOption:
    """A candidate: what it adds to a bound, its own cost, and what it takes of which limit."""

    reduced_cost: int
    cost: int
    candidate: int
    usage: tuple[tuple[int, int], ...]


ChoiceListener = Callable[[int, list[int]], int]
"""Told of a choice and its cost; answers what is the most from then on."""


@dataclass
class AwardBranchAndBound:
    """Finds every choice of candidates that costs at most `most`, by a bound's own arithmetic.

    `options` are those of each shape, the least that they add first; `parts` are those of prices,
    and `constant` is what every choice costs besides.
    """

    ranges: RowUsage
    options: Mapping[int, Sequence[AwardOption]]
    parts: int
    bound: int
    constant: int
    most: int
    report_choice: ChoiceListener

    def enumerate_awards(self, way: Ints, costs: int) -> bool:
        """Tells of every choice for the shapes of a way; False where that takes too long.

        Whoever wins, the bound rises by what the way `costs`.
        """
        way = way[np.argsort(-self._worth[way], kind="stable")]
        lots = [self.options[shape] for shape in way.tolist()]
        adds = np.cumsum([0, *(options[0].reduced_cost for options in reversed(lots))])[
            ::-1
        ].tolist()
        most, given = self.ranges.sum_most(way), self.ranges.sum_given_back(way)
        left, chosen = [limit.capacity for limit in self.ranges.rows], list[int]()

        steps = iter(range(MOST_AWARD_STEPS))

        def settle(lot: int, added: int, cost: int) -> bool:
            if next(steps, None) is None:
                return False
            if added + adds[lot] + self._price_unused(left, most[lot]) > self.most - self.bound:
                return True
            if lot == len(lots):
                if cost <= self.most and min(left, default=0) >= 0:
                    self.most = self.report_choice(cost, chosen)
                return True
            for option in lots[lot]:
                if added + option.reduced_cost + adds[lot + 1] > self.most - self.bound:
                    break
                for limit, amount in option.usage:
                    left[limit] -= amount
                done = True
                if all(left[limit] >= given[lot + 1][limit] for limit, _ in option.usage):
                    chosen.append(option.candidate)
                    done = settle(lot + 1, added + option.reduced_cost, cost + option.cost)
                    chosen.pop()
                for limit, amount in option.usage:
                    left[limit] += amount
                if not done:
                    return False
            return True

        return settle(0, costs - adds[0], self.constant)

    def _price_unused(self, left: list[int], most: list[int]) -> int:
        """What priced limits must leave over is worth."""
        over = 0
        for (limit, price), reachable in zip(self._priced, most, strict=True):
            unused = left[limit] - reachable
            if unused > 0:
                over += unused * price
        return over // self.parts

    @cached_property
    def _priced(self) -> list[tuple[int, int]]:
        return [(i, self.ranges.rows[i].dual) for i in self.ranges.with_duals]

    @cached_property
    def _worth(self) -> Floats:
        return self.ranges.weigh_bitsets()
