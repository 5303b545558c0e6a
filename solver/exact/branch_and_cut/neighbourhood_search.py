"""Large-neighbourhood search on the incumbent: few lots or an area drawn again exactly (Shaw

1998).

Neighbourhoods are lots that cheap candidates outside the design cut across. For very many
candidates whole areas of a hundred units and more are drawn again, out of candidates with small
reduced costs; areas begin where the design's lots have the largest ones, and grow while engines
are
quick.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from solver.arrays import Flags, Floats, Ints, group_positions, sort_distinct
from solver.backends.portfolio import RestrictedEngine
from solver.exact.branch_and_cut.node import BranchNode, subtract_unit_duals
from solver.exact.branch_and_cut.state import BranchAndCutState

NEIGHBOURHOOD_LOTS = (4, 6)
"""How many lots are drawn again at a time, at most; more the longer nothing is found."""
NEIGHBOURHOOD_TRIES = 12
"""How many neighbourhoods of a size are tried in a row without success."""
NEIGHBOURHOOD_CANDIDATES = 500
"""So many candidates, the cheapest, are looked at in a neighbourhood."""


def draw_neighbourhoods(
    units: Sequence[Ints], solution: Ints, costs: Floats, draw: Random
) -> Iterator[Flags]:
    """Candidates to choose from, one neighbourhood after the other.

    `units` are the candidates that hold each unit, `costs` say how promising they are.
    """
    lots = np.flatnonzero(solution[: len(costs)])
    holder = _list_holding_lots(units, lots)
    cheap = np.argsort(costs, kind="stable")[: max(200, len(lots) * 20)].tolist()
    held = _list_held_units(units, cheap, len(costs))
    for size in (size for size in NEIGHBOURHOOD_LOTS for _ in range(NEIGHBOURHOOD_TRIES)):
        freed: set[int] = set()
        for _ in range(20 * size):
            candidate = draw.choice(cheap)
            crossed = {holder[u] for u in held[candidate]}
            if len(freed | crossed) <= size and (not freed or freed & crossed):
                freed |= crossed
        yield _mark_neighbourhood(units, lots, holder, freed, costs)


def _list_holding_lots(units: Sequence[Ints], lots: Ints) -> list[int]:
    """For each unit the lot of the design that holds it."""
    return [int(lots[np.isin(lots, each)][0]) for each in units]


def _list_held_units(
    units: Sequence[Ints], some: list[int], candidates: int
) -> dict[int, list[int]]:
    wanted = np.zeros(candidates, dtype=np.bool_)
    wanted[some] = True
    held: dict[int, list[int]] = {candidate: [] for candidate in some}
    for u, each in enumerate(units):
        for candidate in each[wanted[each]].tolist():
            held[candidate].append(u)
    return held


def _mark_neighbourhood(
    units: Sequence[Ints], lots: Ints, holder: list[int], freed: set[int], costs: Floats
) -> Flags:
    """The other lots of the design, and the cheapest candidates that hold freed units alone."""
    flags = np.ones(len(costs), dtype=np.bool_)
    for u, each in enumerate(units):
        if holder[u] not in freed:
            flags[each] = False
    inside = np.flatnonzero(flags)
    if len(inside) > NEIGHBOURHOOD_CANDIDATES:
        flags[inside[np.argsort(costs[inside], kind="stable")[NEIGHBOURHOOD_CANDIDATES:]]] = False
    flags[lots] = True
    return flags


CANDIDATES_PER_UNIT = 60
"""So many candidates for each unit are looked at, the cheapest of all."""
AREA_CANDIDATES_PER_UNIT = 25
"""And so many for each unit of an area."""
FIRST_AREA_UNITS, LEAST_AREA_UNITS, LARGEST_AREA_UNITS = 60, 20, 240
"""How many units an area has at first, at least and at most."""
QUICK_AREA_SECONDS, AREA_SECONDS = 1.0, 2.0
"""An engine that is done sooner gets more units; how many seconds it may take."""
AREA_GROWTH = 1.25
"""By which factor areas grow and shrink."""
LEAST_AREA_GAIN_PART = 1_000_000
"""A design that is better by less than this part of its value was not worth the while."""


def improve_by_areas(work: BranchAndCutState, room: BranchNode) -> None:
    """Draws areas of the best design again until that helps no more, or time is up.

    By the prices that the room's bound rests on; nothing where there is no design yet.
    """
    view = work.compute_window(room.rows, room.duals, room.most_lots, work.allowed(room))
    if view is None or work.incumbent is None:
        return
    areas = _AreaSearch(work, room, view.reduced_costs)
    while not work.search.is_late and areas.redraw_next():
        pass


class _AreaSearch:
    """What is redrawn where; `tried` are lots in the middle of areas that did not get better."""

    def __init__(self, work: BranchAndCutState, room: BranchNode, costs: Ints) -> None:
        self._work, self._costs = work, costs
        self._form = subtract_unit_duals(work.search.model, work.form, room.rows, room.duals)
        near = _mark_cheapest_candidates(costs, CANDIDATES_PER_UNIT * len(work.units))
        near[self._lots()] = True
        self._units, self._held = _pair_units_with_candidates(work.units, near)
        self._counts = np.bincount(self._held, minlength=len(costs))
        self._beside = _list_units_sharing_candidates(self._units, self._held, len(work.units))
        self._engine = RestrictedEngine(work.search.engine, near)
        self._size, self._tried = float(FIRST_AREA_UNITS), set[int]()

    def redraw_next(self) -> bool:
        """Draws one area again; whether there was one left to draw."""
        lots = self._lots()
        left = [lot for lot in lots.tolist() if lot not in self._tried]
        if not left:
            return False
        start = max(left, key=lambda lot: int(self._costs[lot]))
        order = self._gather_area(lots, start)
        before, began = self._work.value, time.monotonic()
        settled = self._redraw(lots, order)
        assert before is not None
        assert self._work.value is not None
        if (before - self._work.value) * LEAST_AREA_GAIN_PART <= self._work.measure_size(before):
            self._tried.update(order[: len(order) // 2] if settled else [], [start])
        if not settled:
            self._size = max(LEAST_AREA_UNITS, self._size / AREA_GROWTH)
        elif time.monotonic() - began < QUICK_AREA_SECONDS:
            self._size = min(LARGEST_AREA_UNITS, self._size * AREA_GROWTH)
        return True

    def _lots(self) -> Ints:
        assert self._work.incumbent is not None, "there is a design"
        return np.flatnonzero(self._work.incumbent[: len(self._costs)])

    def _gather_area(self, lots: Ints, start: int) -> list[int]:
        """The lots around one of them, the nearest first, until they hold enough units."""
        chosen = np.isin(self._held, lots)
        holder = np.zeros(len(self._work.units), dtype=np.int64)
        holder[self._units[chosen]] = self._held[chosen]
        members = group_positions(np.searchsorted(lots, holder), len(lots))
        reached, units = {start}, 0
        order, waiting = [start], deque([start])
        while waiting and units < self._size:
            lot = waiting.popleft()
            own = members[int(np.searchsorted(lots, lot))]
            units += len(own)
            for other in sort_distinct(
                holder[np.concatenate([self._beside[u] for u in own])]
            ).tolist():
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
                    order.append(other)
        return order[: len(order) - len(waiting)]

    def _redraw(self, lots: Ints, area: list[int]) -> bool:
        """Whether nothing better is left in an area; what is better is kept."""
        held = np.zeros(len(self._work.units), dtype=np.bool_)
        held[self._units[np.isin(self._held, area)]] = True
        within = np.bincount(self._held[held[self._units]], minlength=len(self._costs))
        inside = np.flatnonzero((within == self._counts) & (within > 0))
        most = AREA_CANDIDATES_PER_UNIT * int(held.sum())
        if len(inside) > most:
            inside = inside[np.argsort(self._costs[inside], kind="stable")[:most]]
        flags = np.zeros(len(self._costs), dtype=np.bool_)
        flags[inside] = flags[lots] = True
        trial = self._work.build_trial((), AREA_SECONDS, workers=1, windowed=True)
        trial.engine = self._engine
        return self._work.search_trial(trial, self._form, flags)


def _mark_cheapest_candidates(costs: Ints, most: int) -> Flags:
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[np.argpartition(costs, min(most, len(costs) - 1))[:most]] = True
    return flags


def _pair_units_with_candidates(units: list[Ints], some: Flags) -> tuple[Ints, Ints]:
    """Each unit with each of the marked candidates that hold it."""
    held = [each[some[each]] for each in units]
    return np.repeat(np.arange(len(units)), [len(each) for each in held]), np.concatenate(held)


def _list_units_sharing_candidates(units: Ints, held: Ints, count: int) -> list[Ints]:
    """For each unit those that share a candidate with it, itself included."""
    order = np.lexsort((units, held))
    units, held = units[order], held[order]
    first = np.append(True, held[1:] != held[:-1])
    heads = units[first][np.cumsum(first) - 1]
    pairs = sort_distinct(np.concatenate((heads * count + units, units * count + heads)))
    return [pairs[each] % count for each in group_positions(pairs // count, count)]
