"""Drawn faults of what everybody relies on: the checker, money, market, evaluation and readers."""

from dataclasses import replace

from tests.mutations.drawn import draw_mutations, list_files
from tests.mutations.lists import SOLVED

_BY_HAND = (
    "better_designs",
    "lot_listing",
    "claims",
    "structure",
    "readers",
    "impossibility",
    "proof_basis",
    "robust_claims",
)
"""What takes a second or two, before the rest of tests/verify, which takes a minute."""

CHECKER = draw_mutations(
    list_files("lotdesign/verify"),
    " ".join(
        [
            *(f"tests/verify/test_{name}.py" for name in _BY_HAND),
            "tests/preflight/test_small_parts.py tests/verify",
        ]
    ),
    100,
)
MONEY = draw_mutations(
    list_files("lotdesign/money", "lotdesign/pence.py", "lotdesign/scenario/yearly_budgets.py"),
    "tests/core/test_pence.py tests/scenario/test_yearly_budgets.py "
    f"tests/scenario/test_positions_and_parts.py tests/money {SOLVED}",
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
    "tests/core/test_conditions.py tests/core/test_geography.py "
    f"tests/measures tests/rules tests/verify {SOLVED}",
    60,
)
_NESTING = "lotdesign/input/nesting.py"
"""Where a document is measured without end no test ends: a few say so as well as all."""

READERS = [
    replace(each, tests="tests/input/test_limits.py") if each.file == _NESTING else each
    for each in draw_mutations(
        list_files("lotdesign/input"),
        "tests/input/test_limits.py tests/input/test_sheets.py tests/sweep/test_variations.py "
        "tests/scenario tests/appraisal/test_faults.py tests/input",
        100,
    )
]
