"""Faults in what rules about single lots ask of candidates."""

from tests.mutations.mutation import Mutation, mutations

GOLDEN = "tests/constraints/test_golden.py::test_the_limits_of_a_kind_are_those_of_its_golden_text"


def kind(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the limits of one kind of rule."""
    return mutations(f"solver/constraints/{name}.py", f"{GOLDEN}[{name}]", *changes)


TABLE = [
    *kind(
        "lot_size",
        ("sizes >= (rule.min or 0)", "sizes > (rule.min or 0)"),
        ("len(scenario.units), rule.max),)", "len(scenario.units), rule.max - 1),)"),
    ),
    *kind(
        "lot_value",
        ("or rule.services is not None", ""),
        ("candidates.value <= rule.max", "candidates.value < rule.max"),
        ("fits | ~candidates.holds_services", "fits & candidates.holds_services"),
        ("rule.max * value_scale(scenario)", "rule.max"),
    ),
    *kind(
        "term",
        ("(first <= rule.start_within)", "(first < rule.start_within)"),
        ("abs(one - other) > within", "abs(one - other) >= within"),
        ("lambda unit: unit.last_year", "lambda unit: unit.first_year"),
    ),
    *kind(
        "contiguous",
        ("or local <= set(rule.services)", "or bool(local)"),
        ("| ~candidates.holds_services(rule.services)", ""),
    ),
    *kind(
        "alignment",
        ("or scenario.divided:", ":"),
        ("| ~candidates.holds_services(rule.services)", ""),
        ("flags &= holds_all_or_none", "flags |= holds_all_or_none"),
    ),
    *kind(
        "term",
        (" & (last <= rule.end_within)", ""),
        ("> within", ">= within"),
        ("unit.last_year, rule.end_within)", "unit.first_year, rule.end_within)"),
    ),
    *kind("together", ("blocks=(scenario.find_positions(rule.units),)", "")),
    *kind(
        "fixed",
        (" & (\n        (held == 0) | (candidates.lots.sizes == held)\n    )", ""),
        ("conflicts=((group, others),)", ""),
    ),
    *kind(
        "apart",
        ("groups_held <= 1", "groups_held <= 2"),
        ("conflicts=tuple(combinations(rule.list_groups(scenario), 2))", "conflicts=()"),
    ),
    *kind("hub", ("== len(hub)", ">= 1"), ("flags |=", "flags &=")),
    *mutations(
        "solver/constraints/hub.py",
        "tests/column_generation/test_requirements.py",
        ("LotBand(weights, 1, None)", "LotBand(weights, 0, None)"),
        ("LotBand(weights, 1, None)", "LotBand(weights, 1, 1)"),
    ),
    *kind("separate", ("(own == 0) |", "(own >= 0) |"), ("- own),))", "),))")),
    *kind(
        "mix",
        ("held.sum(axis=1) == 1", "held.sum(axis=1) <= 2"),
        ("if not rule.may_share_lot({a, b})", "if rule.may_share_lot({a, b})"),
        ("s not in combination", "s in combination"),
    ),
    *kind(
        "procedure",
        ("procedures == 1", "procedures <= 2"),
        ("combinations(_group_by_procedure(scenario), 2)", "[]"),
    ),
    *kind(
        "travel",
        ("> rule.max_km", ">= rule.max_km"),
        ("here.locality and there.locality and", ""),
        ("enumerate(scenario.units[a + 1 :], start=a + 1)", "enumerate(scenario.units[a + 1 :])"),
        (
            "return GrowthPruning(conflicts=_find_distant_units(rule, scenario))",
            "return GrowthPruning()",
        ),
        ("too_far |= (candidates", "too_far = (candidates"),
    ),
    *kind(
        "bidders",
        ("candidates.bidder_count >= rule.min", "candidates.bidder_count > rule.min"),
        ("(everyone, rule.min)", "(everyone, 1)"),
    ),
    *mutations(
        "solver/candidates/table.py",
        f"{GOLDEN}[together] {GOLDEN}[fixed] {GOLDEN}[alignment]",
        ("(held == 0) |", ""),
        ("held == len(group)", "held >= 1"),
    ),
]
