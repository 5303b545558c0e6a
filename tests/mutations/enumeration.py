"""Faults in the enumeration of all designs: the cover, the columns, the filters, the best."""

from tests.mutations.lists import ATLAS, NEAR_OPTIMAL
from tests.mutations.mutation import mutations

ANY_UNIT = "no lot parts the units of a group, so that any of them stands for it"
COUNTS = "tests/atlas/test_counts.py"
COLUMN = "tests/atlas/test_column.py"
BY_HAND = "tests/atlas/test_by_hand.py"

TABLE = [
    *mutations(
        "solver/enumeration/exact_cover.py",
        f"{COUNTS} {ATLAS}",
        ("counts[-1] = 1", "counts[-1] = 2"),
        ("[1 - 2 * bit, -bit + 1]", "[1 - 2 * bit, -bit]"),
        ("        row = parents[row]\n", ""),
    ),
    *mutations(
        "solver/enumeration/exact_cover.py",
        f"{NEAR_OPTIMAL} tests/alternatives/test_listed.py",
        ("spent + least_to_end[at] <= budget.most", "spent + least_to_end[at] < budget.most"),
        ("spent + least_to_end[at] <= budget.most", "spent <= budget.most"),
        ("spent = spent[parents] + np.where", "spent = np.where"),
    ),
    *mutations(
        "solver/enumeration/all_designs.py",
        f"{ATLAS} {COUNTS} tests/atlas/test_changes.py",
        ("firsts.setdefault(row.tobytes(), unit)", "firsts[row.tobytes()] = unit", ANY_UNIT),
        ("if rule.structural)", ")"),
        ('*("budgets", "basis", "standards"),', '*("budgets", "basis", "standards", "money"),'),
    ),
    *mutations(
        "solver/enumeration/bounded_enumeration.py",
        "tests/alternatives/test_bounded.py",
        (
            "return CoverBudget(weights, -form.constant)",
            "return CoverBudget(weights, -form.constant - 1)",
        ),
        (
            "return CoverBudget(weights, -form.constant)",
            "return CoverBudget(weights, form.constant)",
        ),
        ("not set(measures) <= set(MEASURE_COLUMNS)", "False"),
    ),
    *mutations(
        "solver/enumeration/design_arrays.py",
        f"tests/atlas/test_design_arrays.py {COUNTS} {ATLAS} tests/atlas/test_table.py",
        (
            "return designs.take(np.lexsort(words[::-1]))",
            "return designs.take(np.lexsort(words)[::-1])",
        ),
        ("find_max_abs(weights) * times < SAFE_INT64", "find_max_abs(weights) < SAFE_INT64"),
        ("np.bincount(owners, minlength=1) == len(lots)", "np.bincount(owners, minlength=1) >= 1"),
    ),
    *mutations(
        "solver/enumeration/measure_columns.py",
        f"{COLUMN} {BY_HAND} {ATLAS} tests/measures/test_brute.py",
        ("if beyond[lowest] >= 0:", "if beyond[lowest] > 0:"),
        ("enumerate(sorted(set(exact)))", "enumerate(set(exact))"),
        ("counted = counted + 2 * touching * apart", "counted = counted + touching * apart"),
        ("measured.sums(weights) + constant)", "measured.sums(weights))"),
    ),
    *mutations(
        "solver/enumeration/rule_checks.py",
        f"{BY_HAND} {ATLAS} tests/atlas/test_one_by_one.py tests/atlas/test_consortia.py",
        ("rows & flag_admitted(rule, measured)", "rows"),
        ("total >= low - form.constant", "total > low - form.constant"),
        ('("certificates", award_rules)', '"certificates"'),
        ('("met", rule)', '("met", rule.kind)'),
    ),
    *mutations(
        "solver/enumeration/lexicographic_best.py",
        f"{BY_HAND} {ATLAS} tests/atlas/test_one_by_one.py",
        ("sign * figures.compare_with(worst) <= 0", "sign * figures.compare_with(worst) < 0"),
        ("        designs = designs[~at_optimum]\n", "        return None\n"),
        ("for design in designs.tolist() if checks(design)", "for design in designs.tolist()"),
    ),
    *mutations(
        "solver/enumeration/answer.py",
        f"{ATLAS} {COUNTS} tests/atlas/test_standing.py tests/atlas/test_one_by_one.py",
        ("self._broken_counts == 0", "self._broken_counts <= 1"),
        ("flags & ~self.refused", "flags"),
        ("= not self.checks(design)", "= self.checks(design)"),
    ),
    *mutations(
        "solver/enumeration/atlas.py",
        f"{BY_HAND} tests/atlas/test_changes.py",
        (
            "if not self.has_same_designs(scenario):\n            return Atlas.of",
            "if self.has_same_designs(scenario):\n            return Atlas.of",
        ),
        (
            "if not self.has_same_figures(scenario):\n            return self.remeasure",
            "if False:\n            return self.remeasure",
        ),
        ("if len(known) == len(lots) else None", "if known else None"),
    ),
    *mutations(
        "solver/enumeration/frame.py",
        "tests/atlas/test_table.py tests/alternatives/test_listed.py",
        (
            "1 + np.searchsorted(np.sort(values), values)",
            "np.searchsorted(np.sort(values), values)",
        ),
        ("keys.append((~answer.admissible[designs])", "keys.append((answer.admissible[designs])"),
    ),
]
