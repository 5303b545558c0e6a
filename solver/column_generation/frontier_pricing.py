"""Pricing by the frontier dynamic program: all connected lots within a limit on the reduced

cost.

The reduced cost of a lot is the touching pairs that it cuts less the duals of its units. A
backward pass computes completion bounds for every state and coarse sum; a forward pass keeps the
partial lots whose bound is within the limit, in a beam of limited width. All of it is in whole
numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags, Ints
from solver.column_generation.frontier_instance import BitsetWords, FrontierInstance
from solver.column_generation.frontier_states import COMPLETE_STATE, Ints32

PARTS_PER_PAIR = 256
"""Prices are whole numbers of so many parts of a touching pair."""
INFEASIBLE_COST = 2**29
"""Above every cost: there is no such lot."""
MAX_DUAL_SUM = 2**27
"""What the prices of all units come to at most, signs aside, so that no cost passes `NOTHING`."""


def is_never_late() -> bool:
    """It is not late."""
    return False


@dataclass(frozen=True)
class PricedLots:
    """Lots and their costs. Unless `whole`, there may be others within the limit."""

    lots: BitsetWords
    costs: Ints
    is_complete: bool


@dataclass(frozen=True)
class _PartialLots:
    """Parts of lots: state, coarse sum, sums by range, cost, and the places held."""

    state: Ints32
    coarse_sum: Ints32
    sums: Ints
    cost: Ints32
    units: BitsetWords

    def select(self, some: Ints) -> "_PartialLots":
        """Some of them."""
        return _PartialLots(*(each[some] for each in vars(self).values()))

    def __add__(self, other: "_PartialLots") -> "_PartialLots":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return _PartialLots(*(np.concatenate(pair) for pair in pairs))


class FrontierPricing:
    """Lots at whole prices of the places of a ground, in `PART`s, looked for until it is late."""

    def __init__(
        self, ground: FrontierInstance, prices: Ints, late: Callable[[], bool] = is_never_late
    ) -> None:
        self._instance, self._duals, self._is_late = ground, prices, late
        self._sums = ground.coarse_range.most + 1
        self._completion_bounds = self._compute_completion_bounds()

    @property
    def min_reduced_cost(self) -> int:
        """No lot costs less; `NOTHING` or more where there is none."""
        return int(self._completion_bounds[0][0, 0])

    def enumerate_within(self, limit: int, most: int) -> PricedLots:
        """The lots that cost at most the limit, going on with only so many parts of lots a place.

        Where there are more, those that promise most are kept.
        """
        begun, whole = self._begin_lots(), True
        found = [(begun.units[:0], begun.cost[:0])]
        for at in range(len(self._instance.units)):
            if self._is_late():
                begun, whole = begun.select(np.zeros(0, dtype=np.int64)), False
            complete, begun = self._extend(begun, at, limit)
            found += [(each.units, each.cost) for each in complete]
            if len(begun.cost) > most:
                whole = False
                hope = begun.cost + self._completion_bounds[at + 1][begun.state, begun.coarse_sum]
                begun = begun.select(np.argpartition(hope, most)[:most])
        found.append(self._end_lots(begun))
        lots, costs = (np.concatenate(each) for each in zip(*found, strict=True))
        some = np.flatnonzero((costs <= limit) & self._flag_whole_groups(lots))
        some = some[np.argsort(costs[some], kind="stable")]
        return PricedLots(lots[some], costs[some].astype(np.int64), whole)

    def _compute_completion_bounds(self) -> list[Ints32]:
        """After each place, for each state and coarse sum, the least that is still to be paid."""
        rough = self._instance.coarse_range
        ended = np.full(self._sums, INFEASIBLE_COST, dtype=np.int32)
        ended[rough.least :] = 0
        # After the last place the front is empty: a lot ends there that never was one area.
        on = [np.stack((ended, ended, np.full_like(ended, INFEASIBLE_COST)))]
        for at in reversed(range(len(self._instance.units))):
            on.append(self._bound_before(at, on[-1], ended))
        return on[::-1]

    def _bound_before(self, at: int, after: Ints32, ended: Ints32) -> Ints32:
        step, part, price = (
            self._instance.transitions[at],
            self._instance.coarse_range.parts[at],
            self._dual(at),
        )
        states = len(step.state_if_left)
        on: Ints32 = np.full((states + 2, self._sums), INFEASIBLE_COST, dtype=np.int32)
        on[COMPLETE_STATE] = ended
        least = on[:states]
        np.add(after[step.state_if_left], step.cuts_if_left[:, None] * PARTS_PER_PAIR, out=least)
        fits = max(0, self._sums - part)
        taken = (
            after[step.state_if_taken, part:]
            + (step.cuts_if_taken * PARTS_PER_PAIR - price)[:, None]
        )
        np.minimum(least[:, :fits], taken, out=least[:, :fits])
        np.minimum(least, INFEASIBLE_COST, out=least)
        least[least > INFEASIBLE_COST // 2] = INFEASIBLE_COST
        return on

    def _dual(self, at: int) -> int:
        return int(self._duals[at])

    def _begin_lots(self) -> _PartialLots:
        one: Ints32 = np.zeros(1, dtype=np.int32)
        sums = np.zeros((1, len(self._instance.ranges)), dtype=np.int64)
        return _PartialLots(
            one, one, sums, one, np.zeros((1, self._instance.word_count), dtype=np.uint64)
        )

    def _extend(
        self, begun: _PartialLots, at: int, limit: int
    ) -> tuple[list[_PartialLots], _PartialLots]:
        """The lots that are complete with the next place, and what goes on within the limit."""
        ways = [self._extend_without(begun, at), self._extend_with(begun, at)]
        complete = [
            way.select(self._find_within_ranges(way, way.state == COMPLETE_STATE)) for way in ways
        ]
        going = []
        for way in ways:
            some = np.flatnonzero(way.state >= 0)
            hope = (
                way.cost[some]
                + self._completion_bounds[at + 1][way.state[some], way.coarse_sum[some]]
            )
            going.append(way.select(some[hope <= limit]))
        return complete, going[0] + going[1]

    def _extend_without(self, begun: _PartialLots, at: int) -> _PartialLots:
        """Those that may do without the next place."""
        here, step = self._instance, self._instance.transitions[at]
        some = begun
        if here.partners[at]:
            with_one = (begun.units & here.pack_places(here.partners[at])).any(axis=1)
            some = begun.select(np.flatnonzero(~with_one))
        cost = some.cost + step.cuts_if_left[some.state] * PARTS_PER_PAIR
        return _PartialLots(
            step.state_if_left[some.state], some.coarse_sum, some.sums, cost, some.units
        )

    def _extend_with(self, begun: _PartialLots, at: int) -> _PartialLots:
        """Those that may hold the next place too, with it."""
        here, step = self._instance, self._instance.transitions[at]
        weights = np.array([each.weights[at] for each in here.ranges])
        most = np.array([each.most for each in here.ranges])
        fits = (begun.sums + weights <= most).all(axis=1)
        fits &= begun.coarse_sum + here.coarse_range.parts[at] < self._sums
        if here.clashes[at]:
            fits &= ~(begun.units & here.pack_places(here.clashes[at])).any(axis=1)
        if here.partners[at]:
            fits &= (begun.units & here.pack_places(here.partners[at])).any(axis=1)
        some = begun.select(np.flatnonzero(fits))
        return _PartialLots(
            step.state_if_taken[some.state],
            some.coarse_sum + here.coarse_range.parts[at],
            some.sums + weights,
            some.cost + step.cuts_if_taken[some.state] * PARTS_PER_PAIR - self._dual(at),
            some.units | here.pack_places([at]),
        )

    def _end_lots(self, begun: _PartialLots) -> tuple[BitsetWords, Ints32]:
        some = begun.select(
            self._find_within_ranges(begun, np.ones(len(begun.cost), dtype=np.bool_))
        )
        return some.units, some.cost

    def _find_within_ranges(self, begun: _PartialLots, which: Flags) -> Ints:
        """Those whose sums have come up to what every lot has."""
        least = np.array([each.least for each in self._instance.ranges])
        return np.flatnonzero(which & (begun.sums >= least).all(axis=1))

    def _flag_whole_groups(self, lots: BitsetWords) -> Flags:
        """Whether lots hold units that share a lot either all or none."""
        kept = np.ones(len(lots), dtype=np.bool_)
        for group in self._groups:
            held = lots & group
            kept &= (held == 0).all(axis=1) | (held == group).all(axis=1)
        return kept

    @cached_property
    def _groups(self) -> list[BitsetWords]:
        return [self._instance.pack_places(group) for group in self._instance.groups]
