"""A design bettered area by area, out of the candidates that prices leave.

With good prices few candidates of each unit matter, so that the lots of a hundred units and more
can be drawn again at a time, exactly, while all others stay as they are (Shaw 1998). Areas begin
where the design's lots cost most above their prices; they grow while engines are quick.
"""

import time
from collections import deque

import numpy as np

from solver.engines.few import Few
from solver.facts.lots import Flags, Ints, distinct, grouped
from solver.proving.room import Room, restated
from solver.proving.work import Work

PER = 60
"""So many candidates for each unit are looked at, the cheapest of all."""
MOST = 25
"""And so many for each unit of an area."""
FIRST, LEAST, LARGEST = 60, 20, 240
"""How many units an area has at first, at least and at most."""
QUICK, PATIENCE = 1.0, 2.0
"""An engine that is done sooner gets more units; how many seconds it may take."""
STEP = 1.25
"""By which factor areas grow and shrink."""
GAIN = 1_000_000
"""A design that is better by less than this part of its value was not worth the while."""


def bettered(work: Work, room: Room) -> None:
    """Draws areas of the best design again until that helps no more, or time is up.

    By the prices that the room's bound rests on; nothing where there is no design yet.
    """
    view = work.view(room.rows, room.duals, room.high, work.allowed(room))
    if view is None or work.best is None:
        return
    areas = _Areas(work, room, view.costs)
    while not work.search.late and areas.step():
        pass


class _Areas:
    """What is redrawn where; `tried` are lots in the middle of areas that did not get better."""

    def __init__(self, work: Work, room: Room, costs: Ints) -> None:
        self._work, self._costs = work, costs
        self._form = restated(work.search.model, work.form, room.rows, room.duals)
        near = _cheapest(costs, PER * len(work.units))
        near[self._lots()] = True
        self._units, self._held = _pairs(work.units, near)
        self._counts = np.bincount(self._held, minlength=len(costs))
        self._beside = _beside(self._units, self._held, len(work.units))
        self._engine = Few(work.search.engine, near)
        self._size, self._tried = float(FIRST), set[int]()

    def step(self) -> bool:
        """Draws one area again; whether there was one left to draw."""
        lots = self._lots()
        left = [lot for lot in lots.tolist() if lot not in self._tried]
        if not left:
            return False
        start = max(left, key=lambda lot: int(self._costs[lot]))
        order = self._around(lots, start)
        before, began = self._work.value, time.monotonic()
        settled = self._redrawn(lots, order)
        assert before is not None
        assert self._work.value is not None
        if (before - self._work.value) * GAIN <= self._work.size(before):
            self._tried.update(order[: len(order) // 2] if settled else [], [start])
        if not settled:
            self._size = max(LEAST, self._size / STEP)
        elif time.monotonic() - began < QUICK:
            self._size = min(LARGEST, self._size * STEP)
        return True

    def _lots(self) -> Ints:
        assert self._work.best is not None, "there is a design"
        return np.flatnonzero(self._work.best[: len(self._costs)])

    def _around(self, lots: Ints, start: int) -> list[int]:
        """The lots around one of them, the nearest first, until they hold enough units."""
        chosen = np.isin(self._held, lots)
        holder = np.zeros(len(self._work.units), dtype=np.int64)
        holder[self._units[chosen]] = self._held[chosen]
        members = grouped(np.searchsorted(lots, holder), len(lots))
        reached, units = {start}, 0
        order, waiting = [start], deque([start])
        while waiting and units < self._size:
            lot = waiting.popleft()
            own = members[int(np.searchsorted(lots, lot))]
            units += len(own)
            for other in distinct(holder[np.concatenate([self._beside[u] for u in own])]).tolist():
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
                    order.append(other)
        return order[: len(order) - len(waiting)]

    def _redrawn(self, lots: Ints, area: list[int]) -> bool:
        """Whether nothing better is left in an area; what is better is kept."""
        held = np.zeros(len(self._work.units), dtype=np.bool_)
        held[self._units[np.isin(self._held, area)]] = True
        within = np.bincount(self._held[held[self._units]], minlength=len(self._costs))
        inside = np.flatnonzero((within == self._counts) & (within > 0))
        most = MOST * int(held.sum())
        if len(inside) > most:
            inside = inside[np.argsort(self._costs[inside], kind="stable")[:most]]
        flags = np.zeros(len(self._costs), dtype=np.bool_)
        flags[inside] = flags[lots] = True
        trial = self._work.trial((), PATIENCE, workers=1, windowed=True)
        trial.engine = self._engine
        return self._work.settled(trial, self._form, flags)


def _cheapest(costs: Ints, most: int) -> Flags:
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[np.argpartition(costs, min(most, len(costs) - 1))[:most]] = True
    return flags


def _pairs(units: list[Ints], some: Flags) -> tuple[Ints, Ints]:
    """Each unit with each of the marked candidates that hold it."""
    held = [each[some[each]] for each in units]
    return np.repeat(np.arange(len(units)), [len(each) for each in held]), np.concatenate(held)


def _beside(units: Ints, held: Ints, count: int) -> list[Ints]:
    """For each unit those that share a candidate with it, itself included."""
    order = np.lexsort((units, held))
    units, held = units[order], held[order]
    first = np.append(True, held[1:] != held[:-1])
    heads = units[first][np.cumsum(first) - 1]
    pairs = distinct(np.concatenate((heads * count + units, units * count + heads)))
    return [pairs[each] % count for each in grouped(pairs // count, count)]
