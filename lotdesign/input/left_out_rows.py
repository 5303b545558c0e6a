"""Rows below a header that are no rows of the table: totals, notes, the header once more.

Each is left out by one rule, and told: nothing of a table is passed over in silence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from lotdesign.faults import make_printable
from lotdesign.input.header import SheetHeader, join_words_of_cell
from lotdesign.input.sheet import SheetRow

_TOTAL_WORDS = re.compile(r"((grand|overall|sub)[ -]?)?totals?\b.*|sums?\b.*", re.IGNORECASE)
_AMOUNT = re.compile(r"[+-]?£?[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?")
_NOTE_WORDS = 4
"""Words from which a lone cell below the table is a note, and no row that somebody began."""


@dataclass(frozen=True, slots=True)
class BodyRows:
    """The rows of a table, and those left out: totals with what they say, notes, repeated headers.

    A total's text says where it differs from the sum of the rows above.
    """

    kept: tuple[SheetRow, ...]
    totals: tuple[tuple[int, str], ...] = ()
    notes: tuple[int, ...] = ()
    headers: tuple[int, ...] = ()


@dataclass
class _Sums:
    """Running sums of the columns, for recognising a total and checking it."""

    values: dict[int, Decimal] = field(default_factory=dict)

    def add(self, cells: Sequence[str]) -> None:
        """Add a row of the table."""
        for i, cell in enumerate(cells):
            amount = read_amount(cell)
            if amount is not None:
                self.values[i] = self.values.get(i, Decimal(0)) + amount


def read_amount(cell: str) -> Decimal | None:
    """The figure in a cell, without £ and commas; None for anything else."""
    text = cell.strip()
    if not text or len(text) > 40 or not _AMOUNT.fullmatch(text.replace(" ", "")):
        return None
    return Decimal(re.sub("[£, %]", "", text))


def split_body(
    header: SheetHeader, identifying: frozenset[str], rows: Sequence[SheetRow]
) -> BodyRows:
    """Tell the rows of the table from totals, notes and repeated headers."""
    sums = _Sums()
    kept: list[SheetRow] = []
    totals: list[tuple[int, str]] = []
    headers: list[int] = []
    needed = [header.columns[column] for column in identifying if column in header.columns]
    for row in rows:
        if tuple(map(join_words_of_cell, row.cells[: len(header.names)])) == header.names:
            headers.append(row.number)
        elif kept and _is_total(row.cells, needed, sums):
            totals.append((row.number, _describe_total(header, row.cells, sums)))
        else:
            kept.append(row)
            sums.add(row.cells)
    notes = tuple(_find_notes(kept, header))
    table = tuple(kept[: len(kept) - len(notes)])
    return BodyRows(table, tuple(totals), notes, tuple(headers))


def _is_total(cells: Sequence[str], needed: Sequence[int], sums: _Sums) -> bool:
    """Whether a row is a total: by its first word, or as it adds up and has no id."""
    filled = [(i, cell.strip()) for i, cell in enumerate(cells) if cell.strip()]
    (_, first), *others = filled
    amounts = [(i, read_amount(cell)) for i, cell in filled]
    if _TOTAL_WORDS.fullmatch(first) and len(first) < 80:
        return all(amount is not None for _, amount in amounts[1:]) and (
            bool(others) or len(needed) > 1
        )
    without_id = bool(needed) and not any(cells[i].strip() for i in needed if i < len(cells))
    return without_id and all(
        amount is not None and sums.values.get(i) == amount != 0 for i, amount in amounts
    )


def _describe_total(header: SheetHeader, cells: Sequence[str], sums: _Sums) -> str:
    """What a total says that the rows above do not; "" where it adds up."""
    for i, cell in enumerate(cells):
        amount, added = read_amount(cell), sums.values.get(i)
        if amount is not None and added is not None and amount != added:
            name = header.names[i] if i < len(header.names) else f"column {i + 1}"
            return (
                f"it says {make_printable(cell.strip())} for {make_printable(name)}, "
                f"and the rows above come to {added:,}"
            )
    return ""


def _find_notes(kept: Sequence[SheetRow], header: SheetHeader) -> Iterator[int]:
    """The numbers of the notes below the table: lone cells, once a blank row or a total parts them.

    A lone cell of several words is one too, and then all below it.
    """
    first = len(kept)
    while first > 1 and sum(bool(cell.strip()) for cell in kept[first - 1].cells) == 1:
        first -= 1
    if len(header.columns) < 2:
        return  # every row of a single column is a lone cell
    seen = False
    for before, row in pairwise(kept[max(0, first - 1) :]):
        (text,) = (cell for cell in row.cells if cell.strip())
        parted = row.number - before.number > 1  # a row that was left out, or a blank one
        seen = seen or parted or len(text.split()) >= _NOTE_WORDS
        if seen:
            yield row.number
