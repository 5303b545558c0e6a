"""The lots that cost least at given prices of the units, found without listing all of them.

A lot costs the touching pairs that it cuts, less the prices of its units. Going back over the
front, the least that any lot can still cost is worked out for every state and coarse sum; going
forward, whatever passes a limit by that is left out. What remains at the end is every lot within
the limit. All of it is whole numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.borders.front import COMPLETE, Small
from solver.borders.ground import Ground, Words
from solver.facts.lots import Flags, Ints

PART = 256
"""Prices are whole numbers of so many parts of a touching pair."""
NOTHING = 2**29
"""Above every cost: there is no such lot."""
HIGHEST = 2**27
"""What the prices of all units come to at most, signs aside, so that no cost passes `NOTHING`."""


def never() -> bool:
    """It is not late."""
    return False


@dataclass(frozen=True)
class Drawn:
    """Lots and their costs. Unless `whole`, there may be others within the limit."""

    lots: Words
    costs: Ints
    whole: bool


@dataclass(frozen=True)
class _Begun:
    """Parts of lots: state, coarse sum, sums by range, cost, and the places held."""

    state: Small
    rough: Small
    sums: Ints
    cost: Small
    held: Words

    def taken(self, some: Ints) -> "_Begun":
        """Some of them."""
        return _Begun(*(each[some] for each in vars(self).values()))

    def __add__(self, other: "_Begun") -> "_Begun":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return _Begun(*(np.concatenate(pair) for pair in pairs))


class Cheapest:
    """Lots at whole prices of the places of a ground, in `PART`s, looked for until it is late."""

    def __init__(self, ground: Ground, prices: Ints, late: Callable[[], bool] = never) -> None:
        self._ground, self._prices, self._late = ground, prices, late
        self._sums = ground.rough.most + 1
        self._on = self._backward()

    @property
    def least(self) -> int:
        """No lot costs less; `NOTHING` or more where there is none."""
        return int(self._on[0][0, 0])

    def within(self, limit: int, most: int) -> Drawn:
        """The lots that cost at most the limit, going on with only so many parts of lots a place.

        Where there are more, those that promise most are kept.
        """
        begun, whole = self._start(), True
        found = [(begun.held[:0], begun.cost[:0])]
        for at in range(len(self._ground.units)):
            if self._late():
                begun, whole = begun.taken(np.zeros(0, dtype=np.int64)), False
            complete, begun = self._onward(begun, at, limit)
            found += [(each.held, each.cost) for each in complete]
            if len(begun.cost) > most:
                whole = False
                hope = begun.cost + self._on[at + 1][begun.state, begun.rough]
                begun = begun.taken(np.argpartition(hope, most)[:most])
        found.append(self._ended(begun))
        lots, costs = (np.concatenate(each) for each in zip(*found, strict=True))
        some = np.flatnonzero((costs <= limit) & self._grouped(lots))
        some = some[np.argsort(costs[some], kind="stable")]
        return Drawn(lots[some], costs[some].astype(np.int64), whole)

    def _backward(self) -> list[Small]:
        """After each place, for each state and coarse sum, the least that is still to be paid."""
        rough = self._ground.rough
        ended = np.full(self._sums, NOTHING, dtype=np.int32)
        ended[rough.least :] = 0
        # After the last place the front is empty: a lot ends there that never was one area.
        on = [np.stack((ended, ended, np.full_like(ended, NOTHING)))]
        for at in reversed(range(len(self._ground.units))):
            on.append(self._before(at, on[-1], ended))
        return on[::-1]

    def _before(self, at: int, after: Small, ended: Small) -> Small:
        step, part, price = self._ground.steps[at], self._ground.rough.parts[at], self._price(at)
        states = len(step.left)
        on: Small = np.full((states + 2, self._sums), NOTHING, dtype=np.int32)
        on[COMPLETE] = ended
        least = on[:states]
        np.add(after[step.left], step.left_cuts[:, None] * PART, out=least)
        fits = max(0, self._sums - part)
        taken = after[step.taken, part:] + (step.taken_cuts * PART - price)[:, None]
        np.minimum(least[:, :fits], taken, out=least[:, :fits])
        np.minimum(least, NOTHING, out=least)
        least[least > NOTHING // 2] = NOTHING
        return on

    def _price(self, at: int) -> int:
        return int(self._prices[at])

    def _start(self) -> _Begun:
        one: Small = np.zeros(1, dtype=np.int32)
        sums = np.zeros((1, len(self._ground.ranges)), dtype=np.int64)
        return _Begun(one, one, sums, one, np.zeros((1, self._ground.words), dtype=np.uint64))

    def _onward(self, begun: _Begun, at: int, limit: int) -> tuple[list[_Begun], _Begun]:
        """The lots that are complete with the next place, and what goes on within the limit."""
        ways = [self._left(begun, at), self._taken(begun, at)]
        complete = [way.taken(self._kept(way, way.state == COMPLETE)) for way in ways]
        going = []
        for way in ways:
            some = np.flatnonzero(way.state >= 0)
            hope = way.cost[some] + self._on[at + 1][way.state[some], way.rough[some]]
            going.append(way.taken(some[hope <= limit]))
        return complete, going[0] + going[1]

    def _left(self, begun: _Begun, at: int) -> _Begun:
        """Those that may do without the next place."""
        here, step = self._ground, self._ground.steps[at]
        some = begun
        if here.partners[at]:
            with_one = (begun.held & here.word(here.partners[at])).any(axis=1)
            some = begun.taken(np.flatnonzero(~with_one))
        cost = some.cost + step.left_cuts[some.state] * PART
        return _Begun(step.left[some.state], some.rough, some.sums, cost, some.held)

    def _taken(self, begun: _Begun, at: int) -> _Begun:
        """Those that may hold the next place too, with it."""
        here, step = self._ground, self._ground.steps[at]
        weights = np.array([each.weights[at] for each in here.ranges])
        most = np.array([each.most for each in here.ranges])
        fits = (begun.sums + weights <= most).all(axis=1)
        fits &= begun.rough + here.rough.parts[at] < self._sums
        if here.clashes[at]:
            fits &= ~(begun.held & here.word(here.clashes[at])).any(axis=1)
        if here.partners[at]:
            fits &= (begun.held & here.word(here.partners[at])).any(axis=1)
        some = begun.taken(np.flatnonzero(fits))
        return _Begun(
            step.taken[some.state],
            some.rough + here.rough.parts[at],
            some.sums + weights,
            some.cost + step.taken_cuts[some.state] * PART - self._price(at),
            some.held | here.word([at]),
        )

    def _ended(self, begun: _Begun) -> tuple[Words, Small]:
        some = begun.taken(self._kept(begun, np.ones(len(begun.cost), dtype=np.bool_)))
        return some.held, some.cost

    def _kept(self, begun: _Begun, which: Flags) -> Ints:
        """Those whose sums have come up to what every lot has."""
        least = np.array([each.least for each in self._ground.ranges])
        return np.flatnonzero(which & (begun.sums >= least).all(axis=1))

    def _grouped(self, lots: Words) -> Flags:
        """Whether lots hold units that share a lot either all or none."""
        kept = np.ones(len(lots), dtype=np.bool_)
        for group in self._groups:
            held = lots & group
            kept &= (held == 0).all(axis=1) | (held == group).all(axis=1)
        return kept

    @cached_property
    def _groups(self) -> list[Words]:
        return [self._ground.word(group) for group in self._ground.groups]
