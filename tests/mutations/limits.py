"""Faults in what rules about single lots ask of candidates."""

from tests.mutations.mutation import Mutation, mutations

GOLDEN = "tests/constraints/test_golden.py::test_the_limits_of_a_kind_are_those_of_its_golden_text"


def kind(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the limits of one kind of rule."""
    return mutations(f"solver/limits/{name}.py", f"{GOLDEN}[{name}]", *changes)


TABLE = [
    *kind(
        "lot_size",
        ("sizes >= (rule.min or 0)", "sizes > (rule.min or 0)"),
        ("rule.max),))", "rule.max - 1),))"),
    ),
    *kind(
        "lot_value",
        ("or rule.services is not None", ""),
        ("facts.value <= rule.max", "facts.value < rule.max"),
        ("fits | ~facts.holding", "fits & facts.holding"),
        ("rule.max * value_scale(scenario)", "rule.max"),
    ),
    *kind(
        "contiguous",
        ("or local <= set(rule.services)", "or bool(local)"),
        ("| ~facts.holding(rule.services)", ""),
    ),
    *kind(
        "alignment",
        ("or scenario.divided:", ":"),
        ("| ~facts.holding(rule.services)", ""),
        ("flags &= all_or_none", "flags |= all_or_none"),
    ),
    *kind("together", ("blocks=(scenario.positions(rule.units),)", "")),
    *kind(
        "fixed",
        ("& ((held == 0) | (facts.lots.sizes == held))", ""),
        ("conflicts=((group, others),)", ""),
    ),
    *kind(
        "apart",
        ("touched <= 1", "touched <= 2"),
        ("rule.groups(scenario), 2)", "rule.groups(scenario), 3)"),
    ),
    *kind("separate", ("(own == 0) |", "(own >= 0) |"), ("- own),))", "),))")),
    *kind(
        "mix",
        ("held.sum(axis=1) == 1", "held.sum(axis=1) <= 2"),
        ("if not rule.allows({a, b})", "if rule.allows({a, b})"),
        ("s not in combination", "s in combination"),
    ),
    *kind("procedure", ("ways == 1", "ways <= 2"), ("combinations(_alike(scenario), 2)", "[]")),
    *kind(
        "travel",
        ("> rule.max_km", ">= rule.max_km"),
        ("here.locality and there.locality and", ""),
        ("enumerate(scenario.units[a + 1 :], start=a + 1)", "enumerate(scenario.units[a + 1 :])"),
        ("return Shape(conflicts=_far(rule, scenario))", "return Shape()"),
        ("apart |= (facts", "apart = (facts"),
    ),
    *kind(
        "bidders",
        ("facts.bidders >= rule.min", "facts.bidders > rule.min"),
        ("(everyone, rule.min)", "(everyone, 1)"),
    ),
    *mutations(
        "solver/candidates/table.py",
        f"{GOLDEN}[together] {GOLDEN}[fixed] {GOLDEN}[alignment]",
        ("(held == 0) |", ""),
        ("held == len(group)", "held >= 1"),
    ),
]
