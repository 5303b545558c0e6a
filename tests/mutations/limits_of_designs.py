"""Faults in the rows of rules about whole designs."""

from tests.mutations.limits import kind
from tests.mutations.mutation import mutations

TABLE = [
    *kind(
        "envelope",
        ("-floor(limit)", "-floor(limit) - 1"),
        ('"cost": facts.cost, "gross"', '"cost": facts.paid, "gross"'),
        ("facts.taken(amounts, rule.services)", "facts.taken(amounts, None)"),
    ),
    *kind(
        "saving",
        ("target - today[year]", "-today[year]"),
        ("facts.cost[:, year]", "facts.cost[:, 0]"),
    ),
    *kind(
        "lot_count",
        ("rule.min, rule.max", "rule.min, None"),
        ("facts.holding(rule.services)", "facts.holding(None)"),
    ),
    *kind(
        "balance",
        ("(bottom - top)", "bottom"),
        ("// (bottom + top)", "// bottom"),
        ("np.where(selected, sizes, 0)", "sizes"),
        ("if top < bottom:", "if True:"),
    ),
    *kind("change", ("plus(-rule.max_pairs)", "plus(-rule.max_pairs - 1)")),
    *mutations(
        "solver/candidates/unit_pairs.py",
        "tests/constraints/test_golden.py::test_the_limits_of_a_kind_are_those_of_its_golden_text[change]",
        ("inside - 2 * _pairs", "inside - _pairs"),
        ("int(_pairs(marks.sum(axis=0)[None])[0])", "0"),
    ),
    *kind(
        "small_bidders",
        (
            "np.where(facts.accessible, 0, facts.let_value)",
            "np.where(facts.accessible, facts.let_value, 0)",
        ),
        ("1 - rule.share", "rule.share"),
        ("rule.lots, None)", "None, rule.lots)"),
        ("& single, needed),))", "& single, 1),))"),
        ("small_parties(scenario) & single", "single"),
    ),
    *kind(
        "award",
        ("rule.min_winners, None)", "None, rule.min_winners)"),
        ("winners.load(p, winners.facts.value)", "winners.load(p, 0 * winners.facts.value)"),
    ),
    *kind(
        "small_award",
        ("1 - rule.min_share", "rule.min_share"),
        ("rule.min_lots, None)", "None, rule.min_lots)"),
        ("small=False)", "small=True)"),
        ("(p in little) == small", "p in little"),
    ),
    *kind(
        "reserved",
        ('provider.kind == "mutual"', 'provider.kind != "mutual"'),
        ("rule.min, None)", "None, rule.min)"),
        ("counted[:] = 0", "pass"),
    ),
]
