"""Faults in bounds by column generation: underestimates, pricing, loops, the frontier program."""

from tests.mutations.lists import BOUNDS, FRONTIER_SEARCH
from tests.mutations.mutation import mutations

PRICING = "tests/column_generation/test_pricing.py"
FRONTIER = "tests/column_generation/test_frontier_pricing.py"
LOOP = "tests/column_generation/test_frontier_loop.py"
RISES = (
    "tests/column_generation/test_frontier_search.py::"
    "test_a_bound_that_no_design_meets_rises_by_one"
)

TABLE = [
    *mutations(
        "solver/column_generation/arithmetic_bounds.py",
        f"tests/column_generation/test_arithmetic_bounds.py {BOUNDS}",
        ("-(-sum(each.weights) // each.limit)", "sum(each.weights) // each.limit + 1"),
        ("-(-total // 1)", "-(-total // 1) + 1"),
    ),
    *mutations(
        "solver/column_generation/cost_underestimator.py",
        f"{PRICING} {BOUNDS}",
        ("[1 / (1 + rate) ** year for", "[1 / (1 + rate) ** (year - 1) for"),
        ("joined - (extra if saves else 0)", "joined"),
        ("max(low * more, high * more) + by_value", "max(low * more, high * more)"),
        (
            "(2 * v + step) // (2 * step)",
            "(v + step) // step",
            "what a value loses on the grid is made good, whichever way it is rounded",
        ),
    ),
    *mutations(
        "solver/column_generation/knapsack_pricing.py",
        f"{PRICING} {BOUNDS}",
        (
            "terms: Ints = self.unit_costs - duals.by_unit",
            "terms: Ints = self.unit_costs + duals.by_unit",
        ),
        (
            "np.minimum(self._list_terms(duals) - terms, 0)",
            "np.maximum(self._list_terms(duals) - terms, 0)",
        ),
        (
            "table[:, : self._first_steps] = INFEASIBLE_COST",
            "table[:, : self._first_steps + 1] = INFEASIBLE_COST",
        ),
    ),
    *mutations(
        "solver/column_generation/pricing_classes.py",
        f"{PRICING} {BOUNDS}",
        ("floor.needed < 2 or", "floor.needed < 1 or"),
        ("key=lambda a: (-a.max_value,", "key=lambda a: (a.max_value,"),
        (
            "pack_bits(b) & ~area.units == 0",
            "pack_bits(b) & area.units",
            "with blocks of which a part lies outside, a class holds more lots: a lower bound",
        ),
    ),
    *mutations(
        "solver/column_generation/pricing.py",
        f"{PRICING} {BOUNDS}",
        ("if bound > max(least, threshold):", "if bound > min(least, threshold):"),
        (
            "value += int(duals.by_winner[row.winner]) * row.capacity",
            "value += int(duals.by_winner[row.winner])",
        ),
    ),
    *mutations(
        "solver/column_generation/loop.py",
        f"{BOUNDS} tests/column_generation/test_background_bounds.py",
        (
            "min(self.min_lots * min_reduced_cost, self.max_lots * min_reduced_cost)",
            "max(self.min_lots * min_reduced_cost, self.max_lots * min_reduced_cost)",
        ),
        (
            "least = min(self.nodes",
            "least = max(self.nodes",
            "pricing begins at some duals; the bounds of all nodes are raised at any",
        ),
    ),
    *mutations(
        "solver/column_generation/min_plus_bound.py",
        "tests/column_generation/test_min_plus_bound.py",
        ("return lots * least + min(excess, reach)", "return least + min(excess, reach)"),
        ("max(0, steps - len(other) + 1)", "max(0, steps - len(other) + 2)"),
    ),
    *mutations(
        "solver/column_generation/master.py",
        "tests/column_generation/test_master.py",
        ("(centre + width, width - centre)", "(centre + width, centre - width)"),
        ("centre / self._scale, width / self._scale", "centre / self._scale, width"),
    ),
    *mutations(
        "solver/column_generation/frontier_pricing.py",
        FRONTIER,
        (
            "- int(self._duals[place])\n        taken =",
            "+ int(self._duals[place])\n        taken =",
        ),
        ("fits &= ~(partial.units & clashes).any(axis=1)", "fits &= True"),
        (
            "after[transition.state_if_taken, part:]",
            "after[transition.state_if_taken, : self._sums - part]",
        ),
    ),
    *mutations(
        "solver/column_generation/frontier_loop.py",
        f"{LOOP} {FRONTIER_SEARCH}",
        ("// (2 * PARTS_PER_PAIR))", "// PARTS_PER_PAIR)"),
        (
            "int(priced.costs.min(initial=limit + 1))",
            "int(priced.costs.min(initial=2 * limit + 9))",
        ),
    ),
    *mutations(
        "solver/column_generation/frontier_search.py",
        f"{LOOP} {FRONTIER_SEARCH} {RISES}",
        ("next_bound = self.bound + 1", "next_bound = self.bound + 2"),
        ("others = self.instance.lot_counts[-1] - 1", "others = self.instance.lot_counts[-1] - 2"),
    ),
    *mutations(
        "solver/column_generation/frontier_states.py",
        f"{FRONTIER} tests/column_generation/test_frontier_states.py",
        ("bool(state[at]) != taken", "bool(state[at]) == taken"),
        ("(*(own if each in met else each for each in state), own)", "(*state, own)"),
    ),
    *mutations(
        "solver/column_generation/frontier_sums.py",
        f"{FRONTIER} tests/column_generation/test_frontier_states.py {LOOP}",
        (
            "total - (count - 1) * most)",
            "total - count * most + least)",
            "a wider range lets more lots be priced: a lower bound",
        ),
        ("return total - gain * left // -weight", "return total"),
    ),
]
