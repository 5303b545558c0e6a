"""Faults in measures, and in the goals that the solver makes of them."""

from tests.mutations.mutation import Mutation, mutations


def measures(module: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the measures of a module."""
    return mutations(f"lotdesign/measures/{module}.py", "tests/measures", *changes)


def goals(module: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the goals of a module."""
    tests = "tests/exact/test_objectives.py"
    return mutations(f"solver/objectives/{module}.py", tests, *changes)


TABLE = [
    *measures(
        "market",
        ("sum(evaluation.accessible)", "len(evaluation.accessible)"),
        ("return Fraction(1)", "return Fraction(0)"),
        (
            "evaluation.accessible_value / evaluation.total_value",
            "Fraction(sum(evaluation.accessible), len(evaluation.accessible))",
        ),
        (
            "min(\n        (len(evaluation.eligible_providers",
            "max(\n        (len(evaluation.eligible_providers",
        ),
        (
            'Fewest bidders",\n    unit="providers",\n    better="more"',
            'Fewest bidders",\n    unit="providers",\n    better="less"',
        ),
        (
            "min(\n        (len(evaluation.small_providers",
            "max(\n        (len(evaluation.small_providers",
        ),
        ("evaluation.small_providers[lot]", "evaluation.eligible_providers[lot]"),
        ("return Fraction(0)", "return Fraction(1)"),
    ),
    *mutations(
        "lotdesign/scenario/sections.py",
        "tests/measures",
        ('frozenset(("largest_provider_share",))', "frozenset()"),
    ),
    *measures(
        "geography",
        ("(today[a] == today[b]) != (", "(today[a] == today[b]) and not ("),
        ("find_local_units(scenario, lot.units)", "frozenset(lot.units)"),
        ("return alone + across // 2", "return alone + across"),
        ("if scenario.units[u].locality]", "]"),
        ("return min((sum", "return max((sum"),
        ("len(evaluation.scenario.units) -", "-"),
    ),
    *measures(
        "lots",
        ("len(evaluation.design.lots)", "len(evaluation.scenario.units)"),
        ("max(needs) - min(needs)", "max(needs)"),
        ("units[u].need or Fraction(0)", "units[u].need or Fraction(1)"),
        ("[account.cost for", "[account.paid for"),
        ("max(values) - min(values)", "max(values) - values[0]"),
        ("sum(account.cost)", "account.cost[0]"),
    ),
    *mutations(
        "lotdesign/matching.py",
        "tests/core/test_matching.py",
        ("-gain[here - 1][j - 1]", "gain[here - 1][j - 1]"),
        ("column_potential[j] -= int(step)", "column_potential[j] += int(step)"),
    ),
    *mutations(
        "lotdesign/evaluation.py",
        "tests/rules/test_small_bidders.py tests/rules/test_contiguous.py tests/measures",
        (
            "len(s) >= self.scenario.market.small_needed",
            "len(s) > self.scenario.market.small_needed",
        ),
        ("services is None\n            or any(", "services is None\n            or all("),
    ),
    *goals(
        "market",
        ("empty=-1", "empty=0"),
        ("-candidates.value, 0)", "candidates.value, 0)"),
        ("candidates.small_bidder_count", "candidates.bidder_count"),
        ("-candidates.is_accessible.astype(int)", "-(candidates.bidder_count > 0).astype(int)"),
        (
            '"fewest eligible", candidates.bidder_count',
            '"fewest eligible", candidates.small_bidder_count',
        ),
    ),
    *mutations(
        "solver/objectives/market.py",
        "tests/awards",
        ("for p in winners.providers:", "for p in winners.providers[:1]:"),
    ),
    *goals(
        "lots",
        ("2 * pairs", "pairs"),
        ("model.sum_chosen())", "model.sum_chosen(candidates.lots.sizes))"),
        ("model.sum_chosen(candidates.travel_metres)", "model.sum_chosen(candidates.need)"),
        (
            "bottom.multiply(-1)), candidates.value_scale",
            "bottom.multiply(0)), candidates.value_scale",
        ),
        (
            "bottom.multiply(-1)), candidates.need_scale",
            "bottom.multiply(0)), candidates.need_scale",
        ),
    ),
    *goals(
        "costs",
        ("candidates.cost.sum(axis=1)", "candidates.paid.sum(axis=1)"),
        ("(1 + rate) ** year", "(1 + rate) ** (year + 1)"),
    ),
    *goals("change", ("None, 1)", "None, 2)"), ("add_constant(today)", "add_constant(0)")),
]
