"""Large-neighbourhood search on the incumbent, among listed candidates (Shaw 1998).

Two selectors for the one loop of `solver.heuristics.large_neighbourhood_search`. Crossed lots are
the few lots of the incumbent that cheap candidates outside it cut across. Areas, for very many
candidates, are a hundred units and more: they begin where the incumbent's lots have the largest
reduced costs, and grow while engines are quick.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from solver.arrays import Flags, Floats, Ints, group_positions, sort_distinct
from solver.backends.base import Engine
from solver.backends.exact_feasibility import is_row_satisfied
from solver.backends.portfolio import RestrictedEngine
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.branch_and_cut.relaxation import RelaxationSolution
from solver.exact.lagrangian_bound import subtract_unit_duals
from solver.heuristics.large_neighbourhood_search import RepairOutcome, improve_incumbent
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow

NEIGHBOURHOOD_SECONDS = 2.0
"""Seconds that an engine gets for one neighbourhood."""
CROSSED_LOTS = (4, 6)
"""Most crossed lots that are freed at a time; more once nothing was found."""
CROSSED_LOTS_TRIES = 12
"""Neighbourhoods of one size that are tried in a row without success."""
CROSSED_LOTS_CANDIDATES = 500
"""Candidates of such a neighbourhood, those with the least reduced costs."""
CANDIDATES_PER_UNIT = 60
"""Candidates that take part in areas for each unit, those with the least reduced costs of all."""
AREA_CANDIDATES_PER_UNIT = 25
"""And of these for each unit of an area."""
FIRST_AREA_UNITS, LEAST_AREA_UNITS, LARGEST_AREA_UNITS = 60, 20, 240
"""Units of an area at first, at least and at most."""
QUICK_AREA_SECONDS = 1.0
"""An engine that needs less gets more units the next time."""
AREA_GROWTH = 1.25
"""The factor by which areas grow and shrink."""
LEAST_AREA_GAIN_FRACTION = 1_000_000
"""A gain below the incumbent's value divided by this does not count as one."""


@dataclass(frozen=True)
class ListedNeighbourhood:
    """Lots of the incumbent that are chosen again, and the candidates that may be chosen, (N,)."""

    freed: Sequence[int]
    allowed: Flags


ListedOutcome = RepairOutcome[Ints]


def improve_by_crossed_lots(
    factory: NodeFactory, node: BranchNode, solution: RelaxationSolution
) -> None:
    """Solve few lots of the incumbent again, until none of many neighbourhoods improves it.

    Reduced costs are those of the relaxation's solution. Does nothing without an incumbent.
    """
    incumbent = factory.incumbent
    allowed = factory.get_allowed(node)
    window = factory.compute_window(solution.rows, solution.duals, node.most_lots, allowed)
    if window is None or incumbent.solution is None:
        return
    expression, rows = _restate_objective(factory, solution.rows, solution.duals)
    costs = window.reduced_costs.astype(np.float64)
    selector = CrossedLots(factory.unit_sets, costs, incumbent.random)
    repair = ListedRepair(incumbent, expression, rows)
    improve_incumbent(incumbent.solution, selector, repair, lambda: incumbent.search.is_late)


def improve_by_areas(factory: NodeFactory, node: BranchNode) -> None:
    """Solve areas of the incumbent again until none improves it, or time is up.

    Reduced costs are those of the node. Does nothing without an incumbent.
    """
    incumbent = factory.incumbent
    allowed = factory.get_allowed(node)
    window = factory.compute_window(node.rows, node.duals, node.most_lots, allowed)
    if window is None or incumbent.solution is None:
        return
    selector = DearestAreas(factory.unit_sets, window.reduced_costs, incumbent.solution)
    expression, rows = _restate_objective(factory, node.rows, node.duals)
    repair = ListedRepair(
        incumbent,
        expression,
        rows,
        engine=RestrictedEngine(incumbent.search.engine, selector.candidates),
        is_window=True,
        least_gain_fraction=LEAST_AREA_GAIN_FRACTION,
    )
    improve_incumbent(incumbent.solution, selector, repair, lambda: incumbent.search.is_late)


def _restate_objective(
    factory: NodeFactory, rows: tuple[LinearRow, ...], duals: Floats
) -> tuple[LinearExpression, tuple[LinearRow, ...]]:
    """The objective with small coefficients, and the row of the number of lots where that holds.

    `duals`, (R,), are those of the rows. The two expressions are equal on solutions with that
    number of lots; where the incumbent has another, the objective stays as it is.
    """
    incumbent, count_row = factory.incumbent, rows[len(factory.unconditional_rows)]
    assert incumbent.solution is not None
    if not is_row_satisfied(count_row, incumbent.solution):
        return incumbent.expression, ()
    return subtract_unit_duals(factory.model, incumbent.expression, rows, duals), (count_row,)


@dataclass(frozen=True)
class ListedRepair:
    """Minimises an expression over the candidates that a neighbourhood allows, by an engine.

    A gain below the value divided by `least_gain_fraction` does not count as one.
    """

    incumbent: Incumbent
    expression: LinearExpression
    rows: tuple[LinearRow, ...] = ()
    engine: Engine | None = None
    is_window: bool = False
    least_gain_fraction: int | None = None

    def improve(self, incumbent: Ints, neighbourhood: ListedNeighbourhood) -> ListedOutcome:
        """The incumbent, (size,), after one run of the engine; raises as `ModelSearch.solve`."""
        best = self.incumbent
        before = best.expression.evaluate(incumbent)
        trial = best.build_trial(
            self.rows, NEIGHBOURHOOD_SECONDS, workers=1, is_window=self.is_window
        )
        if self.engine is not None:
            trial.engine = self.engine
        is_proved = best.run_trial(trial, self.expression, neighbourhood.allowed)
        assert best.solution is not None
        gain = before - best.expression.evaluate(best.solution)
        fraction = self.least_gain_fraction
        least = 0 if fraction is None else best.measure_size(before) // fraction
        return RepairOutcome(best.solution, gain > least, is_proved, best.search.interrupted)


class CrossedLots:
    """Selects few lots of the incumbent that cheap candidates outside it cut across.

    `unit_sets` are the candidates that hold each unit, each (n,); `costs`, (N,), are the reduced
    costs. After each improvement it begins anew. `sizes` are how many lots are freed at a time.
    """

    def __init__(
        self,
        unit_sets: Sequence[Ints],
        costs: Floats,
        random: Random,
        sizes: Sequence[int] = CROSSED_LOTS,
    ) -> None:
        self._unit_sets, self._costs, self._random = unit_sets, costs, random
        self._sizes = sizes
        self._solution: Ints | None = None
        self._neighbourhoods: Iterator[ListedNeighbourhood] = iter(())

    def propose(self, incumbent: Ints) -> ListedNeighbourhood | None:
        """The next neighbourhood; None once all tries of all sizes brought nothing."""
        if self._solution is not incumbent:
            self._solution, self._neighbourhoods = incumbent, self._iterate(incumbent)
        return next(self._neighbourhoods, None)

    def record(
        self, neighbourhood: ListedNeighbourhood, outcome: ListedOutcome, seconds: float
    ) -> None:
        """Learns nothing: a better incumbent is seen when it comes back."""

    def _iterate(self, solution: Ints) -> Iterator[ListedNeighbourhood]:
        lots = np.flatnonzero(solution[: len(self._costs)])
        holder = [int(lots[np.isin(lots, members)][0]) for members in self._unit_sets]
        cheap = np.argsort(self._costs, kind="stable")[: max(200, len(lots) * 20)].tolist()
        held_units = _list_held_units(self._unit_sets, cheap, len(self._costs))
        for size in (size for size in self._sizes for _ in range(CROSSED_LOTS_TRIES)):
            freed: set[int] = set()
            for _ in range(20 * size):
                candidate = self._random.choice(cheap)
                crossed = {holder[unit] for unit in held_units[candidate]}
                if len(freed | crossed) <= size and (not freed or freed & crossed):
                    freed |= crossed
            inside = np.ones(len(self._costs), dtype=np.bool_)
            for unit, members in enumerate(self._unit_sets):
                if holder[unit] not in freed:
                    inside[members] = False
            allowed = _allow_cheapest(inside, self._costs, CROSSED_LOTS_CANDIDATES, lots)
            yield ListedNeighbourhood(sorted(freed), allowed)


def _list_held_units(
    unit_sets: Sequence[Ints], some: list[int], candidates: int
) -> dict[int, list[int]]:
    """The units of some of the candidates."""
    wanted = np.zeros(candidates, dtype=np.bool_)
    wanted[some] = True
    held: dict[int, list[int]] = {candidate: [] for candidate in some}
    for unit, members in enumerate(unit_sets):
        for candidate in members[wanted[members]].tolist():
            held[candidate].append(unit)
    return held


class DearestAreas:
    """Selects areas around the lot of largest reduced cost; their size adapts to the engine.

    `costs`, (N,), are the reduced costs and `solution`, (size,), the incumbent. `candidates`, (N,),
    are those that take part, the cheapest of all and the first solution's.
    """

    def __init__(self, unit_sets: Sequence[Ints], costs: Ints, solution: Ints) -> None:
        self._costs, self._unit_count = costs, len(unit_sets)
        self.candidates = _mark_cheapest(costs, CANDIDATES_PER_UNIT * len(unit_sets))
        self.candidates[self._list_lots(solution)] = True
        self._units, self._holders = _pair_units_with_candidates(unit_sets, self.candidates)
        self._sizes = np.bincount(self._holders, minlength=len(costs))
        self._adjacent = _list_units_sharing_candidates(
            self._units, self._holders, self._unit_count
        )
        self._area_units = float(FIRST_AREA_UNITS)
        # Lots in the middle of areas that brought no gain.
        self._tried = set[int]()

    def propose(self, incumbent: Ints) -> ListedNeighbourhood | None:
        """The area around the dearest lot that was not tried; None where all were."""
        lots = self._list_lots(incumbent)
        left = [lot for lot in lots.tolist() if lot not in self._tried]
        if not left:
            return None
        area = self._gather_area(lots, max(left, key=lambda lot: int(self._costs[lot])))
        in_area = np.zeros(self._unit_count, dtype=np.bool_)
        in_area[self._units[np.isin(self._holders, area)]] = True
        within = np.bincount(self._holders[in_area[self._units]], minlength=len(self._costs))
        inside = (within == self._sizes) & (within > 0)
        most = AREA_CANDIDATES_PER_UNIT * int(in_area.sum())
        return ListedNeighbourhood(area, _allow_cheapest(inside, self._costs, most, lots))

    def record(
        self, neighbourhood: ListedNeighbourhood, outcome: ListedOutcome, seconds: float
    ) -> None:
        """Shrinks areas that were too large, grows them where the proof was quick."""
        area = neighbourhood.freed
        if not outcome.is_better:
            self._tried.update(area[: len(area) // 2] if outcome.is_proved else [], area[:1])
        if not outcome.is_proved:
            self._area_units = max(LEAST_AREA_UNITS, self._area_units / AREA_GROWTH)
        elif seconds < QUICK_AREA_SECONDS:
            self._area_units = min(LARGEST_AREA_UNITS, self._area_units * AREA_GROWTH)

    def _list_lots(self, solution: Ints) -> Ints:
        return np.flatnonzero(solution[: len(self._costs)])

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


def _allow_cheapest(inside: Flags, costs: Floats | Ints, most: int, lots: Ints) -> Flags:
    """The incumbent's lots, and up to `most` of the candidates inside, the cheapest."""
    positions = np.flatnonzero(inside)
    if len(positions) > most:
        positions = positions[np.argsort(costs[positions], kind="stable")[:most]]
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[positions] = flags[lots] = True
    return flags


def _mark_cheapest(costs: Ints, most: int) -> Flags:
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[np.argpartition(costs, min(most, len(costs) - 1))[:most]] = True
    return flags


def _pair_units_with_candidates(unit_sets: Sequence[Ints], kept: Flags) -> tuple[Ints, Ints]:
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
