"""Drawn faults of what everybody relies on: the checker, money, market, evaluation and readers."""

from tests.mutations.drawn import draw_mutations, list_files
from tests.mutations.lists import SOLVED

CHECKER = draw_mutations(list_files("lotdesign/verify"), "tests/verify", 100)
MONEY = draw_mutations(
    list_files("lotdesign/money", "lotdesign/pence.py", "lotdesign/scenario/yearly_budgets.py"),
    f"tests/core/test_pence.py tests/scenario/test_yearly_budgets.py tests/money {SOLVED}",
    70,
)
MARKET = draw_mutations(
    list_files("lotdesign/market", "lotdesign/bidding"),
    f"tests/market tests/rules tests/frameworks {SOLVED}",
    60,
)
EVALUATION = draw_mutations(
    list_files(
        "lotdesign/evaluation.py",
        "lotdesign/measures",
        "lotdesign/design.py",
        "lotdesign/geography.py",
    ),
    f"tests/measures tests/rules tests/verify {SOLVED}",
    60,
)
READERS = draw_mutations(
    list_files("lotdesign/input"), "tests/scenario tests/input tests/cases", 100
)
