"""Faults in bounds by column generation: underestimates, pricing, loops, the frontier program."""

from tests.mutations.mutation import mutations

BOUNDS = "tests/column_generation/test_loop.py"
PRICING = "tests/column_generation/test_pricing.py"
FRONTIER = "tests/column_generation/test_frontier_pricing.py"
LOOP = "tests/column_generation/test_frontier_loop.py"
SEARCH = "tests/column_generation/test_frontier_search.py"

TABLE = [
    *mutations(
        "solver/column_generation/arithmetic_bounds.py",
        f"{BOUNDS} tests/heuristics/test_run.py",
        ("-(-sum(each.weights) // each.limit)", "sum(each.weights) // each.limit + 1"),
        (
            "min([len(scenario.units) // least, *counts])",
            "min([len(scenario.units) // least - 1, *counts])",
        ),
        ("-(-total // 1)", "-(-total // 1) + 1"),
    ),
    *mutations(
        "solver/column_generation/cost_underestimator.py",
        f"{PRICING} {BOUNDS}",
        ("[1 / (1 + rate) ** year for", "[1 / (1 + rate) ** (year - 1) for"),
        ("corner.value * value_scale(self.scenario), highest", "corner.value, highest"),
        ("joined - (extra if saves else 0)", "joined"),
        ("[-(-k * (base + slope * k) // parts)", "[(k * (base + slope * k) // parts)"),
        ("max(low * more, high * more) + by_value", "max(low * more, high * more)"),
        (
            "rounded_up = [max(0, k * self.value_step - v)",
            "rounded_up = [max(0, v - k * self.value_step)",
        ),
        ("(2 * v + step) // (2 * step)", "(v + step) // step"),
        (
            "return max(value_terms(self.scenario), key=sum)",
            "return min(value_terms(self.scenario), key=sum)",
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
            "self.fixed_cost - (0 if winner is None else",
            "self.fixed_cost + (0 if winner is None else",
        ),
        (
            "np.minimum(self._list_terms(duals) - terms, 0)",
            "np.maximum(self._list_terms(duals) - terms, 0)",
        ),
        (
            'if self.pricing_class.route != "in_house":',
            'if self.pricing_class.route == "external":',
        ),
        (
            "table[:, : self._first_steps] = INFEASIBLE_COST",
            "table[:, : self._first_steps + 1] = INFEASIBLE_COST",
        ),
        ("cost -= self._compute_fixed_term(duals) - self.fixed_cost", "cost -= 0"),
    ),
    *mutations(
        "solver/column_generation/pricing_classes.py",
        f"{PRICING} {BOUNDS}",
        ("floor.needed < 2 or", "floor.needed < 1 or"),
        ("a.units & b.units, min", "a.units | b.units, min"),
        ("key=lambda a: (-a.max_value,", "key=lambda a: (a.max_value,"),
        ("max(area.max_value for area in areas)", "min(area.max_value for area in areas)"),
        ("pack_bits(b) & ~area.units == 0", "pack_bits(b) & area.units"),
    ),
    *mutations(
        "solver/column_generation/pricing.py",
        f"{PRICING} {BOUNDS}",
        ("if bound > max(least, threshold):", "if bound > min(least, threshold):"),
        ("each = min(0.0, dual) / row.capacity", "each = dual / row.capacity"),
        (
            "value += int(duals.by_winner[row.winner]) * row.capacity",
            "value += int(duals.by_winner[row.winner])",
        ),
        ("limits.times(len(scenario.interchangeable_parties[winner]))", "limits.times(1)"),
    ),
    *mutations(
        "solver/column_generation/loop.py",
        f"{BOUNDS} tests/column_generation/test_background_bounds.py",
        (
            "min(self.min_lots * min_reduced_cost, self.max_lots * min_reduced_cost)",
            "max(self.min_lots * min_reduced_cost, self.max_lots * min_reduced_cost)",
        ),
        (
            "LotCountNode(self.min_lots + 1, self.max_lots, self.duals, self.bound)",
            "LotCountNode(self.min_lots + 2, self.max_lots, self.duals, self.bound)",
        ),
        ("least = min(self.nodes", "least = max(self.nodes"),
        ("if last is None or bound > last:", "if last is None or bound >= last:"),
    ),
    *mutations(
        "solver/column_generation/min_plus_bound.py",
        "tests/column_generation/test_min_plus_bound.py",
        ("return lots * least + min(excess, reach)", "return least + min(excess, reach)"),
        ("lots - lots // 2, steps", "lots // 2, steps"),
        ("max(0, steps - len(other) + 1)", "max(0, steps - len(other) + 2)"),
        ("steps - last : steps - first + 1][::-1]", "steps - last : steps - first + 1]"),
    ),
    *mutations(
        "solver/column_generation/master.py",
        "tests/column_generation/test_master.py",
        ("(centre + width, width - centre)", "(centre + width, centre - width)"),
        ("                self._known_keys.add(key)\n", ""),
        ("centre / self._scale, width / self._scale", "centre / self._scale, width"),
    ),
    *mutations(
        "solver/column_generation/frontier_pricing.py",
        FRONTIER,
        (
            "- int(self._duals[place])\n        taken =",
            "+ int(self._duals[place])\n        taken =",
        ),
        (
            "alive[branch.cost[alive] + to_come <= limit]",
            "alive[branch.cost[alive] + to_come < limit]",
        ),
        ("fits &= ~(partial.units & clashes).any(axis=1)", "fits &= True"),
        ("(costs <= limit) & self._flag_whole_groups(lots)", "costs <= limit"),
        (
            "after[transition.state_if_taken, part:]",
            "after[transition.state_if_taken, : self._sums - part]",
        ),
    ),
    *mutations(
        "solver/column_generation/frontier_loop.py",
        f"{LOOP} {SEARCH}",
        ("// (2 * PARTS_PER_PAIR))", "// PARTS_PER_PAIR)"),
        (
            "2 * PARTS_PER_PAIR * pairs - int(self.duals.sum()) - others",
            "2 * PARTS_PER_PAIR * pairs - int(self.duals.sum())",
        ),
        (
            "int(priced.costs.min(initial=limit + 1))",
            "int(priced.costs.min(initial=2 * limit + 9))",
        ),
    ),
    *mutations(
        "solver/column_generation/frontier_search.py",
        SEARCH,
        ("next_bound = self.bound + 1", "next_bound = self.bound + 2"),
        (
            "return self.bound > self.instance.touching_pairs",
            "return self.bound >= self.instance.touching_pairs",
        ),
        ("others = self.instance.lot_counts[-1] - 1", "others = self.instance.lot_counts[-1] - 2"),
        ("if not priced.is_complete or len(priced.costs)", "if len(priced.costs)"),
    ),
    *mutations(
        "solver/column_generation/frontier_states.py",
        f"{FRONTIER} tests/column_generation/test_frontier_states.py",
        ("bool(state[at]) != taken", "bool(state[at]) == taken"),
        (
            "DEAD_STATE if len(gone) > 1 or any(rest) else COMPLETE_STATE",
            "DEAD_STATE if len(gone) > 1 else COMPLETE_STATE",
        ),
        ("(*(own if each in met else each for each in state), own)", "(*state, own)"),
        ("self.connected and self.local and (gone", "self.connected and (gone"),
    ),
    *mutations(
        "solver/column_generation/frontier_sums.py",
        f"{FRONTIER} tests/column_generation/test_frontier_states.py {LOOP}",
        ("total - (count - 1) * most)", "total - count * most + least)"),
        ("-((above - sum_range.least) // size)", "-((-sum_range.least) // size)"),
        ("return total - gain * left // -weight", "return total"),
        (
            "each.least * lots <= total <= each.most * lots",
            "each.least * lots < total <= each.most * lots",
        ),
    ),
]
