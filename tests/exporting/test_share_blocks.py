"""Sharing out by long division: largest remainders, and no number that a spreadsheet rounds."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotdesign.exporting.formula_values import FormulaValues
from lotdesign.exporting.share_blocks import (
    LARGEST_SUM_OF_WEIGHTS,
    PartToShare,
    write_share_block,
)
from lotdesign.exporting.sheets import CellRef, SheetDraft, WorkbookDraft
from lotdesign.pence import share_out

LARGEST_EXACT = 2**53


def shared(total: int, weights: list[int]) -> tuple[list[int], WorkbookDraft]:
    """The shares in pence, and the sheet with the long division."""
    draft = SheetDraft("Shares")
    amount = draft.put(0, Fraction(total, 100), "money")
    draft.row += 1
    parts = [PartToShare(str(i), {0: str(weight)}) for i, weight in enumerate(weights)]
    block = write_share_block(draft, {1: str(amount)}, _in_column(parts), "money")
    book = WorkbookDraft((draft,))
    values = FormulaValues(book)
    return [int(values.compute(share[1]) * 100) for share in block.shares], book


def _in_column(parts: list[PartToShare]) -> list[PartToShare]:
    return [PartToShare(part.name, {1: part.weights[0]}) for part in parts]


WEIGHTS = st.lists(
    st.one_of(st.integers(0, 9), st.integers(0, 10**11), st.just(10**9 + 1)), min_size=1, max_size=8
)


@settings(deadline=None)
@given(total=st.one_of(st.integers(-300, 300), st.integers(-(10**11), 10**11)), weights=WEIGHTS)
def test_shares_are_those_of_the_exact_accounts(total: int, weights: list[int]) -> None:
    assert shared(total, weights)[0] == list(share_out(total, weights))


@pytest.mark.parametrize(
    ("total", "weights"),
    [
        (1, [1, 1, 1]),
        (2, [1, 1, 1]),
        (5, [1, 3]),
        (-5, [1, 3]),
        (7, [0, 0, 0]),
        (10**11 - 1, [10**11 - 3, 10**11 - 1, 10**11 - 7]),
    ],
)
def test_ties_and_ends(total: int, weights: list[int]) -> None:
    assert shared(total, weights)[0] == list(share_out(total, weights))


@settings(deadline=None)
@given(
    total=st.integers(0, LARGEST_SUM_OF_WEIGHTS),
    weights=st.lists(st.integers(1, LARGEST_SUM_OF_WEIGHTS // 8), min_size=1, max_size=8),
)
def test_no_step_is_larger_than_a_spreadsheet_counts(total: int, weights: list[int]) -> None:
    """Each remainder carried on, times 1,000, and each group of digits times its weight."""
    whole = sum(weights)
    shares, book = shared(total, weights)
    values, (sheet,) = FormulaValues(book), book.sheets
    labels = {str(draft.content): row for (row, column), draft in sheet.cells.items() if not column}
    rows = [row for label, row in labels.items() if label.startswith("  of that")]
    groups = [values.compute(CellRef("Shares", row, 1)) for row in rows]
    assert len(groups) == 4
    for weight in weights:
        left = 0
        for group in groups:
            step = left * 1000 + int(group) * weight
            assert step < LARGEST_EXACT
            left = step % whole
        assert left == total * weight % whole
    assert sum(shares) == total
