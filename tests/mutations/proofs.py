"""Faults in exact optimisation: bounds, windows, goals in order, ties."""

from tests.mutations.mutation import mutations

WINDOWS = "tests/exact/test_reduced_cost_fixing.py"
ORDER = "tests/exact/test_lexicographic.py"
TIES = "tests/exact/test_canonical_tie_break.py"

TABLE = [
    *mutations(
        "solver/exact/lagrangian_bound.py",
        f"{WINDOWS} tests/exact/test_gap_enumeration.py",
        ("self.reduced_costs <= value - self.bound", "self.reduced_costs < value - self.bound"),
        ("// parts) + expression.constant", "// parts)"),
        ("costs = (costs - least) // parts", "costs = costs // parts"),
        ("bound = row.low if dual > 0 else row.high", "bound = row.high if dual > 0 else row.low"),
        ("fixed += min(cost * variable.low, cost * variable.high)", "fixed += cost * variable.low"),
        ("reduced[row.variables] -= dual * row.coefficients", "reduced[row.variables] -= dual"),
        ("np.where(allowed, costs, SAFE_INT64)", "costs"),
    ),
    *mutations(
        "solver/exact/lagrangian_bound.py",
        "tests/exact/test_branch_and_cut.py",
        ("constant += whole * row.low", "constant += whole"),
        ('row.low != row.high or row.kind == "other"', 'row.kind == "other"'),
    ),
    *mutations(
        "solver/exact/reduced_cost_fixing.py",
        WINDOWS,
        ("if not (needed & ~inside).any():", "if (needed & inside).any():"),
        (
            'outcome.status != "infeasible" or inside.all()',
            'outcome.status != "infeasible" or inside.any()',
        ),
        ("        inside = needed\n", "        inside = needed & inside\n"),
        (
            'return EngineOutcome("feasible", hint, window.bound',
            'return EngineOutcome("optimal", hint, window.bound',
        ),
    ),
    *mutations(
        "solver/exact/reduced_cost_fixing.py",
        f"{ORDER} tests/test_differential.py",
        ("search.restrict_to(window.mark_within(0))", "search.restrict_to(window.mark_within(-1))"),
        ("below_zero, None, -1)", "below_zero, None, 0)"),
        (
            "if goal.evaluate(outcome.solution) < value:",
            "if goal.evaluate(outcome.solution) <= value:",
        ),
    ),
    *mutations(
        "solver/exact/minimise.py",
        f"{ORDER} tests/exact/test_expressions.py tests/solve/test_ratios.py",
        ("depth = -outcome.bound * rounded.scale", "depth = outcome.bound * rounded.scale"),
        ("value < result.value\n", "value > result.value\n"),
        ("is_better and goal.is_linear and rounded.is_exact", "is_better and goal.is_linear"),
        ("            improving.forbid_solution(outcome.solution)\n", "            pass\n"),
        (
            "return rounded.is_exact and np.array_equal(one.coefficients, other.coefficients)",
            "return rounded.is_exact",
        ),
    ),
    *mutations(
        "solver/exact/lexicographic.py",
        f"{ORDER} tests/test_differential.py",
        (
            "search.keep_goal(objective.goal, kept)",
            "search.keep_goal(objective.goal, result.value)",
        ),
        ("sign * result.value, bound", "result.value, bound"),
        ("proved = result.proved and place == len(objectives)", "proved = result.proved"),
    ),
    *mutations(
        "solver/exact/canonical_tie_break.py",
        TIES,
        ("for label in range(labels[unit])", "for label in range(labels[unit] - 1)"),
        ("& alone)", ")"),
        (
            "compute_label_vector(candidates, solution)[: unit + 1]",
            "compute_label_vector(candidates, solution)[:unit]",
        ),
        ("alike, None, len(present) - 1)", "alike, None, len(present))"),
        ("if outcome.solution is None or not thorough:", "if outcome.solution is None:"),
    ),
    *mutations(
        "solver/exact/canonical_tie_break.py",
        "tests/test_delivery.py tests/solve/test_routes.py tests/solve/test_same_again.py",
        ("figures < get_figure(solution)", "figures > get_figure(solution)"),
        ("return ~of_lot | equal", "return of_lot | equal"),
        (
            "key=lambda candidate: candidates.lots[candidate])",
            "key=lambda candidate: candidates.lots[candidate], reverse=True)",
        ),
        ("    if candidates.routes is None:\n", "    if candidates.routes is not None:\n"),
    ),
    *mutations(
        "solver/exact/search.py",
        f"tests/exact/test_expressions.py {ORDER} tests/solve/test_candidate_mip.py",
        ("        self.kept_goals.append((goal, value))\n", ""),
        ("== (0, 1)]", "!= (2, 3)]"),
        ("if indicator is None or solution[indicator]", "if indicator is None"),
        (
            "allowed = self.allowed if allowed is None else self.allowed & allowed",
            "allowed = self.allowed if allowed is None else allowed",
        ),
        ('last = EngineOutcome("infeasible")', 'last = EngineOutcome("unknown")'),
        ("            model.rows += part.rows\n", ""),
    ),
]
