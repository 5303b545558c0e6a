"""Faults in branch and cut: nodes, cuts, gap enumeration, awards of partitions, branching."""

from tests.mutations.lists import TREE
from tests.mutations.mutation import mutations

GAP = "tests/exact/test_gap_enumeration.py"

TABLE = [
    *mutations(
        "solver/exact/branch_and_cut/cuts.py",
        f"tests/exact/test_cuts.py {TREE}",
        ("factor = fits + 1", "factor = fits + 2"),
        (
            "high = self.capacity * factor // (self.capacity + 1)",
            "high = self.capacity * factor // (self.capacity + 1) - 1",
        ),
        ("in_two = variables[times >= 2]", "in_two = variables[times >= 1]"),
        ("or row.expression.variables[-1] >= model.candidate_count", ""),
    ),
    *mutations(
        "solver/exact/branch_and_cut/partition_dynamic_program.py",
        GAP,
        ("cheap = np.flatnonzero(costs <= gap)", "cheap = np.flatnonzero(costs < gap)"),
        (
            "kept = states.cost_so_far + states.cost_to_go <= self._gap",
            "kept = states.cost_so_far + states.cost_to_go < self._gap",
        ),
        (
            "union ^ (union + np.uint64(1))).astype(np.int64) - 1",
            "union ^ (union + np.uint64(1))).astype(np.int64)",
        ),
        ("order = np.lexsort((cost, bits))", "order = np.lexsort((-cost, bits))"),
        ("np.bitwise_count(lot_bits & ahead) == 1", "np.bitwise_count(lot_bits & ahead) >= 1"),
    ),
    *mutations(
        "solver/exact/branch_and_cut/award_branch_and_bound.py",
        f"tests/exact/test_award_branch_and_bound.py {GAP}",
        ("row.high - constant, max(0, -dual)", "row.high - constant, max(0, dual)"),
        ("least[places].sum(axis=1) <= row.capacity", "most[places].sum(axis=1) <= row.capacity"),
        (
            "cost_to_go[lot + 1] > self.most - self.bound",
            "cost_to_go[lot] > self.most - self.bound",
        ),
        ("total <= self.most and min(slack", "min(slack"),
        ("return cost // self.parts", "return cost"),
    ),
    *mutations(
        "solver/exact/branch_and_cut/gap_enumeration.py",
        f"{GAP} {TREE}",
        ("np.minimum.at(least,", "np.maximum.at(least,"),
        (
            "self.allowed & (self.window.reduced_costs <= gap)",
            "self.allowed & (self.window.reduced_costs < gap)",
        ),
        ("most if inside.any() else most + 1", "most + 1"),
        (
            "return self.limit if value is None else min(self.limit, value)",
            "return self.limit",
            "a better incumbent only lets fewer choices be kept; all of those are right too",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/primal_heuristics.py",
        "tests/exact/test_partition_pools.py",
        ("pool = np.unique(partitions[:most])", "pool = np.unique(partitions[:1])"),
        ("pool = np.unique(partitions[:most])", "pool = np.unique(partitions)"),
        ('found = partitions[np.argsort(costs, kind="stable")]', "found = partitions"),
        ("mark_cheapest(pool, POOL_CANDIDATES)", "mark_cheapest(pool, 2)"),
        ("            slack *= 2\n", ""),
        (
            "        if len(partitions) <= most:\n            return\n",
            "",
            "the larger pool is then the same again, and brings no more",
        ),
        (
            "while len(found) < enough and",
            "while",
            "of more partitions than enough only so many are taken, the cheapest",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/gap_enumeration.py",
        "tests/exact/test_partition_pools.py",
        ("flags[inside[order[:most]]] = True", "flags[inside[order]] = True"),
        (
            "np.argsort(self.window.reduced_costs[inside], kind",
            "np.argsort(-self.window.reduced_costs[inside], kind",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/node.py",
        f"tests/exact/test_nodes.py {TREE}",
        ("np.flatnonzero(shares)", "np.flatnonzero(shares)[:1]"),
        ("allowed & window.mark_within(value)\n", "allowed & window.mark_within(value - 2)\n"),
        (
            "self.enumerated_value is not None and value <= self.enumerated_value",
            "self.enumerated_value is not None",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/branching.py",
        TREE,
        (
            "yield from factory.open_nodes(node.fewest_lots, below, allowed, node)",
            "yield from factory.open_nodes(node.fewest_lots, below - 1, allowed, node)",
        ),
        ("        yield from factory.open_nodes(below, below, allowed, node)\n", ""),
        ("allowed & ~(unit & ~other)", "allowed & unit & other"),
        (
            "lots = min(max(lots, node.fewest_lots), node.most_lots)",
            "lots = max(lots, node.fewest_lots)",
            "the row of the number of lots lets no more through, but for a tolerance",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/tree.py",
        TREE,
        ("node.bound >= self.value", "node.bound > self.value - 3"),
        ("            if node.bound > value:\n", "            if node.bound >= value:\n"),
        (
            "if solution.is_infeasible and factory.is_proved_empty(solution, lots, allowed):",
            "if solution.is_infeasible:",
        ),
        (
            "others is None or child.bound <= others",
            "True",
            "a node that is enumerated before its last cuts has a weaker bound, and is as right",
        ),
    ),
    *mutations(
        "solver/exact/branch_and_cut/incumbent.py",
        f"tests/exact/test_incumbent.py {TREE}",
        ("else value - 1,", "else value - 2,"),
        ("value < self.value:", "value <= self.value:", "under the ceiling none is only as good"),
        ("        model.rows += rows\n", ""),
    ),
    *mutations(
        "solver/exact/branch_and_cut/relaxation.py",
        f"tests/exact/test_incumbent.py {TREE} tests/exact/test_sifting.py",
        (
            "(reduced < -REDUCED_COST_TOLERANCE) & self._allowed & ~self._inside",
            "(reduced < -REDUCED_COST_TOLERANCE) & ~self._inside",
        ),
        ("reduced[cut.expression.variables] -= dual", "reduced[cut.expression.variables] += dual"),
        ("float(cut.high - cut.expression.constant)", "float(cut.high)"),
    ),
]
