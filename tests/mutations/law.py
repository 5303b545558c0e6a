"""Faults in which law holds on a day, and in what it is said to ask."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/law/parameters.py",
        "tests/law tests/market/test_small.py",
        ("begins <= noticed", "begins < noticed"),
        ("if noticed is None or", "if noticed is not None and"),
        ("(*read_shipped_rows(), *changed)", "(*changed, *read_shipped_rows())"),
        ("in sorted(rows.items())", "in reversed(sorted(rows.items()))"),
        ("pence * (1 + (self", "pence * (0 + (self"),
    ),
    *mutations(
        "lotdesign/scenario/rows.py",
        "tests/law",
        ('return text == "yes"', 'return text == "no"'),
        ('if text not in ("yes", "no"):', "if False:"),
        ("share = parse_percentage(text)", "share = parse_number(text)"),
        ('"light_touch_threshold": _parse_limit', '"light_touch_threshold": _parse_multiple'),
    ),
    *mutations(
        "lotdesign/law/flags.py",
        "tests/law/test_flags.py",
        ("if not is_other_regime(scenario.units[u])", ""),
        (".strip().lower() in _OTHER", " in _OTHER"),
        ("sum(sum(scenario.units[u].gross) for", "sum(scenario.units[u].gross[0] for"),
    ),
    *mutations(
        "lotdesign/law/flags.py",
        "tests/law/test_flags.py tests/frameworks/test_law.py",
        ("above = whole >= limit", "above = whole > limit"),
        ("_count_for_threshold(law, each) < limit", "each < limit"),
        ("if above and alone and", "if above and"),
        ("whole >= usual:", "whole > usual:"),
        ("if not above and usual", "if usual"),
        ('if row.standing == "uncertain" else level', "if False else level"),
        ("if left_out:", "if not left_out:"),
        (
            'if law.get_amount("thresholds_with_vat") else Fraction(pence)',
            "if True else Fraction(0)",
        ),
        ('"look" if above else "fact"', '"fact" if above else "look"'),
    ),
    *mutations(
        "lotdesign/law/flags.py",
        "tests/law/test_flags.py",
        ('if lot.route == "external")', ")"),
        ("if len(case.lots) == 1:", "if len(case.lots) <= 2:"),
        ("if years <= longest:", "if years < longest:"),
        ("elif first <= longest:", "elif first < longest:"),
        ("if len(held) > 1:", "if len(held) > 2:"),
        (
            "case.law.add_vat(sum_lot_worth(case.scenario, lot)) > limit",
            "sum_lot_worth(case.scenario, lot) > limit",
        ),
        (
            "case.law.add_vat(sum_lot_worth(case.scenario, lot)) > limit",
            "case.law.add_vat(sum_lot_worth(case.scenario, lot)) >= limit",
        ),
        ("or asked <= most:", "or asked < most:"),
        ("if rule.party_share_cap is not None", 'if rule.kind == "award"'),
        ("if len(regimes) < 2:", "if len(regimes) < 1:"),
    ),
    *mutations(
        "lotdesign/input/check_sources.py",
        "tests/law tests/frameworks/test_law.py",
        ("if authority.notice_date:", "if False:"),
        ('yield from _find_day_flaws((*loc, "from"), row.since)', ""),
        ("if (row.parameter, row.since) in seen:", "if False:"),
        ("LAW_VALUE_PARSERS[row.parameter](row.value)", "pass"),
    ),
    *mutations(
        "lotdesign/frameworks/results.py",
        "tests/frameworks/test_law.py",
        ("else None, document.law)", "else None)"),
    ),
]
"""The law as dated figures."""
