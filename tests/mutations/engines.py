"""Faults in engines: statuses, exact rows, completion, rounding, windows, two engines compared."""

from tests.mutations.lists import SOLVED, TREE
from tests.mutations.mutation import mutations

ROWS = "tests/backends/test_exact_rows.py tests/backends/test_highs.py"
HIGHS = f"{ROWS} tests/backends/test_battery.py"
ALWAYS = "a row that always holds may be written as well as left out"
PLACE = "a hint is but a place to begin at, and need not be a solution"
CHOICES = "tests/backends/test_engine_choices.py"

TABLE = [
    *mutations(
        "solver/backends/base.py",
        "tests/backends/test_statuses.py",
        ('"FEASIBLE": StatusReading("feasible", "time limit")', '"FEASIBLE": PROVED_OPTIMAL'),
        (
            '(2, "kTimeLimit"): StatusReading("feasible", "time limit")',
            '(2, "kTimeLimit"): PROVED_OPTIMAL',
        ),
        ("if status not in CP_SAT_STATUSES:", "if False:"),
    ),
    *mutations(
        "solver/backends/cp_sat.py",
        f"tests/backends/test_cp_sat.py {TREE} tests/exact/test_expressions.py",
        (
            "most = request.settings.cutoff - objective.constant",
            "most = request.settings.cutoff - objective.constant - 1",
        ),
        ("row.indicator is not None and not keep[row.indicator]", "row.indicator is not None"),
        ("_is_all_binary(model, row) and set(coefficients) == {1}", "_is_all_binary(model, row)"),
        ("_round_bound(bound) + self._constant", "_round_bound(bound) + 1"),
    ),
    *mutations(
        "solver/backends/exact_feasibility.py",
        f"tests/backends/test_exact_feasibility.py {HIGHS}",
        (
            "(solution[~model.mark_usable(allowed)] == 0).all()",
            "(solution[~model.mark_usable(allowed)] >= 0).all()",
        ),
        ("row.indicator is not None and not solution[row.indicator]", "row.indicator is not None"),
        ("c * bounds[v][c < 0]", "c * bounds[v][c > 0]"),
        ("return CompletedSolution(None, True)", "return CompletedSolution(None, False)"),
    ),
    *mutations(
        "solver/backends/exact_rows.py",
        ROWS,
        ("bound // divisor, True", "bound // divisor + 1, True"),
        ("if high <= bound:\n            return", "if high < bound:\n            return", ALWAYS),
        (
            "-((lower - least) // unit), -((lower - most) // unit)",
            "-((lower - least) // unit) + 1, -((lower - most) // unit)",
        ),
        (
            "upper, lower = row.bound >> shift, row.bound & (unit - 1)",
            "upper, lower = row.bound >> shift, row.bound % (unit - 1)",
        ),
    ),
    *mutations(
        "solver/backends/exact_rows.py",
        f"tests/backends/test_exact_feasibility.py {HIGHS}",
        ("margin = max(1e-6, abs(bound) * 1e-9)", "margin = -0.9"),
        ("return self._divisor * ceil(", "return ceil("),
    ),
    *mutations(
        "solver/backends/pulp_problem.py",
        ROWS,
        ("row.bound + margin) * scale", "row.bound - margin) * scale"),
        ("c * self._units[column] * scale", "c * scale"),
    ),
    *mutations(
        "solver/backends/pulp_task.py",
        f"tests/backends/test_pulp_task.py {HIGHS}",
        (
            "return self.build_outcome(fits_doubles, interrupted)\n        if self.incumbent",
            "return self.build_outcome(True, interrupted)\n        if self.incumbent",
        ),
        (
            "is_minimal and self._evaluate(solution) == self._evaluate(self.incumbent)",
            "is_minimal",
            "after a first solution only better ones keep the rows",
        ),
        (
            "or self.is_second_proof or not self.exact_rows.has_split_rows",
            "or self.is_second_proof or self.exact_rows.has_split_rows",
        ),
        ("min(self.bound, value)", "max(self.bound, value)"),
    ),
    *mutations(
        "solver/backends/highs_native.py",
        f"tests/backends/test_highs_native.py {CHOICES}",
        ("any(row.indicator is not None for row in model.rows)", "False"),
        (
            "ceil(info.mip_dual_bound - 0.01) + self._objective.constant",
            "ceil(info.mip_dual_bound - 0.01)",
        ),
        (
            "not len(row.expression.variables) and not is_row_satisfied(row, nothing)",
            "not len(row.expression.variables)",
        ),
    ),
    *mutations(
        "solver/backends/highs_lp.py",
        "tests/backends/test_highs_lp.py tests/exact/test_sifting.py",
        ("float(bound - row.expression.constant)", "float(bound)"),
        ("(low / scales, high / scales)", "(low, high)"),
    ),
    *mutations(
        "solver/backends/portfolio.py",
        f"tests/backends/test_highs_native.py {CHOICES} {SOLVED} tests/exact/test_sifting.py",
        ("if highs.can_solve(request):", "if True:"),
    ),
    *mutations(
        "solver/backends/cross_checked.py",
        "tests/backends/test_cross_checked.py",
        (
            "_refutes(second, first, request) or _refutes(first, second, request)",
            "_refutes(second, first, request)",
        ),
        (
            "return value <= (inf if cutoff is None else cutoff)",
            "return value < (inf if cutoff is None else cutoff)",
        ),
        ("        if first.interrupted:\n            return first\n", ""),
    ),
    *mutations(
        "solver/backends/native_calls.py",
        "tests/backends/test_native_calls.py tests/backends/test_interrupt.py",
        ("        raise Interrupted(results[0])\n", "        return results[0]\n"),
        (
            "    if failures:\n        raise failures[0]\n",
            "    if failures and results:\n        raise failures[0]\n",
        ),
        (
            "if is_interrupted or (deadline is not None and time.monotonic() > deadline):",
            "if is_interrupted:",
        ),
    ),
    *mutations(
        "solver/backends/highs_stop.py",
        "tests/backends/test_highs_lp.py tests/backends/test_interrupt.py",
        ("self.is_set or late", "self.is_set"),
        ("self.deadline, self.is_set = deadline, False", "self.deadline = deadline"),
    ),
    *mutations(
        "solver/backends/registry.py",
        f"{CHOICES} tests/cli/test_solve.py",
        ('"highs" if choice == "highs" else "cp-sat"', '"cp-sat"'),
        ("if name not in known:", "if name in known:"),
    ),
    *mutations(
        "solver/cross_check.py",
        f"{CHOICES} tests/cli/test_uncertified.py tests/cli/test_verdict.py",
        (
            'if context.choice == "auto" and outcome.status == "infeasible":',
            'if outcome.status == "infeasible" and False:',
        ),
        ('if "highs" in outcome.proved_by:', "if False:"),
        ("sign * one.value < sign * other.bound", "sign * one.value > sign * other.bound"),
        ("if not all(each.proved and each.tie_proved for each in (first, second)):", "if False:"),
        ("    if contradictions:\n        raise EngineContradiction(contradictions)\n", ""),
    ),
]
