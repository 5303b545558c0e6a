"""The column generation loop for costs, with Lagrangian bounds that only rise.

At any duals a design costs at least their value plus, for each lot, the least reduced cost
(Geoffrion 1974; Lübbecke and Desrosiers 2005). It is computed in whole numbers and holds
whenever the loop is stopped. Duals are smoothed between those of the best bound and the master's
(Wentges 1997), and the loop branches on the number of lots, where most of the gap lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lotdesign.pence import round_away
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.column_generation.arithmetic_bounds import bound_fewest_lots, bound_most_lots
from solver.column_generation.cost_underestimator import PARTS_PER_PENNY
from solver.column_generation.master import CostMaster
from solver.column_generation.min_plus_bound import bound_sum_of_lots
from solver.column_generation.pricing import ColumnPricing


@dataclass
class LotCountNode:
    """Designs of `fewest` to `most` lots, and the prices of their best bound so far.

    None costs less than `bound`, in parts of a penny. It is `done` when no prices raise it, and
    `added` when it was asked for lots whose values add up.
    """

    min_lots: int
    max_lots: int
    duals: Floats
    bound: int = -(2**62)
    rounds: int = 0
    is_done: bool = False
    has_min_plus_bound: bool = False

    def raise_bound(self, covered: int, lot: int, prices: Floats) -> None:
        """The bound of units that are covered for so much, and lots that cost at least so much."""
        bound = covered + min(self.min_lots * lot, self.max_lots * lot)
        if bound > self.bound:
            self.bound, self.duals = bound, prices

    def branch(self) -> tuple["LotCountNode", "LotCountNode"]:
        """The designs of the fewest lots, and all others."""
        return (
            LotCountNode(self.min_lots, self.min_lots, self.duals, self.bound),
            LotCountNode(self.min_lots + 1, self.max_lots, self.duals, self.bound),
        )


SMOOTHING_WHEN_FAR, SMOOTHING_WHEN_NEAR, FAR_GAP = 0.8, 0.5, 1e-3
"""How much of the prices of the best bound stays; and less, once nearer to the master than that."""
FIRST_BOX_WIDTH, BOX_WIDTH_GROWTH = 0.05, 4.0
"""How far from the middle a price may be, in mean costs of a unit, and how much farther next."""
BOX_WIDTHS_TRIED = 7
"""So many widths are tried."""
MIN_PLUS_REACH = 0.004
"""By so much of a bound lots that add up may cost more than those that need not."""
CLASSES_PER_WINNER_MERGED = 3
"""So many times as many ways as winners are many."""
COLUMNS_PER_ROUND = 300
"""So many lots join at a time."""
MAX_ROUNDS_PER_NODE = 300
"""A room is given up after so many answers."""
MAX_IDLE_ROUNDS = 8
"""After so many answers that change nothing, no more are asked for."""
GAP_TOLERANCE = 2e-6
"""Master and bound that differ by less of the cost are as good as equal."""


def iterate_bounds(scenario: Scenario, measure: str) -> Iterator[int]:
    """Bounds below the cost of every design, in pence, each above the one before."""
    discounted, told = measure == "net_present_cost", None
    for parts in ColumnGenerationLoop(scenario, discounted).iterate_bounds():
        whole = Fraction(parts, PARTS_PER_PENNY)
        bound = round_away(whole) if discounted else -(-parts // PARTS_PER_PENNY)
        if told is None or bound > told:
            told = bound
            yield bound


class ColumnGenerationLoop:
    """The least bound of any room, raised room by room."""

    def __init__(self, scenario: Scenario, discounted: bool) -> None:
        self.pricings = [ColumnPricing(scenario, discounted, joined) for joined in (True, False)]
        joined, apart = (len(market.knapsacks) for market in self.pricings)
        if joined * CLASSES_PER_WINNER_MERGED > apart:
            del self.pricings[0]
        self.pricing = self.pricings[0]
        self.nodes: list[LotCountNode] = []
        fewest, most = bound_fewest_lots(scenario), bound_most_lots(scenario)
        if apart and fewest <= most:
            about = self.pricing.estimate_unit_costs()
            others = np.zeros(1 + len(self.pricing.capacity_rows))
            self.nodes = [LotCountNode(fewest, most, np.concatenate((about, others)))]
            self.box_width = FIRST_BOX_WIDTH * max(1.0, float(np.abs(about).mean()))
            self._unit_costs = np.maximum(about, 1.0)

    def iterate_bounds(self) -> Iterator[int]:
        """The bound after each answer of a market, in parts of a penny.

        Where there are many ways, the areas of each winner are in one at first.
        """
        for market in self.pricings if self.nodes else ():
            self.pricing, self.master = market, CostMaster(self._unit_costs, market.capacity_rows)
            for room in self.nodes:
                room.is_done, room.has_min_plus_bound, room.rounds = False, False, 0
            yield from self._close_gap()

    def _close_gap(self) -> Iterator[int]:
        """Until the room of the least bound can be raised no more."""
        least = min(self.nodes, key=lambda each: each.bound)
        self._price_columns(least.duals, least.duals)
        yield self.bound
        while True:
            room = min(self.nodes, key=lambda each: each.bound)
            if not room.is_done:
                yield from self._raise_node(room)
            elif room.min_lots < room.max_lots:
                self.nodes.remove(room)
                self.nodes += room.branch()
            elif not room.has_min_plus_bound:
                self._apply_min_plus_bound(room)
                yield self.bound
            else:
                return

    @property
    def bound(self) -> int:
        """What no design costs less than, in parts."""
        return min(room.bound for room in self.nodes)

    def _raise_node(self, room: LotCountNode) -> Iterator[int]:
        """Until the master cannot show that the room's bound could be higher, or it is no least."""
        self.master.set_lot_count(room.min_lots, room.max_lots)
        idle = 0
        widths = iter(self.box_width * BOX_WIDTH_GROWTH**i for i in range(BOX_WIDTHS_TRIED))
        width = next(widths)
        while not room.is_done and room.bound <= self.bound:
            self.master.set_box(room.duals, width)
            solved = self.master.solve()
            if solved is None or room.rounds == MAX_ROUNDS_PER_NODE:
                room.is_done = True
            elif (
                idle < MAX_IDLE_ROUNDS
                and solved.value - room.bound > GAP_TOLERANCE * abs(solved.value) + PARTS_PER_PENNY
            ):
                before = room.bound
                room.rounds += 1
                far = solved.value - room.bound > FAR_GAP * abs(solved.value)
                kept = SMOOTHING_WHEN_FAR if far else SMOOTHING_WHEN_NEAR
                prices = kept * room.duals + (1 - kept) * solved.duals
                new = self._price_columns(prices, solved.duals)
                idle = 0 if new or room.bound > before else idle + 1
                yield self.bound
            else:
                idle = 0
                width = next(widths, 0.0) if solved.has_active_box else 0.0
                room.is_done = not width

    def _apply_min_plus_bound(self, room: LotCountNode) -> None:
        """Asks for lots whose values add up, too."""
        prices, more = self.pricing.round_duals(room.duals), int(room.bound * MIN_PLUS_REACH)
        costs, steps = (
            self.pricing.tabulate_by_value(prices),
            int(self.pricing.underestimator.steps_by_unit.sum()),
        )
        lots = bound_sum_of_lots(costs, room.min_lots, steps, max(0, more))
        if lots is not None:
            room.bound = max(room.bound, self.pricing.evaluate_duals(prices) + lots)
        room.has_min_plus_bound = True

    def _price_columns(self, prices: Floats, wanted: Floats) -> int:
        """Lots at some prices; how many new ones, cheap at the wanted ones, join the master."""
        whole = self.pricing.round_duals(prices)
        cheap = float(prices[len(whole.by_unit)])
        answer, covered = self.pricing.solve(whole, cheap), self.pricing.evaluate_duals(whole)
        for room in self.nodes:
            room.raise_bound(covered, answer.min_reduced_cost, prices)
        order = sorted(
            (self.pricing.compute_reduced_cost(lot, wanted), i)
            for i, lot in enumerate(answer.columns)
        )
        return self.master.add_columns(
            [answer.columns[i] for beyond, i in order[:COLUMNS_PER_ROUND] if beyond < 0]
        )
