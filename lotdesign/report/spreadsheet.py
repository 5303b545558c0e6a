"""Writes CSV that is safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from lotdesign.faults import make_printable
from lotdesign.result.base import WrittenFigure

FORMULA_STARTS = ("=", "+", "-", "@", "\t")
"""First characters of a cell that a spreadsheet would evaluate."""

_LONGEST_CELL = 20_000


def write_csv(headers: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue()


def write_cell(value: WrittenFigure) -> str:
    """Write a figure as a cell, empty where there is none."""
    return "" if value is None else str(value)


def escape_cell(text: str) -> str:
    """Escape text for a cell: no control characters, and never a formula."""
    plain = make_printable(text, _LONGEST_CELL)
    return f"'{plain}" if text.startswith(FORMULA_STARTS) else plain
