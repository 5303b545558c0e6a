"""Bounds that rise: prices from the master, lots from the ways, until neither changes the other.

Column generation with a Lagrangian bound (Geoffrion 1974; Lübbecke and Desrosiers 2005): at any
prices a design costs at least what its units are worth and, for each lot, the least that a lot
costs beyond. It is worked out in whole numbers, so that it holds whenever it is stopped. Lots are
priced between the prices of the best bound and the master's (smoothing; Wentges 1997), and rooms
hold designs of so many lots, since most of the gap lies between two numbers of lots.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from lotdesign.pence import round_away
from lotdesign.scenario.scenario import Scenario
from solver.bounding.adding import least_sum
from solver.bounding.market import Market
from solver.bounding.master import Master
from solver.bounding.money import PARTS
from solver.bounding.room import Room
from solver.engines.columns import Floats
from solver.generating.bounds import fewest_lots, most_lots

SMOOTH, LESS, FAR = 0.8, 0.5, 1e-3
"""How much of the prices of the best bound stays; and less, once nearer to the master than that."""
WIDTH, WIDER = 0.05, 4.0
"""How far from the middle a price may be, in mean costs of a unit, and how much farther next."""
WIDENED = 7
"""So many widths are tried."""
FARTHER = 0.004
"""By so much of a bound lots that add up may cost more than those that need not."""
MANY = 3
"""So many times as many ways as winners are many."""
MORE = 300
"""So many lots join at a time."""
MOST = 300
"""A room is given up after so many answers."""
IDLE = 8
"""After so many answers that change nothing, no more are asked for."""
CLOSE = 2e-6
"""Master and bound that differ by less of the cost are as good as equal."""


def rising(scenario: Scenario, measure: str) -> Iterator[int]:
    """Bounds below the cost of every design, in pence, each above the one before."""
    discounted, told = measure == "net_present_cost", None
    for parts in Ascent(scenario, discounted).run():
        whole = Fraction(parts, PARTS)
        bound = round_away(whole) if discounted else -(-parts // PARTS)
        if told is None or bound > told:
            told = bound
            yield bound


class Ascent:
    """The least bound of any room, raised room by room."""

    def __init__(self, scenario: Scenario, discounted: bool) -> None:
        self.markets = [Market(scenario, discounted, joined) for joined in (True, False)]
        joined, apart = (len(market.knapsacks) for market in self.markets)
        if joined * MANY > apart:
            del self.markets[0]
        self.market = self.markets[0]
        self.rooms: list[Room] = []
        fewest, most = fewest_lots(scenario), most_lots(scenario)
        if apart and fewest <= most:
            about = self.market.about()
            others = np.zeros(1 + len(self.market.limits))
            self.rooms = [Room(fewest, most, np.concatenate((about, others)))]
            self.width = WIDTH * max(1.0, float(np.abs(about).mean()))
            self._costs = np.maximum(about, 1.0)

    def run(self) -> Iterator[int]:
        """The bound after each answer of a market, in parts of a penny.

        Where there are many ways, the areas of each winner are in one at first.
        """
        for market in self.markets if self.rooms else ():
            self.market, self.master = market, Master(self._costs, market.limits)
            for room in self.rooms:
                room.done, room.added, room.asked = False, False, 0
            yield from self._settled()

    def _settled(self) -> Iterator[int]:
        """Until the room of the least bound can be raised no more."""
        least = min(self.rooms, key=lambda each: each.bound)
        self._asked(least.prices, least.prices)
        yield self.bound
        while True:
            room = min(self.rooms, key=lambda each: each.bound)
            if not room.done:
                yield from self._raised(room)
            elif room.fewest < room.most:
                self.rooms.remove(room)
                self.rooms += room.split()
            elif not room.added:
                self._added(room)
                yield self.bound
            else:
                return

    @property
    def bound(self) -> int:
        """What no design costs less than, in parts."""
        return min(room.bound for room in self.rooms)

    def _raised(self, room: Room) -> Iterator[int]:
        """Until the master cannot show that the room's bound could be higher, or it is no least."""
        self.master.narrowed(room.fewest, room.most)
        idle = 0
        widths = iter(self.width * WIDER**i for i in range(WIDENED))
        width = next(widths)
        while not room.done and room.bound <= self.bound:
            self.master.boxed(room.prices, width)
            solved = self.master.solve()
            if solved is None or room.asked == MOST:
                room.done = True
            elif idle < IDLE and solved.value - room.bound > CLOSE * abs(solved.value) + PARTS:
                before = room.bound
                room.asked += 1
                far = solved.value - room.bound > FAR * abs(solved.value)
                kept = SMOOTH if far else LESS
                prices = kept * room.prices + (1 - kept) * solved.prices
                new = self._asked(prices, solved.prices)
                idle = 0 if new or room.bound > before else idle + 1
                yield self.bound
            else:
                idle = 0
                width = next(widths, 0.0) if solved.held else 0.0
                room.done = not width

    def _added(self, room: Room) -> None:
        """Asks for lots whose values add up, too."""
        prices, more = self.market.priced(room.prices), int(room.bound * FARTHER)
        costs, steps = self.market.by_value(prices), int(self.market.money.steps.sum())
        lots = least_sum(costs, room.fewest, steps, max(0, more))
        if lots is not None:
            room.bound = max(room.bound, self.market.covered(prices) + lots)
        room.added = True

    def _asked(self, prices: Floats, wanted: Floats) -> int:
        """Lots at some prices; how many new ones, cheap at the wanted ones, join the master."""
        whole = self.market.priced(prices)
        cheap = float(prices[len(whole.units)])
        answer, covered = self.market.asked(whole, cheap), self.market.covered(whole)
        for room in self.rooms:
            room.raised(covered, answer.least, prices)
        order = sorted((self.market.beyond(lot, wanted), i) for i, lot in enumerate(answer.lots))
        return self.master.join([answer.lots[i] for beyond, i in order[:MORE] if beyond < 0])
