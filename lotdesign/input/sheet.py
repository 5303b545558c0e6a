"""The sheet: filled rows of text by number, whatever sort of file they came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lotdesign.input.limits import ReadingLimits, build_too_large

CellMark = Literal["date", "formula", "error"]
"""What a cell is besides its text: a date, a formula without a value, a formula's error."""


class SheetRow(NamedTuple):
    """A row by its number in the spreadsheet, from 1, and its cells up to the last filled one."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that have a filled cell.

    `file` and `name` say where it is; the name of a CSV file's only sheet is "". `marks` are by
    row number and column from 0. `hidden_rows`, `hidden_columns` and `merged` (as "A2:A4") are
    what a reader of the spreadsheet may not see.
    """

    file: str
    name: str
    rows: tuple[SheetRow, ...]
    marks: Mapping[tuple[int, int], CellMark] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    merged: Sequence[str] = ()

    @property
    def where(self) -> str:
        """The place in faults: data.xlsx, sheet units."""
        return f"{self.file}, sheet {self.name}" if self.name else self.file

    @property
    def title(self) -> str:
        """The place in sentences: sheet units of data.xlsx."""
        return f"sheet {self.name} of {self.file}" if self.name else self.file


class CellCounter:
    """Counts the cells and characters of a file's sheets; raises InputFaults above the limits."""

    def __init__(self, where: str, limits: ReadingLimits) -> None:
        self._where = where
        self._limits = limits
        self._cells = 0
        self._characters = 0

    def count_row(self, cells: Sequence[str], times: int = 1) -> None:
        """Count a row that stands so many times."""
        self._cells += len(cells) * times
        self._characters += sum(map(len, cells)) * times
        if self._cells > self._limits.cells:
            raise build_too_large(self._where, f"it has more than {self._limits.cells:,} cells")
        if self._characters > self._limits.cell_text:
            raise build_too_large(
                self._where, f"its text has more than {self._limits.cell_text:,} characters"
            )


def strip_blank_end(cells: Sequence[str]) -> tuple[str, ...]:
    """Drop blank cells at the end, as spreadsheets write to the right of a table."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


def name_column(position: int) -> str:
    """The letters of a column, from 0: A, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
