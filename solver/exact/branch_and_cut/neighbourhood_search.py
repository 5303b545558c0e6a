"""Large-neighbourhood search on the incumbent by areas, for very many candidates (Shaw 1998).

Areas of a hundred units and more are solved again exactly, out of candidates with small reduced
costs. They begin where the incumbent's lots have the largest ones, and grow while engines are
quick.
"""

import time
from collections import deque

import numpy as np

from solver.arrays import Flags, Ints, group_positions, sort_distinct
from solver.backends.portfolio import RestrictedEngine
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.lagrangian_bound import subtract_unit_duals

CANDIDATES_PER_UNIT = 60
"""Candidates that take part for each unit, those with the least reduced costs of all."""
AREA_CANDIDATES_PER_UNIT = 25
"""And of these for each unit of an area."""
FIRST_AREA_UNITS, LEAST_AREA_UNITS, LARGEST_AREA_UNITS = 60, 20, 240
"""Units of an area at first, at least and at most."""
QUICK_AREA_SECONDS, AREA_SECONDS = 1.0, 2.0
"""An engine that needs less gets more units the next time; and the most that it may need."""
AREA_GROWTH = 1.25
"""The factor by which areas grow and shrink."""
LEAST_AREA_GAIN_FRACTION = 1_000_000
"""A gain below the incumbent's value divided by this does not count as one."""


def improve_by_areas(factory: NodeFactory, node: BranchNode) -> None:
    """Solve areas of the incumbent again until none improves it, or time is up.

    Reduced costs are those of the node. Does nothing without an incumbent.
    """
    allowed = factory.get_allowed(node)
    window = factory.compute_window(node.rows, node.duals, node.most_lots, allowed)
    if window is None or factory.incumbent.solution is None:
        return
    areas = _AreaSearch(factory, node, window.reduced_costs)
    while not factory.incumbent.search.is_late and areas.solve_next():
        pass


class _AreaSearch:
    """Areas that grow and shrink; `_tried` are the middle lots of those that brought no gain."""

    def __init__(self, factory: NodeFactory, node: BranchNode, costs: Ints) -> None:
        self._incumbent, self._costs = factory.incumbent, costs
        self._unit_count = len(factory.unit_sets)
        self._expression = subtract_unit_duals(
            factory.model, self._incumbent.expression, node.rows, node.duals
        )
        kept = _mark_cheapest(costs, CANDIDATES_PER_UNIT * self._unit_count)
        kept[self._lots()] = True
        self._units, self._holders = _pair_units_with_candidates(factory.unit_sets, kept)
        self._sizes = np.bincount(self._holders, minlength=len(costs))
        self._adjacent = _list_units_sharing_candidates(
            self._units, self._holders, self._unit_count
        )
        self._engine = RestrictedEngine(self._incumbent.search.engine, kept)
        self._area_units, self._tried = float(FIRST_AREA_UNITS), set[int]()

    def solve_next(self) -> bool:
        """Solve one area again; False where none is left."""
        lots = self._lots()
        left = [lot for lot in lots.tolist() if lot not in self._tried]
        if not left:
            return False
        start = max(left, key=lambda lot: int(self._costs[lot]))
        area = self._gather_area(lots, start)
        before, started = self._incumbent.value, time.monotonic()
        is_proved = self._solve(lots, area)
        after = self._incumbent.value
        assert before is not None
        assert after is not None
        if (before - after) * LEAST_AREA_GAIN_FRACTION <= self._incumbent.measure_size(before):
            self._tried.update(area[: len(area) // 2] if is_proved else [], [start])
        if not is_proved:
            self._area_units = max(LEAST_AREA_UNITS, self._area_units / AREA_GROWTH)
        elif time.monotonic() - started < QUICK_AREA_SECONDS:
            self._area_units = min(LARGEST_AREA_UNITS, self._area_units * AREA_GROWTH)
        return True

    def _lots(self) -> Ints:
        assert self._incumbent.solution is not None, "there is an incumbent"
        return np.flatnonzero(self._incumbent.solution[: len(self._costs)])

    def _gather_area(self, lots: Ints, start: int) -> list[int]:
        """The lots around one of them, breadth first, until they hold enough units."""
        chosen = np.isin(self._holders, lots)
        holder = np.zeros(self._unit_count, dtype=np.int64)
        holder[self._units[chosen]] = self._holders[chosen]
        members = group_positions(np.searchsorted(lots, holder), len(lots))
        seen, units = {start}, 0
        order, queue = [start], deque([start])
        while queue and units < self._area_units:
            lot = queue.popleft()
            own = members[int(np.searchsorted(lots, lot))]
            units += len(own)
            adjacent = np.concatenate([self._adjacent[unit] for unit in own])
            for other in sort_distinct(holder[adjacent]).tolist():
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
                    order.append(other)
        return order[: len(order) - len(queue)]

    def _solve(self, lots: Ints, area: list[int]) -> bool:
        """Solve an area again; whether it is proved that it can get no better."""
        in_area = np.zeros(self._unit_count, dtype=np.bool_)
        in_area[self._units[np.isin(self._holders, area)]] = True
        within = np.bincount(self._holders[in_area[self._units]], minlength=len(self._costs))
        inside = np.flatnonzero((within == self._sizes) & (within > 0))
        most = AREA_CANDIDATES_PER_UNIT * int(in_area.sum())
        if len(inside) > most:
            inside = inside[np.argsort(self._costs[inside], kind="stable")[:most]]
        flags = np.zeros(len(self._costs), dtype=np.bool_)
        flags[inside] = flags[lots] = True
        trial = self._incumbent.build_trial((), AREA_SECONDS, workers=1, is_window=True)
        trial.engine = self._engine
        return self._incumbent.run_trial(trial, self._expression, flags)


def _mark_cheapest(costs: Ints, most: int) -> Flags:
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[np.argpartition(costs, min(most, len(costs) - 1))[:most]] = True
    return flags


def _pair_units_with_candidates(unit_sets: list[Ints], kept: Flags) -> tuple[Ints, Ints]:
    """All pairs of a unit and a kept candidate that holds it."""
    holders = [members[kept[members]] for members in unit_sets]
    sizes = [len(members) for members in holders]
    return np.repeat(np.arange(len(unit_sets)), sizes), np.concatenate(holders)


def _list_units_sharing_candidates(units: Ints, holders: Ints, unit_count: int) -> list[Ints]:
    """For each unit those next to it: the first unit of a candidate with each of its others."""
    order = np.lexsort((units, holders))
    units, holders = units[order], holders[order]
    is_first = np.append(True, holders[1:] != holders[:-1])
    firsts = units[is_first][np.cumsum(is_first) - 1]
    pairs = sort_distinct(
        np.concatenate((firsts * unit_count + units, units * unit_count + firsts))
    )
    return [pairs[at] % unit_count for at in group_positions(pairs // unit_count, unit_count)]
