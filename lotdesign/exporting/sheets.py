"""Sheets as they are drawn up: cells with text, numbers or formulas, before any file is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Literal

CellLook = Literal[
    "title",
    "text",
    "wrapped",
    "heading",
    "above figures",
    "input",
    "input_percent",
    "input_number",
    "money",
    "total",
    "number",
    "percent",
]
"""How a cell is shown; an input is a figure that may be changed."""

MOST_ARGUMENTS = 200
"""Arguments of one function; spreadsheets take 255."""

CellContent = str | int | Fraction
"""Text, a number, or a formula: text that begins with "="."""


@lru_cache(maxsize=1024)
def name_column(column: int) -> str:
    """The letters of a column, 0 the first: A, Z, AA."""
    letters = ""
    while column >= 0:
        column, place = divmod(column, 26)
        letters = chr(ord("A") + place) + letters
        column -= 1
    return letters


def parse_column(letters: str) -> int:
    """The column with these letters, 0 the first."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell by sheet, row and column, 0 the first; as text the way a formula names it."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{name_column(self.column)}{self.row + 1}"

    @property
    def fixed(self) -> str:
        """As a formula names a cell that stays where it is when the formula is copied."""
        return f"{self.sheet}!${name_column(self.column)}${self.row + 1}"

    def shift(self, columns: int) -> "CellRef":
        """The cell so many columns to the right."""
        return CellRef(self.sheet, self.row, self.column + columns)


def name_range(first: CellRef, last: CellRef) -> str:
    """The cells from one to another of the same sheet."""
    return f"{first}:{name_column(last.column)}{last.row + 1}"


def apply_to_cells(function: str, cells: Iterable[CellRef]) -> str:
    """A function of many cells: neighbours below each other as ranges, and nested where it must.

    Only for functions of which that is the same: SUM, MIN and MAX.
    """
    arguments = _list_ranges(set(cells))
    while len(arguments) > MOST_ARGUMENTS:
        groups = (
            arguments[i : i + MOST_ARGUMENTS] for i in range(0, len(arguments), MOST_ARGUMENTS)
        )
        arguments = [f"{function}({','.join(group)})" for group in groups]
    return f"{function}({','.join(arguments)})"


def _list_ranges(cells: Iterable[CellRef]) -> list[str]:
    ordered = sorted(cells, key=lambda cell: (cell.sheet, cell.column, cell.row))
    runs = [
        [cell for _, cell in run]
        for _, run in groupby(
            enumerate(ordered), lambda each: (each[1].sheet, each[1].column, each[1].row - each[0])
        )
    ]
    return [str(run[0]) if len(run) == 1 else name_range(run[0], run[-1]) for run in runs]


def sum_cells(cells: Sequence[CellRef]) -> str:
    """What adds different cells up, without "=": one cell by itself, 0 for none."""
    if not cells:
        return "0"
    return str(cells[0]) if len(cells) == 1 else apply_to_cells("SUM", cells)


@dataclass(frozen=True, slots=True)
class DraftCell:
    """What stands in a cell and how it is shown; only formulas of ours are `computed`."""

    content: CellContent
    look: CellLook
    computed: bool = False


@dataclass
class SheetDraft:
    """A sheet that is being drawn up, from top to bottom; `row` is the next empty one."""

    title: str
    widths: tuple[int, ...] = ()
    frozen_rows: int = 0
    frozen_columns: int = 0
    cells: dict[tuple[int, int], DraftCell] = field(default_factory=dict)
    row: int = 0

    def put(self, column: int, content: CellContent, look: CellLook = "text") -> CellRef:
        """Put text or a number into the next row; text is never run, whatever it begins with."""
        self.cells[self.row, column] = DraftCell(content, look)
        return CellRef(self.title, self.row, column)

    def put_formula(self, column: int, formula: str, look: CellLook = "money") -> CellRef:
        """Put a formula, without "=", into the next row; names of its own sheet are left out."""
        own = re.sub(rf"\b{self.title}!", "", formula)
        self.cells[self.row, column] = DraftCell(f"={own}", look, computed=True)
        return CellRef(self.title, self.row, column)

    def put_row(self, *texts: str, look: CellLook = "text") -> None:
        """Put texts into the next row, from the left, and go on to the row below."""
        for column, text in enumerate(texts):
            if text:
                self.put(column, text, look)
        self.row += 1


@dataclass(frozen=True)
class WorkbookDraft:
    """The sheets of a workbook, in their order."""

    sheets: tuple[SheetDraft, ...]

    def find_content(self, cell: CellRef) -> CellContent | None:
        """What stands in a cell, a formula with its "="; None in an empty one and for text."""
        held = self._by_title[cell.sheet].cells.get((cell.row, cell.column))
        if held is None or (isinstance(held.content, str) and not held.computed):
            return None
        return held.content

    @property
    def _by_title(self) -> Mapping[str, SheetDraft]:
        return {sheet.title: sheet for sheet in self.sheets}
