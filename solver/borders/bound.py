"""What no design of few large lots is better than: prices of the units, and the cheapest lots.

Every pair that a design cuts is seen from two lots. So a design costs the prices of all units and,
for every lot, what it sees across its border less the prices of its units: at least as much as the
cheapest lot (Lagrangian relaxation; Geoffrion 1974). Prices are bettered by column generation
(Johnson, Mehrotra and Nemhauser 1993; Mehrotra, Johnson and Nemhauser 1998).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.borders.cheapest import HIGHEST, NOTHING, PART, Cheapest, Drawn, never
from solver.borders.ground import Ground
from solver.borders.master import Master, Point
from solver.facts.lots import Flags, Ints

WIDTH = 0.5
"""How far prices may be off at first, in touching pairs; twice as far when that ends."""
WANTED, MORE = 30, 200
"""So many lots are wanted at least when cheap ones are looked for; so many join at a time."""
BEGUN, HARDER, MOST_BEGUN = 5_000, 4, 320_000
"""Parts of lots that are followed at a place meanwhile: at first, times as many when that was not
enough, and at most."""
ROUNDS = 400
"""Times that prices are made anew, at most."""
STEP = PART // 4
"""By how much the limit of what is cheap rises at first."""
CLOSE = 1e-7


@dataclass
class Bound:
    """The nearest bound so far and what it rests on.

    `prices` are whole, in `PART`s of a touching pair, and no lot costs less than `least` at them.
    """

    ground: Ground
    prices: Ints
    least: int

    @property
    def pairs(self) -> int:
        """No design cuts fewer touching pairs; with more than there are, there is no design."""
        return -(-self._total(self.prices, self.least) // (2 * PART))

    def allowance(self, pairs: int) -> int:
        """What a lot costs at most, at the prices, in a design that cuts so many pairs."""
        others = min((count - 1) * self.least for count in self.ground.counts)
        return 2 * PART * pairs - int(self.prices.sum()) - others

    def better(self, prices: Ints, least: int) -> bool:
        """Whether these prices give a nearer bound, which is then kept."""
        if self._total(prices, least) <= self._total(self.prices, self.least):
            return False
        self.prices, self.least = prices, least
        return True

    def _total(self, prices: Ints, least: int) -> int:
        return int(prices.sum()) + min(count * least for count in self.ground.counts)


class Pricing:
    """Column generation from some first lots on."""

    def __init__(
        self, ground: Ground, lots: Flags, borders: Ints, late: Callable[[], bool] = never
    ) -> None:
        nothing = np.zeros(len(ground.units), dtype=np.int64)
        self.bound = Bound(ground, nothing, Cheapest(ground, nothing).least)
        self._ground, self._late = ground, late
        self._width, self._step, self._begun = WIDTH, STEP, BEGUN
        self._best = False
        self._master = Master(len(ground.units), ground.counts)
        self._master.join(lots, borders)
        centre = borders.sum() / max(1, lots.sum()) if len(lots) else 1.0
        self._master.box(np.full(len(ground.units), centre), WIDTH)

    def run(self, enough: Callable[[int], bool]) -> None:
        """Betters the bound until that is `enough`, nothing helps any more, or it is late."""
        for _ in range(ROUNDS):
            if enough(self.bound.pairs) or self._late() or not self._round():
                break

    def harder(self) -> bool:
        """Looks among more lots from now on; False where that cannot help."""
        self._begun *= HARDER
        return not self._best and self._begun <= MOST_BEGUN

    def _round(self) -> bool:
        """Prices made anew once; False where that leads nowhere any more."""
        point = self._master.solve()
        prices = self._whole(point)
        cheapest = Cheapest(self._ground, prices, self._late)
        drawn, least, self._step = cheap(cheapest, self._step, self._begun)
        improved = self.bound.better(prices, least)
        joined = self._join(drawn, prices, point)
        if not (improved or joined):
            self._best = point.free and drawn.whole
            if self._best or not drawn.whole:
                return False
            self._width *= 2
        if improved or not joined:
            self._master.box(self.bound.prices / PART, self._width)
        return True

    def _whole(self, point: Point) -> Ints:
        most = HIGHEST // len(point.prices)
        return np.clip(np.rint(point.prices * PART), -most, most).astype(np.int64)

    def _join(self, drawn: Drawn, prices: Ints, point: Point) -> int:
        """Adds the cheapest lots that better the linear program; how many there were."""
        held = self._ground.held(drawn.lots)
        borders = seen(held, drawn.costs, prices)
        gains = borders - held @ point.prices - point.lot < -CLOSE
        some = np.flatnonzero(gains)[:MORE]
        return self._master.join(held[some], borders[some])


def seen(held: Flags, costs: Ints, prices: Ints) -> Ints:
    """The touching pairs that lots (N x places) of these costs see across their borders."""
    return (costs + held @ prices) // PART


def cheap(cheapest: Cheapest, step: int, begun: int) -> tuple[Drawn, int, int]:
    """The cheapest lots, some `WANTED` where there are as many, and what none costs less than.

    They are looked for up to one step above the least first; last comes the step in the end. So
    many parts of lots are followed at a place.
    """
    drawn = cheapest.within(cheapest.least + step, begun)
    while not drawn.whole and step > STEP:
        step = max(STEP, step // 4)
        drawn = cheapest.within(cheapest.least + step, begun)
    least = cheapest.least
    while drawn.whole:
        limit = cheapest.least + step
        least = int(drawn.costs.min(initial=limit + 1))
        if len(drawn.costs) >= WANTED or limit >= NOTHING:
            break
        step *= 2
        drawn = cheapest.within(cheapest.least + step, begun)
    return drawn, least, step
