"""Pricing by the frontier dynamic program: all connected lots within a limit on the reduced cost.

The reduced cost of a lot is the touching pairs that it cuts less the duals of its units. A
backward pass computes completion bounds for every state and coarse sum; a forward pass keeps the
partial lots whose bound is within the limit, in a beam of limited width. All of it is in whole
numbers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags, Ints
from solver.column_generation.frontier_instance import BitsetWords, FrontierInstance
from solver.column_generation.frontier_states import COMPLETE_STATE, Ints32
from solver.deadline import has_passed

PARTS_PER_PAIR = 256
"""Duals and costs are whole numbers of such parts of a touching pair."""
INFEASIBLE_COST = 2**29
"""Larger than every cost: there is no such lot."""
MAX_DUAL_SUM = 2**27
"""The largest sum of all duals, signs aside, so that no cost passes `INFEASIBLE_COST`."""


@dataclass(frozen=True)
class PricedLots:
    """N lots, N x W words, by rising reduced cost, (N,) in parts of a touching pair.

    Unless `is_complete`, others may be within the limit.
    """

    lots: BitsetWords
    costs: Ints
    is_complete: bool


@dataclass(frozen=True)
class _PartialLots:
    """N partial lots: state, coarse sum, sum of each range, cost so far, and places held."""

    state: Ints32
    coarse_sum: Ints32
    sums: Ints
    cost: Ints32
    units: BitsetWords

    def select(self, positions: Ints) -> "_PartialLots":
        """Those at these positions."""
        return _PartialLots(*(each[positions] for each in vars(self).values()))

    def __add__(self, other: "_PartialLots") -> "_PartialLots":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return _PartialLots(*(np.concatenate(pair) for pair in pairs))


class FrontierPricing:
    """Pricing at whole duals, one a place of the instance, until the deadline (monotonic)."""

    def __init__(
        self, instance: FrontierInstance, duals: Ints, deadline: float | None = None
    ) -> None:
        self._instance, self._duals, self._deadline = instance, duals, deadline
        self._sums = instance.coarse_range.most + 1
        self._completion_bounds = self._compute_completion_bounds()

    @property
    def min_reduced_cost(self) -> int:
        """A lower bound on every lot's reduced cost, in parts of a touching pair.

        `INFEASIBLE_COST` or more: there is no lot.
        """
        return int(self._completion_bounds[0][0, 0])

    def enumerate_within(self, limit: int, beam_width: int) -> PricedLots:
        """The lots whose reduced cost is at most the limit.

        At each place only so many partial lots are kept, those with the least completion bounds.
        """
        partial, is_complete = self._begin_lots(), True
        ended = [(partial.units[:0], partial.cost[:0])]
        for place in range(len(self._instance.units)):
            if has_passed(self._deadline):
                partial, is_complete = partial.select(np.zeros(0, dtype=np.int64)), False
            complete, partial = self._extend(partial, place, limit)
            ended += [(each.units, each.cost) for each in complete]
            if len(partial.cost) > beam_width:
                is_complete = False
                completion = self._completion_bounds[place + 1]
                bounds = partial.cost + completion[partial.state, partial.coarse_sum]
                partial = partial.select(np.argpartition(bounds, beam_width)[:beam_width])
        last = self._select_within_ranges(partial, np.ones(len(partial.cost), dtype=np.bool_))
        ended.append((last.units, last.cost))
        lots, costs = (np.concatenate(each) for each in zip(*ended, strict=True))
        within = np.flatnonzero((costs <= limit) & self._flag_whole_groups(lots))
        within = within[np.argsort(costs[within], kind="stable")]
        return PricedLots(lots[within], costs[within].astype(np.int64), is_complete)

    def _compute_completion_bounds(self) -> list[Ints32]:
        """After each place (states x sums): the least cost still to come."""
        coarse = self._instance.coarse_range
        complete = np.full(self._sums, INFEASIBLE_COST, dtype=np.int32)
        complete[coarse.least :] = 0
        # After the last place the frontier is empty: lots without a local unit end there.
        bounds = [np.stack((complete, complete, np.full_like(complete, INFEASIBLE_COST)))]
        for place in reversed(range(len(self._instance.units))):
            bounds.append(self._bound_before(place, bounds[-1], complete))
        return bounds[::-1]

    def _bound_before(self, place: int, after: Ints32, complete: Ints32) -> Ints32:
        """The completion bounds before a place, from those after it."""
        transition = self._instance.transitions[place]
        part = self._instance.coarse_range.parts[place]
        states = len(transition.state_if_left)
        bounds: Ints32 = np.full((states + 2, self._sums), INFEASIBLE_COST, dtype=np.int32)
        bounds[COMPLETE_STATE] = complete
        least = bounds[:states]
        left_cost = transition.cuts_if_left[:, None] * PARTS_PER_PAIR
        np.add(after[transition.state_if_left], left_cost, out=least)
        fits = max(0, self._sums - part)
        taken_cost = transition.cuts_if_taken * PARTS_PER_PAIR - int(self._duals[place])
        taken = after[transition.state_if_taken, part:] + taken_cost[:, None]
        np.minimum(least[:, :fits], taken, out=least[:, :fits])
        np.minimum(least, INFEASIBLE_COST, out=least)
        least[least > INFEASIBLE_COST // 2] = INFEASIBLE_COST
        return bounds

    def _begin_lots(self) -> _PartialLots:
        zero: Ints32 = np.zeros(1, dtype=np.int32)
        sums = np.zeros((1, len(self._instance.ranges)), dtype=np.int64)
        units = np.zeros((1, self._instance.word_count), dtype=np.uint64)
        return _PartialLots(zero, zero, sums, zero, units)

    def _extend(
        self, partial: _PartialLots, place: int, limit: int
    ) -> tuple[list[_PartialLots], _PartialLots]:
        """The lots that are complete after a place, and the partial ones within the limit."""
        branches = [self._extend_without(partial, place), self._extend_with(partial, place)]
        complete = [
            self._select_within_ranges(branch, branch.state == COMPLETE_STATE)
            for branch in branches
        ]
        kept, completion = [], self._completion_bounds[place + 1]
        for branch in branches:
            alive = np.flatnonzero(branch.state >= 0)
            to_come = completion[branch.state[alive], branch.coarse_sum[alive]]
            kept.append(branch.select(alive[branch.cost[alive] + to_come <= limit]))
        return complete, kept[0] + kept[1]

    def _extend_without(self, partial: _PartialLots, place: int) -> _PartialLots:
        """Without the place, unless units that share its lot are held."""
        instance, transition = self._instance, self._instance.transitions[place]
        if instance.partners[place]:
            partners = instance.pack_places(instance.partners[place])
            partial = partial.select(np.flatnonzero(~(partial.units & partners).any(axis=1)))
        return _PartialLots(
            transition.state_if_left[partial.state],
            partial.coarse_sum,
            partial.sums,
            partial.cost + transition.cuts_if_left[partial.state] * PARTS_PER_PAIR,
            partial.units,
        )

    def _extend_with(self, partial: _PartialLots, place: int) -> _PartialLots:
        """With the place, where sums and units that must or must not share its lot allow it."""
        instance, transition = self._instance, self._instance.transitions[place]
        part = instance.coarse_range.parts[place]
        weights = np.array([each.weights[place] for each in instance.ranges])
        most = np.array([each.most for each in instance.ranges])
        fits = (partial.sums + weights <= most).all(axis=1)
        fits &= partial.coarse_sum + part < self._sums
        if instance.clashes[place]:
            clashes = instance.pack_places(instance.clashes[place])
            fits &= ~(partial.units & clashes).any(axis=1)
        if instance.partners[place]:
            partners = instance.pack_places(instance.partners[place])
            fits &= (partial.units & partners).any(axis=1)
        partial = partial.select(np.flatnonzero(fits))
        cuts = transition.cuts_if_taken[partial.state] * PARTS_PER_PAIR
        return _PartialLots(
            transition.state_if_taken[partial.state],
            partial.coarse_sum + part,
            partial.sums + weights,
            partial.cost + cuts - int(self._duals[place]),
            partial.units | instance.pack_places([place]),
        )

    def _select_within_ranges(self, partial: _PartialLots, flags: Flags) -> _PartialLots:
        """Those flagged whose sums reach the least of every range."""
        least = np.array([each.least for each in self._instance.ranges])
        return partial.select(np.flatnonzero(flags & (partial.sums >= least).all(axis=1)))

    def _flag_whole_groups(self, lots: BitsetWords) -> Flags:
        """(N,): whether lots hold all or none of every group of units that share a lot."""
        flags = np.ones(len(lots), dtype=np.bool_)
        for group in self._groups:
            held = lots & group
            flags &= (held == 0).all(axis=1) | (held == group).all(axis=1)
        return flags

    @cached_property
    def _groups(self) -> list[BitsetWords]:
        return [self._instance.pack_places(group) for group in self._instance.groups]
