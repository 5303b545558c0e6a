"""Large-neighbourhood search on the incumbent, among listed candidates (Shaw 1998).

Two selectors for the loops of `solver.heuristics.large_neighbourhood_search`. Crossed lots are the
few lots of the incumbent that cheap candidates outside it cut across. Areas, for very many
candidates, begin where the incumbent's lots have the largest reduced costs, grow while engines are
quick, and are chosen again on all processors.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from solver.arrays import Flags, Floats, Ints, group_positions, sort_distinct
from solver.backends.exact_feasibility import is_row_satisfied
from solver.exact.branch_and_cut.cuts import KnapsackCapacities, KnapsackRow
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.branch_and_cut.relaxation import RelaxationSolution
from solver.exact.lagrangian_bound import subtract_unit_duals
from solver.exact.search import ModelSearch
from solver.heuristics.large_neighbourhood_search import (
    RepairOutcome,
    improve_concurrently,
    improve_incumbent,
)
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow
from solver.processes import count_processors

NEIGHBOURHOOD_SECONDS = 2.0
"""Seconds that an engine gets for one neighbourhood."""
CROSSED_LOTS = (4, 6)
"""Most crossed lots that are freed at a time; more once nothing was found."""
CROSSED_LOTS_TRIES = 12
"""Neighbourhoods of one size that are tried in a row without success."""
CROSSED_LOTS_CANDIDATES = 500
"""Candidates of such a neighbourhood, those with the least reduced costs."""
AREA_CANDIDATES_PER_UNIT = (25, 50, 100)
"""Candidates of an area for each of its units, the cheapest of those for which there is room; more
once no area is left to try, where reduced costs are those of a node with cuts."""
FIRST_AREA_UNITS, LEAST_AREA_UNITS, LARGEST_AREA_UNITS = 60, 20, 120
"""Units of an area at first, at least and at most."""
QUICK_AREA_SECONDS = 0.5
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
    search = incumbent.search
    note_interrupt(
        search,
        improve_incumbent(
            incumbent.solution, selector, repair, lambda: search.is_late, incumbent.keep
        ),
    )


def improve_by_areas(factory: NodeFactory, node: BranchNode) -> None:
    """Solve areas of the incumbent again until none improves it, or time is up.

    Reduced costs are those of the node. Does nothing without an incumbent.
    """
    incumbent = factory.incumbent
    allowed = factory.get_allowed(node)
    window = factory.compute_window(node.rows, node.duals, node.most_lots, allowed)
    if window is None or incumbent.solution is None:
        return
    per_unit = AREA_CANDIDATES_PER_UNIT if node.has_cuts else AREA_CANDIDATES_PER_UNIT[:1]
    selector = DearestAreas(factory.unit_sets, factory.knapsacks, window.reduced_costs, per_unit)
    expression, rows = _restate_objective(factory, node.rows, node.duals)
    repair = ListedRepair(
        incumbent,
        expression,
        rows,
        is_window=True,
        least_gain_fraction=LEAST_AREA_GAIN_FRACTION,
    )
    search = incumbent.search
    workers = search.settings.workers or count_processors()
    note_interrupt(
        search,
        improve_concurrently(
            incumbent.solution, selector, repair, workers, lambda: search.is_late, incumbent.keep
        ),
    )


def note_interrupt(search: ModelSearch, outcome: ListedOutcome | None) -> None:
    """Ctrl-C during a repair ends the search, too."""
    search.interrupted |= outcome is not None and outcome.is_interrupted


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
    is_window: bool = False
    least_gain_fraction: int | None = None

    def improve(self, incumbent: Ints, neighbourhood: ListedNeighbourhood) -> ListedOutcome:
        """The incumbent, (size,), after one run of the engine; raises as `ModelSearch.solve`."""
        best = self.incumbent
        before = best.expression.evaluate(incumbent)
        trial = best.build_trial(
            self.rows, NEIGHBOURHOOD_SECONDS, workers=1, is_window=self.is_window, value=before
        )
        outcome = trial.solve(self.expression, allowed=neighbourhood.allowed)
        after = before if outcome.solution is None else best.expression.evaluate(outcome.solution)
        found = outcome.solution if after < before else None
        fraction = self.least_gain_fraction
        least = 0 if fraction is None else best.measure_size(before) // fraction
        return RepairOutcome(
            incumbent if found is None else found,
            before - after > least,
            outcome.status in ("optimal", "infeasible"),
            trial.interrupted,
        )

    def combine(self, current: Ints, before: Ints, after: Ints) -> Ints | None:
        """The current incumbent, (size,), with what became of `before`; None where rows break."""
        if current is before or after is before:
            return after if current is before else current
        combined = current + after - before
        return combined if self.incumbent.search.allows(combined) else None


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

    `costs`, (N,), are the reduced costs. `per_unit` candidates for each unit of an area take part;
    once no area is left to try, all are tried again with the next number. Areas that were proposed
    and are not recorded yet do not overlap.
    """

    def __init__(
        self,
        unit_sets: Sequence[Ints],
        knapsacks: Sequence[KnapsackRow],
        costs: Ints,
        per_unit: Sequence[int],
    ) -> None:
        self._costs, self._unit_sets = costs, unit_sets
        units, holders = _pair_units_with_candidates(unit_sets)
        self._sizes = np.bincount(holders, minlength=len(costs))
        self._units, self._ends = units, np.cumsum(self._sizes)
        self._adjacent = _list_units_sharing_candidates(units, holders, len(unit_sets))
        self._capacities = KnapsackCapacities(knapsacks)
        self._area_units = float(FIRST_AREA_UNITS)
        self._per_unit, *self._wider = per_unit
        # Lots in the middle of areas that brought no gain, and those of areas in hand.
        self._tried, self._busy = set[int](), set[int]()

    def propose(self, incumbent: Ints) -> ListedNeighbourhood | None:
        """The area around the dearest lot that was not tried; None where all were."""
        lots = np.flatnonzero(incumbent[: len(self._costs)])
        if self._wider and not self._busy and self._tried.issuperset(lots.tolist()):
            self._per_unit, self._tried = self._wider.pop(0), set()
        left = [lot for lot in lots.tolist() if lot not in self._tried and lot not in self._busy]
        if not left:
            return None
        area = self._gather_area(lots, max(left, key=lambda lot: int(self._costs[lot])))
        units = np.concatenate([self._list_units(lot) for lot in area])
        held = np.concatenate([self._unit_sets[unit] for unit in units])
        inside = np.bincount(held, minlength=len(self._costs)) == self._sizes
        chosen = incumbent[: len(self._costs)].astype(np.bool_)
        chosen[area] = False
        inside &= self._capacities.mark_fitting(chosen)
        most = self._per_unit * len(units)
        self._busy.update(area)
        return ListedNeighbourhood(area, _allow_cheapest(inside, self._costs, most, lots))

    def record(
        self, neighbourhood: ListedNeighbourhood, outcome: ListedOutcome, seconds: float
    ) -> None:
        """Shrinks areas that were too large, grows them where the proof was quick."""
        area = neighbourhood.freed
        self._busy.difference_update(area)
        if not outcome.is_better:
            self._tried.update(area[: len(area) // 2] if outcome.is_proved else [], area[:1])
        if not outcome.is_proved:
            self._area_units = max(LEAST_AREA_UNITS, self._area_units / AREA_GROWTH)
        elif seconds < QUICK_AREA_SECONDS:
            self._area_units = min(LARGEST_AREA_UNITS, self._area_units * AREA_GROWTH)

    def _gather_area(self, lots: Ints, start: int) -> list[int]:
        """The lots around one of them, breadth first, until they hold enough units.

        Without those of areas in hand.
        """
        members = {lot: self._list_units(lot) for lot in lots.tolist()}
        holder = np.zeros(len(self._unit_sets), dtype=np.int64)
        for lot, units in members.items():
            holder[units] = lot
        seen, size = {start, *self._busy}, 0
        order, queue = [start], deque([start])
        while queue and size < self._area_units:
            own = members[queue.popleft()]
            size += len(own)
            adjacent = np.concatenate([self._adjacent[unit] for unit in own])
            for other in sort_distinct(holder[adjacent]).tolist():
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
                    order.append(other)
        return order[: len(order) - len(queue)]

    def _list_units(self, candidate: int) -> Ints:
        """The units of a candidate."""
        return self._units[self._ends[candidate] - self._sizes[candidate] : self._ends[candidate]]


def _allow_cheapest(inside: Flags, costs: Floats | Ints, most: int, lots: Ints) -> Flags:
    """The incumbent's lots, and up to `most` of the candidates inside, the cheapest."""
    positions = np.flatnonzero(inside)
    if len(positions) > most:
        positions = positions[np.argsort(costs[positions], kind="stable")[:most]]
    flags = np.zeros(len(costs), dtype=np.bool_)
    flags[positions] = flags[lots] = True
    return flags


def _pair_units_with_candidates(unit_sets: Sequence[Ints]) -> tuple[Ints, Ints]:
    """All pairs of a unit and a candidate that holds it, by candidates."""
    sizes = [len(members) for members in unit_sets]
    units, holders = np.repeat(np.arange(len(unit_sets)), sizes), np.concatenate([*unit_sets])
    order = np.argsort(holders, kind="stable")
    return units[order], holders[order]


def _list_units_sharing_candidates(units: Ints, holders: Ints, unit_count: int) -> list[Ints]:
    """For each unit those next to it: the first unit of a candidate with each of its others.

    The pairs go by candidates.
    """
    is_first = np.append(True, holders[1:] != holders[:-1])
    firsts = units[is_first][np.cumsum(is_first) - 1]
    pairs = sort_distinct(
        np.concatenate((firsts * unit_count + units, units * unit_count + firsts))
    )
    return [pairs[at] % unit_count for at in group_positions(pairs // unit_count, unit_count)]
