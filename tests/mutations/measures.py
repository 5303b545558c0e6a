"""Faults in measures, and in the goals that the solver makes of them."""

from tests.mutations.mutation import Mutation, mutations


def measure(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in one measure."""
    return mutations(f"lotdesign/measures/{name}.py", "tests/measures", *changes)


def goal(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in one goal."""
    tests = "tests/exact/test_objectives.py"
    return mutations(f"solver/objectives/{name}.py", tests, *changes)


TABLE = [
    *measure("accessible_lots", ("sum(ledger.accessible)", "len(ledger.accessible)")),
    *measure(
        "accessible_share",
        ("return Fraction(1)", "return Fraction(0)"),
        (
            "ledger.accessible_value / ledger.total_value",
            "Fraction(sum(ledger.accessible), len(ledger.accessible))",
        ),
    ),
    *measure("changed_pairs", ("(today[a] == today[b]) != (", "(today[a] == today[b]) and not (")),
    *measure(
        "cut_neighbours",
        ("local_units(ledger.scenario, lot.units)", "frozenset(lot.units)"),
        ("touching(ledger.scenario, a, b)", "not touching(ledger.scenario, a, b)"),
    ),
    *measure("fewest_bidders", ("min((len(", "max((len("), ('"more"', '"less"')),
    *measure(
        "fewest_small_bidders",
        ("min((len(", "max((len("),
        ("ledger.small[lot]", "ledger.eligible[lot]"),
    ),
    *measure(
        "largest_provider_share",
        ("return Fraction(0)", "return Fraction(1)"),
        ("needs_certificate=True", "needs_certificate=False"),
    ),
    *measure("lots", ("len(ledger.design.lots)", "len(ledger.scenario.units)")),
    *measure(
        "need_spread",
        ("max(needs) - min(needs)", "max(needs)"),
        ("units[u].need or Fraction(0)", "units[u].need or Fraction(1)"),
    ),
    *measure("net_present_cost", ("[account.cost for", "[account.paid for")),
    *measure(
        "travel",
        ("if scenario.units[u].locality]", "]"),
        ("return min((sum", "return max((sum"),
    ),
    *measure("units_moved", ("len(ledger.scenario.units) -", "-")),
    *measure("value_spread", ("max(values) - min(values)", "max(values) - values[0]")),
    *measure("whole_life_cost", ("sum(account.cost)", "account.cost[0]")),
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
    *goal("accessible_share", ("empty=-1", "empty=0"), ("-facts.value, 0)", "facts.value, 0)")),
    *goal("cut_neighbours", ("2 * pairs", "pairs")),
    *goal("net_present_cost", ("(1 + rate) ** year", "(1 + rate) ** (year + 1)")),
    *goal("need_spread", ("bottom.times(-1)", "bottom.times(0)")),
    *goal("units_moved", ("None, 1)", "None, 2)")),
    *goal("fewest_small_bidders", ("facts.small_bidders", "facts.bidders")),
]
