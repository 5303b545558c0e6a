"""Faults in the rows of rules about whole designs."""

from tests.mutations.limits import kind
from tests.mutations.mutation import mutations

TABLE = [
    *kind(
        "envelope",
        ("-floor(limit)", "-floor(limit) - 1"),
    ),
    *mutations(
        "solver/candidates/counted_amounts.py",
        "tests/constraints/test_golden.py::test_the_limits_of_a_kind_are_those_of_its_golden_text[envelope]",
        ('"cost": candidates.cost, "gross"', '"cost": candidates.paid, "gross"'),
        ("amounts[rule.counted_amount], services)", "amounts[rule.counted_amount], None)"),
        ("if counted is None:", "if True:"),
    ),
    *kind(
        "saving",
        ("target - today[year]", "-today[year]"),
        ("candidates.cost[:, year]", "candidates.cost[:, 0]"),
    ),
    *kind(
        "lot_count",
        ("rule.min, rule.max", "rule.min, None"),
        ("candidates.holds_services(rule.services)", "candidates.holds_services(None)"),
    ),
    *kind(
        "balance",
        ("(bottom - top)", "bottom"),
        ("// (bottom + top)", "// bottom"),
        ("chosen(np.where(selected, sizes, 0))", "chosen(sizes)"),
        ("if top < bottom:", "if True:"),
    ),
    *kind("change", ("add_constant(-rule.max_pairs)", "add_constant(-rule.max_pairs - 1)")),
    *mutations(
        "solver/candidates/unit_pairs.py",
        "tests/constraints/test_golden.py::test_the_limits_of_a_kind_are_those_of_its_golden_text[change]",
        ("inside - 2 * _count_pairs", "inside - _count_pairs"),
        ("int(_count_pairs(marks.sum(axis=0)[None])[0])", "0"),
    ),
    *kind(
        "small_bidders",
        (
            "np.where(candidates.is_accessible, 0, candidates.external_value)",
            "np.where(candidates.is_accessible, candidates.external_value, 0)",
        ),
        ("1 - rule.share", "rule.share"),
        ("rule.lots, None", "None, rule.lots"),
        ("& single, needed)", "& single, 1)"),
        ("find_small_parties(scenario) & single", "single"),
    ),
    *kind(
        "award",
        ("rule.min_winners, None", "None, rule.min_winners"),
        (
            "winners.sum_won(p, winners.candidates.value)",
            "winners.sum_won(p, 0 * winners.candidates.value)",
        ),
    ),
    *kind(
        "small_award",
        ("1 - rule.min_share", "rule.min_share"),
        ("rule.min_lots, None)", "None, rule.min_lots)"),
        ("small=False)", "small=True)"),
        ("(p in small_parties) == small", "p in small_parties"),
    ),
    *kind(
        "reserved",
        ('provider.kind == "mutual"', 'provider.kind != "mutual"'),
        ("rule.min, None)", "None, rule.min)"),
        ("year_counts > MOST_RESERVED_YEARS", "year_counts > MOST_RESERVED_YEARS + 9"),
    ),
]
