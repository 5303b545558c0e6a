"""Faults in what the rules' constraints are called with, and in the model that their rows form."""

from tests.mutations.lists import SOLVED
from tests.mutations.mutation import mutations

SHARES = "tests/solve/test_ratios.py tests/exact/test_objectives.py"
ORDER = "tests/exact/test_lexicographic.py"
AWARDS = "tests/fuzz/test_awards.py tests/solve/test_candidate_mip.py"

TABLE = [
    *mutations(
        "solver/constraints/registry.py",
        "tests/solve/test_routes.py tests/candidates/test_listing.py",
        ('and (route == "external" or not rule.reads_market)', ""),
        ("and rule.named_route != route", "and rule.named_route == route"),
        ("if rule.monotone\n", "if not rule.monotone\n"),
        ("    if not rule.filters_lots:\n", "    if rule.filters_lots:\n"),
    ),
    *mutations(
        "solver/constraints/registry.py",
        AWARDS,
        ("if rule.couples_lots:", "if rule.couples_lots and rule.filters_lots:"),
        ('if rule.scope == "award":', 'if rule.scope == "design":'),
    ),
    *mutations(
        "solver/candidates/service_shares.py",
        "tests/constraints/test_golden.py tests/rules/test_funding.py",
        ("min(start + LOTS_AT_A_TIME, len(lots))", "start + LOTS_AT_A_TIME - 1"),
    ),
    *mutations(
        "solver/constraints/funding.py",
        "tests/constraints/test_golden.py tests/rules/test_funding.py",
        ("find_payers(scenario, cell) for cell", "1 for cell"),
        ("sum_expressions(paid, need.multiply(-1))", "sum_expressions(paid, need)"),
    ),
    *mutations(
        "solver/constraints/balance.py",
        "tests/atlas/test_balance.py",
        ("~(too_large | too_small)", "~too_large"),
        ("(total <= 0) |", "(total < 0) |", "with a total of 0 no lot is too large or too small"),
        (
            "designs.least(np.where(selected, sizes, sizes.max(initial=0)))",
            "designs.least(np.where(selected, sizes, 0))",
        ),
    ),
    *mutations(
        "solver/model/award_variables.py",
        f"tests/model/test_award_variables.py {AWARDS}",
        (".times(winners.count_copies(p))", ""),
        ("self.first + own, weights[own]", "self.first + own, weights[: len(own)]"),
        ('("lots", limits.lots, None)', '("lots", limits.value, None)'),
        ("won = winners.sum_won(p, -np.ones(", "won = winners.sum_won(p, np.ones("),
    ),
    *mutations(
        "solver/model/extremes.py",
        "tests/model/test_extremes.py",
        ("reversed(range(1, len(levels)))", "reversed(range(2, len(levels)))"),
        ("sign * figures == levels[i]", "figures == levels[i]"),
        ("highest = figures[counted].max(initial=0)", "highest = 0"),
    ),
    *mutations(
        "solver/model/goals.py",
        f"tests/model/test_goals.py {SHARES}",
        ("bottom.multiply(-ratio.numerator)", "bottom.multiply(ratio.numerator)"),
        ("divisor) if divisor else Fraction(empty)", "divisor or 1)"),
        (
            "-(exact.numerator // exact.denominator))",
            "-(exact.numerator // exact.denominator) - 1)",
        ),
        ("    if total:\n", "    if total is not None:\n"),
    ),
    *mutations(
        "solver/model/expressions.py",
        "tests/exact/test_expressions.py",
        ("self.constant * factor)", "self.constant)"),
        ("exact.coefficients >> shift", "-(-exact.coefficients >> shift)"),
        ("np.add.at(coefficients, place, ", "coefficients[place] = ("),
    ),
    *mutations(
        "solver/model/linear_model.py",
        f"tests/model/test_linear_model.py tests/exact/test_expressions.py {ORDER}",
        ("if not rounded.is_exact:", "if rounded.is_exact:"),
        ("self.high - constant", "self.high"),
        ("[*self.rows], [*self.unrounded]", "self.rows, [*self.unrounded]"),
    ),
    *mutations(
        "solver/candidate_mip.py",
        f"tests/solve/test_candidate_mip.py tests/solve/test_ratios.py {SOLVED}",
        (
            "units = candidates.scenario.units\n    for u",
            "units = candidates.scenario.units[:-1]\n    for u",
        ),
        (
            "if holders.tobytes() not in seen:",
            "if True:",
            "the same row may be written twice",
        ),
        (
            "ones = np.concatenate((np.ones_like(won), -np.ones_like(chosen)))",
            "ones = np.concatenate((np.ones_like(won), np.ones_like(chosen)))",
        ),
        (
            "most_lots = len(scenario.units) if lot_count is None else lot_count",
            "most_lots = len(scenario.units) // 2 if lot_count is None else lot_count",
        ),
        ("withdrawals=carries_award", "withdrawals=False"),
    ),
]
