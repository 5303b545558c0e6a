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
from solver.column_generation.min_plus_bound import bound_sum_of_lots
from solver.column_generation.pricing import ColumnPricing

SMOOTHING_WHEN_FAR, SMOOTHING_WHEN_NEAR, FAR_GAP = 0.8, 0.5, 1e-3
"""The weight of the best bound's duals, while the gap to the master is larger than 0.1 % or not."""
FIRST_BOX_WIDTH, BOX_WIDTH_GROWTH = 0.05, 4.0
"""The half-width of the first box, in mean costs of a unit, and its growth."""
BOX_WIDTHS_TRIED = 7
"""Widths that are tried in turn."""
MIN_PLUS_REACH = 0.004
"""The most that the min-plus bound adds, as a fraction of the bound."""
CLASSES_PER_WINNER_MERGED = 3
"""Classes are joined by winner at first where that makes them so many times fewer."""
COLUMNS_PER_ROUND = 300
"""Columns that join at a time."""
MAX_ROUNDS_PER_NODE = 300
"""Rounds of pricing for a node."""
MAX_IDLE_ROUNDS = 8
"""A box is left after so many rounds in a row without a new column or a better bound."""
GAP_TOLERANCE = 2e-6
"""A relative gap below which a node's bound counts as that of the master."""
SLACK_TOLERANCE = 1e-7
"""Slack below which there is none."""


@dataclass
class LotCountNode:
    """The designs of `min_lots` to `max_lots` lots, and the duals of their best bound so far.

    `duals`, (R,), are of the master's rows; `bound` is in parts of a penny. `is_done`: no duals
    raise it any more. `has_min_plus_bound`: it takes into account that the values of lots add up.
    """

    min_lots: int
    max_lots: int
    duals: Floats
    bound: int = -(2**62)
    rounds: int = 0
    is_done: bool = False
    has_min_plus_bound: bool = False

    def raise_bound(self, dual_value: int, min_reduced_cost: int, duals: Floats) -> None:
        """Takes over a Lagrangian bound and its duals, (R,), if it is better.

        All in parts of a penny.
        """
        lots = min(self.min_lots * min_reduced_cost, self.max_lots * min_reduced_cost)
        if dual_value + lots > self.bound:
            self.bound, self.duals = dual_value + lots, duals

    def branch(self) -> tuple["LotCountNode", "LotCountNode"]:
        """The designs of the fewest lots, and all others."""
        return (
            LotCountNode(self.min_lots, self.min_lots, self.duals, self.bound),
            LotCountNode(self.min_lots + 1, self.max_lots, self.duals, self.bound),
        )


def iterate_bounds(scenario: Scenario, measure: str) -> Iterator[int]:
    """Rising lower bounds on the cost of every design, in pence.

    `measure` is "whole_life_cost" or "net_present_cost". Raises Interrupted on Ctrl-C during a
    linear program.
    """
    discounted, last = measure == "net_present_cost", None
    for parts in ColumnGenerationLoop(scenario, discounted).iterate_bounds():
        pence = Fraction(parts, PARTS_PER_PENNY)
        bound = round_away(pence) if discounted else -(-parts // PARTS_PER_PENNY)
        if last is None or bound > last:
            last = bound
            yield bound


class ColumnGenerationLoop:
    """Raises the bound of the node that has the least one, node by node."""

    def __init__(self, scenario: Scenario, discounted: bool) -> None:
        self.pricings = [ColumnPricing(scenario, discounted, joined) for joined in (True, False)]
        joined, apart = (len(pricing.knapsacks) for pricing in self.pricings)
        if joined * CLASSES_PER_WINNER_MERGED > apart:
            del self.pricings[0]
        self.pricing = self.pricings[0]
        self.nodes: list[LotCountNode] = []
        fewest, most = bound_fewest_lots(scenario), bound_most_lots(scenario)
        if apart and fewest <= most:
            estimate = self.pricing.estimate_unit_costs()
            others = np.zeros(1 + len(self.pricing.capacity_rows))
            self.nodes = [LotCountNode(fewest, most, np.concatenate((estimate, others)))]
            self.box_width = FIRST_BOX_WIDTH * max(1.0, float(np.abs(estimate).mean()))
            self._unit_costs = np.maximum(estimate, 1.0)

    def iterate_bounds(self) -> Iterator[int]:
        """The bound after each round of pricing, in parts of a penny.

        Where there are many classes, first with the areas of each winner joined to one. Raises
        Interrupted on Ctrl-C during a linear program.
        """
        for pricing in self.pricings if self.nodes else ():
            self.pricing, self.master = pricing, pricing.build_master(self._unit_costs)
            for node in self.nodes:
                node.is_done, node.has_min_plus_bound, node.rounds = False, False, 0
            yield from self._close_gap()

    def _close_gap(self) -> Iterator[int]:
        """Works on the node of the least bound until that cannot be raised any more."""
        least = min(self.nodes, key=lambda node: node.bound)
        self._price_columns(least.duals, least.duals)
        yield self.bound
        while True:
            node = min(self.nodes, key=lambda node: node.bound)
            if not node.is_done:
                yield from self._raise_node(node)
            elif node.min_lots < node.max_lots:
                self.nodes.remove(node)
                self.nodes += node.branch()
            elif not node.has_min_plus_bound:
                self._apply_min_plus_bound(node)
                yield self.bound
            else:
                return

    @property
    def bound(self) -> int:
        """The least bound of all nodes, in parts of a penny."""
        return min(node.bound for node in self.nodes)

    def _raise_node(self, node: LotCountNode) -> Iterator[int]:
        """Raises a node until it is done, or has no longer the least bound."""
        units = len(self._unit_costs)
        self.master.set_row_bounds(units, float(node.min_lots), float(node.max_lots))
        idle = 0
        widths = iter(self.box_width * BOX_WIDTH_GROWTH**i for i in range(BOX_WIDTHS_TRIED))
        width = next(widths)
        while not node.is_done and node.bound <= self.bound:
            self.master.set_box(node.duals[:units], width)
            solution = self.master.solve()
            if solution is None or node.rounds == MAX_ROUNDS_PER_NODE:
                node.is_done = True
                continue
            gap, size = solution.value - node.bound, abs(solution.value)
            if idle < MAX_IDLE_ROUNDS and gap > GAP_TOLERANCE * size + PARTS_PER_PENNY:
                before = node.bound
                node.rounds += 1
                kept = SMOOTHING_WHEN_FAR if gap > FAR_GAP * size else SMOOTHING_WHEN_NEAR
                smoothed = kept * node.duals + (1 - kept) * solution.duals
                joined = self._price_columns(smoothed, solution.duals)
                idle = 0 if joined or node.bound > before else idle + 1
                yield self.bound
            else:
                idle = 0
                is_boxed = bool(solution.slack.max() > SLACK_TOLERANCE)
                width = next(widths, 0.0) if is_boxed else 0.0
                node.is_done = not width

    def _apply_min_plus_bound(self, node: LotCountNode) -> None:
        """Raises the bound by what it costs that the lots' values add up to the total."""
        duals, reach = self.pricing.round_duals(node.duals), int(node.bound * MIN_PLUS_REACH)
        costs = self.pricing.tabulate_by_value(duals)
        steps = int(self.pricing.underestimator.steps_by_unit.sum())
        lots = bound_sum_of_lots(costs, node.min_lots, steps, max(0, reach))
        if lots is not None:
            node.bound = max(node.bound, self.pricing.evaluate_duals(duals) + lots)
        node.has_min_plus_bound = True

    def _price_columns(self, duals: Floats, master_duals: Floats) -> int:
        """Prices at some duals, and raises the bound of every node.

        Columns with negative reduced cost at the master's duals join it; returns how many are new.
        """
        whole = self.pricing.round_duals(duals)
        threshold = float(duals[len(whole.by_unit)])
        cheapest = self.pricing.solve(whole, threshold)
        dual_value = self.pricing.evaluate_duals(whole)
        for node in self.nodes:
            node.raise_bound(dual_value, cheapest.min_reduced_cost, duals)
        order = sorted(
            (self.pricing.compute_reduced_cost(column, master_duals), i)
            for i, column in enumerate(cheapest.columns)
        )
        joining = [cheapest.columns[i] for cost, i in order[:COLUMNS_PER_ROUND] if cost < 0]
        return self.pricing.add_columns(self.master, joining)
