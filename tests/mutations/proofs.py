"""Faults in exact optimisation: bounds, windows, goals in order, ties."""

from tests.mutations.lists import SOLVED
from tests.mutations.mutation import mutations

SECOND_LOCK = "the row that keeps the goal is exact, or is checked in its exact form too"
MERGED = "a lot that held two of the first lots would make a smaller vector, and there is none"
CHECKED = "a solution that is only as good is refused by its exact value, and the search goes on"
WINDOWS = "tests/exact/test_reduced_cost_fixing.py"
ORDER = "tests/exact/test_lexicographic.py"
TIES = "tests/exact/test_canonical_tie_break.py"

TABLE = [
    *mutations(
        "solver/exact/lagrangian_bound.py",
        f"tests/exact/test_lagrangian_bound.py {WINDOWS}",
        ("self.reduced_costs <= value - self.bound", "self.reduced_costs < value - self.bound"),
        ("// parts) + expression.constant", "// parts)"),
        ("bound = row.low if dual > 0 else row.high", "bound = row.high if dual > 0 else row.low"),
        ("fixed += min(cost * variable.low, cost * variable.high)", "fixed += cost * variable.low"),
        ("np.where(allowed, costs, SAFE_INT64)", "costs"),
    ),
    *mutations(
        "solver/exact/lagrangian_bound.py",
        "tests/exact/test_lagrangian_bound.py",
        ("constant += whole * row.low", "constant += whole"),
        ('row.low != row.high or row.kind == "other"', 'row.kind == "other"'),
    ),
    *mutations(
        "solver/exact/reduced_cost_fixing.py",
        f"tests/exact/test_stopped_search.py {WINDOWS}",
        ("if not (needed & ~inside).any():", "if (needed & inside).any():"),
        (
            'outcome.status != "infeasible" or inside.all()',
            'outcome.status != "infeasible" or inside.any()',
        ),
        (
            'return EngineOutcome("feasible", hint, window.bound',
            'return EngineOutcome("optimal", hint, window.bound',
        ),
    ),
    *mutations(
        "solver/exact/reduced_cost_fixing.py",
        f"tests/exact/test_tolerances.py {SOLVED}",
        ("search.restrict_to(window.mark_within(0))", "search.restrict_to(window.mark_within(-1))"),
        ("below_zero, None, -1)", "below_zero, None, 0)", CHECKED),
    ),
    *mutations(
        "solver/exact/minimise.py",
        f"tests/exact/test_stopped_search.py tests/exact/test_wide_goals.py {ORDER} "
        "tests/solve/test_ratios.py",
        ("depth = -outcome.bound * rounded.scale", "depth = outcome.bound * rounded.scale"),
        ("value < result.value\n", "value > result.value\n"),
        ("            improving.forbid_solution(outcome.solution)\n", "            pass\n"),
        (
            "return rounded.is_exact and np.array_equal(one.coefficients, other.coefficients)",
            "return rounded.is_exact",
        ),
    ),
    *mutations(
        "solver/exact/lexicographic.py",
        f"tests/exact/test_tolerances.py {ORDER}",
        (
            "search.keep_goal(objective.goal, kept)",
            "search.keep_goal(objective.goal, result.value)",
        ),
        ("sign * result.value, bound", "result.value, bound"),
    ),
    *mutations(
        "solver/exact/canonical_tie_break.py",
        TIES,
        ("for label in range(labels[unit])", "for label in range(labels[unit] - 1)"),
        ("& alone)", ")", MERGED),
        ("alike, None, len(present) - 1)", "alike, None, len(present))"),
        ("if outcome.solution is None or not thorough:", "if outcome.solution is None:"),
    ),
    *mutations(
        "solver/exact/canonical_tie_break.py",
        "tests/test_delivery.py tests/solve/test_routes.py tests/solve/test_same_again.py",
        ("figures < get_figure(solution)", "figures > get_figure(solution)"),
        ("return ~of_lot | equal", "return of_lot | equal"),
        ("    if candidates.routes is None:\n", "    if candidates.routes is not None:\n"),
    ),
    *mutations(
        "solver/exact/search.py",
        f"tests/exact/test_search.py tests/exact/test_expressions.py {ORDER}",
        ("        self.kept_goals.append((goal, value))\n", "", SECOND_LOCK),
        ("== (0, 1)]", "!= (2, 3)]"),
        (
            "allowed = self.allowed if allowed is None else self.allowed & allowed",
            "allowed = self.allowed if allowed is None else allowed",
        ),
        ('last = EngineOutcome("infeasible")', 'last = EngineOutcome("unknown")'),
    ),
]
