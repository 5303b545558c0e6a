"""Faults in who can bid, who is small and what a certificate asks."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/market/eligibility.py",
        "tests/market/test_eligibility.py",
        ("s not in provider.services", "s in provider.services"),
        ("place.id in asked) and", "False) and"),
        ('everywhere = "" in asked', "everywhere = False"),
        ("and not scenario.localities else", "else"),
        ("needed > provider.annual_turnover", "needed >= provider.annual_turnover"),
        ("scenario.market.turnover_multiple * value", "value"),
        ("value > provider.capacity", "value >= provider.capacity"),
        ("staff > provider.tupe_limit", "staff >= provider.tupe_limit"),
        ("value < provider.min_lot_value", "value <= provider.min_lot_value"),
        ("if not growing and", "if"),
    ),
    *mutations(
        "lotdesign/holding.py",
        "tests/core/test_holding.py tests/market/test_eligibility.py",
        ("if p <= held", "if p & held"),
        ("held - held_whole(scenario, held)", "held"),
        ('{""} if local != held', '{""} if not local'),
        ("here == there or ", ""),
    ),
    *mutations(
        "lotdesign/market/small.py",
        "tests/market/test_small.py",
        ("provider.kind not in test.kinds:", "provider.kind in test.kinds:"),
        ("turnover is None or turnover >", "turnover is not None and turnover >"),
        ("turnover > test.max_turnover", "turnover >= test.max_turnover"),
        ("provider.staff < fewer_than", "provider.staff <= fewer_than"),
        ("else figure <= most", "else figure < most"),
        ("None if figure is None or most is None", "False if figure is None or most is None"),
        ('law.amount("sme_balance_sheet")', 'law.amount("sme_turnover")'),
        ("few is False or sizes", "sizes"),
        ("sizes == (False, False)", "False in sizes"),
        ("few is None or True not in sizes", "True not in sizes"),
        ("few is None or True not in sizes", "few is None"),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        "tests/market/test_certificate.py",
        ("load.value > provider.capacity", "load.value >= provider.capacity"),
        ("load.lots > provider.max_lots", "load.lots >= provider.max_lots"),
        ("load.staff > provider.tupe_limit", "load.staff >= provider.tupe_limit"),
        ("before.lots + 1", "1"),
        ("before.staff +", "0 +"),
    ),
    *mutations(
        "lotdesign/rules/shared/certificate.py",
        "tests/rules/test_award.py tests/rules/test_small_award.py",
        ('return "no such award exists"', 'return ""'),
        ("if winner not in", "if False and winner not in"),
        ('next(overloads(ledger.scenario, taken), "")', '""'),
    ),
]
