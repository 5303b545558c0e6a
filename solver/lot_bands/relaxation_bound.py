"""A lower bound on the cost of K lots where it is no function of their values alone.

Each block is in exactly one lot; with a price on that (Lagrangian relaxation; Geoffrion 1974) lots
fall apart into knapsacks, one a cell. What stays exact is that there are K lots, that their weights
add up to the total, and what each seller can take. Prices come from subgradient steps (Polyak
1969): poor ones make the bound weak, never false.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, inf

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats, Ints
from solver.lot_bands.bands import LotBands
from solver.lot_bands.convolution import convolve_intervals
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.lot_cells import CellKnapsack, LotCells, list_cells
from solver.lot_bands.lot_relaxation import LotRelaxation, build_lot_relaxation
from solver.lot_bands.winner_choice import WinnerChoice, WinnerIntervals

FIRST_INTERVALS = 8
"""Intervals of weight at first."""
STEPS = (128, 512, 1_024, 2_048)
"""Steps of the knapsacks' grid at first, and whenever intervals were halved."""
MOST_ROWS = 4_000
"""Intervals are not halved where that makes more cells than this."""
STAGE_ROUNDS = 60
"""Rounds before intervals are halved."""
SHRINK, PATIENCE, LEAST_STEP = 0.5, 3, 0.01
"""How steps shrink after so many rounds without gain, and below which size a stage is over."""
MUCH_FEWER = 0.8
"""Cells that are not needed go once no more than this share of them is left."""
SMALL_GAIN = 1e-3
"""A gain is none where it is less than this part of what is left."""
MARGIN = 1e-11
"""By how much of the amounts added up a bound is lowered against errors of floating point."""
ASSUMED_GAP = 0.01
"""How far off the optimum is assumed to be where there is no design yet."""


def bound_cost_by_relaxation(
    scenario: Scenario,
    bands: LotBands,
    measure: str,
    best: int | None,
    is_over: Callable[[], bool],
    report: Callable[[int], None] = lambda _: None,
) -> int | None:
    """A lower bound in pence on a cost measure of all designs of so many lots.

    `best` is what some design costs, of any number of lots; the bound is never above that. Tells
    each bound that is higher than the last to `report`. None where the measure is no cost, or where
    lots cannot be relaxed so.
    """
    graph = build_growth_graph(scenario, bands)
    relaxation = None if graph is None else build_lot_relaxation(scenario, graph, measure)
    if relaxation is None:
        return None
    ascent = DualAscent.begin(relaxation, inf if best is None else float(best))
    less = measure != "whole_life_cost"  # a discounted sum is rounded once, to a penny
    known: int | None = None
    for stage, steps in enumerate(STEPS):
        if stage:
            ascent.cells = ascent.cells.halve()
        ascent.run_stage(steps, is_over)
        if ascent.bound > -inf:
            bound = ceil(ascent.bound) - less
            bound = bound if best is None else min(bound, best)
            if known is None or bound > known:
                known = bound
                report(known)
        if ascent.is_done or is_over() or 2 * len(ascent.cells) > MOST_ROWS:
            break
    return known


@dataclass(frozen=True)
class _Step:
    """Duals (B,), the bound that they give, and in which direction it rises."""

    value: float
    duals: Floats
    slope: Floats


@dataclass
class DualAscent:
    """The best `bound` so far, in pence, and the duals (B,) that gave it.

    `best` is what a design costs, infinite where there is none. Cells are left out that no design
    of at most that cost needs; without any cell left the bound is `best`.
    """

    relaxation: LotRelaxation
    best: float
    cells: LotCells
    duals: Floats
    bound: float = field(default=-inf)

    @classmethod
    def begin(cls, relaxation: LotRelaxation, best: float) -> "DualAscent":
        """All cells, and duals in proportion to what blocks cost at the lowest price."""
        halvings = len(STEPS) - 1
        finest = FIRST_INTERVALS << halvings
        width = -(-(relaxation.most - relaxation.least + 1) // finest) << halvings
        price = min((float(s.can_win.price) for s in relaxation.sellers), default=1.0)
        saving = float(np.interp(relaxation.total / relaxation.count, *relaxation.curve))
        fixed = min((kind.fixed for kind in relaxation.kinds), default=0.0)
        duals = (price - saving) * relaxation.gross
        duals = duals + relaxation.count * fixed * relaxation.weights / max(1, relaxation.total)
        for group in relaxation.groups:
            blocks, saved = group.options[-1]
            duals[list(blocks)] -= saved / max(1, len(blocks))
        return cls(relaxation, best, list_cells(relaxation, width), duals)

    @property
    def is_done(self) -> bool:
        """Whether no design costs less than the best."""
        return self.bound >= self.best

    def run_stage(self, steps: int, is_over: Callable[[], bool]) -> None:
        """Raise the bound over these cells, on a grid of so many steps, until it rises little."""
        knapsack, size, idle = CellKnapsack(self.cells, steps), 1.0, 0
        duals, top = self.duals, _Step(-inf, self.duals, self.duals)
        for _ in range(STAGE_ROUNDS):
            costs, rows = knapsack.solve(duals)
            least, chosen = _choose(self.cells, costs)
            value = self._lower(float(duals.sum()) + least, duals)
            idle = 0 if value > top.value + SMALL_GAIN * self._measure_gap(value) else idle + 1
            self.bound = max(self.bound, min(value, self.best))
            if self.is_done or not len(chosen) or is_over():
                return
            if value > top.value:
                top = _Step(value, duals, 1.0 - knapsack.trace(rows[chosen], duals))
                self.duals, last = duals, top
            else:
                last = _Step(value, duals, 1.0 - knapsack.trace(rows[chosen], duals))
            if idle > PATIENCE:
                size, idle, last = size * SHRINK, 0, top
            length = float(last.slope @ last.slope)
            if not length or size < LEAST_STEP:
                return
            needed = self._flag_needed(costs, duals)
            if needed.sum() < MUCH_FEWER * len(needed):
                self.cells = self.cells.select(needed)
                knapsack = CellKnapsack(self.cells, steps)
            duals = last.duals + size * self._measure_gap(last.value) / length * last.slope

    def _measure_gap(self, value: float) -> float:
        """How far a bound is from the best design, or assumed to be."""
        return min(self.best, value + ASSUMED_GAP * abs(value)) - value

    def _lower(self, value: float, duals: Floats) -> float:
        """A sum of duals and reduced costs as a bound, less what rounding may have added."""
        error = MARGIN * (float(np.abs(duals).sum()) + float(self.relaxation.gross.sum()))
        return value - self.relaxation.rounding - error

    def _flag_needed(self, costs: Floats, duals: Floats) -> Flags:
        """(C,): the cells that some design of at most the best cost may need, by these duals."""
        cells, relaxation = self.cells, self.relaxation
        cheapest = np.full(cells.intervals, np.inf)
        np.minimum.at(cheapest, cells.interval, costs)
        others = relaxation.count - 1
        table = convolve_intervals(cheapest, 0, 1, others).by_count[others]
        last = (relaxation.total - relaxation.count * relaxation.least) // cells.width
        rest = np.full(len(cells), np.inf)
        for back in range(relaxation.count):
            place = last - back - cells.interval
            inside = (place >= 0) & (place < len(table))
            rest[inside] = np.minimum(rest[inside], table[place[inside]])
        total = costs + rest + float(duals.sum())
        flags: Flags = total <= self.best - self._lower(0.0, duals)
        return flags


def _choose(cells: LotCells, costs: Floats) -> tuple[float, Ints]:
    """The least sum of K cells that may be a design, and which they are; none where it is infinite.

    `costs` (C,) are reduced costs.
    """
    table = np.full((len(cells.relaxation.sellers), cells.intervals), np.inf)
    np.minimum.at(table, (cells.seller, cells.interval), costs)
    relaxation = cells.relaxation
    count, lowest = relaxation.count, relaxation.least
    limits = [(s.count_most_lots(count, lowest), s.capacity) for s in relaxation.sellers]
    intervals = WinnerIntervals(count, lowest, cells.width, relaxation.total, limits)
    least, chosen = WinnerChoice(intervals, table).find_least()
    places = {}
    for place in np.flatnonzero(costs == table[cells.seller, cells.interval]).tolist():
        places[int(cells.seller[place]), int(cells.interval[place])] = place
    return least, np.array([places[each] for each in chosen], dtype=np.int64)
