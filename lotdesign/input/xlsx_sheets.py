"""Reads the sheets of an .xlsx workbook (ISO/IEC 29500): cells that are filled, nothing else.

openpyxl reads a sheet by its used range: a column formatted down to the last row takes it minutes
and gigabytes. Faster readers keep neither percentages, formulas without a value nor hidden rows.
So the file is read here as a stream, in any order of its rows.
"""

import posixpath
import re
from collections.abc import Mapping

from lotdesign.input.number_formats import shorten_moment, write_date, write_number
from lotdesign.input.sheet import CellCounter, CellMark, Sheet, SheetRow
from lotdesign.input.xlsx_parts import (
    CellStyles,
    NumberStyle,
    PartLinks,
    SharedStrings,
    WorkbookIndex,
    XlsxContext,
    read_whole_attribute,
    unescape_text,
)
from lotdesign.input.xml_events import WorkbookParts, XmlAttributes, XmlHandler

_CELL_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 16_384

_MOST_MERGED = 1_000
"""Merged areas that are kept: what is told of them names a few."""


class _XlsxHandler(XmlHandler):
    """The filled cells of a sheet."""

    def __init__(self, context: XlsxContext, counter: CellCounter) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.marks: dict[tuple[int, int], CellMark] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.merged: list[str] = []
        self._context = context
        self._counter = counter
        self._row = self._column = 0
        self._passed = ""
        self._sort, self._style = "n", NumberStyle()
        self._begin_cell({})
        self._taken = False
        self._reading = 0

    def _begin_cell(self, attributes: XmlAttributes) -> None:
        self._cell = attributes
        self._formula = self._has_value = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v" or (name == "t" and not self._reading):
            self._taken = self._has_value = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = read_whole_attribute(attributes.get("r", "")) or self._row + 1
            self._column, self._passed = 0, ""
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.append(self._row)
        elif name == "rPh":
            self._reading += 1
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (read_whole_attribute(attributes.get(end, "")) for end in ("min", "max"))
            if 0 < first <= last <= _MOST_COLUMNS:
                self.hidden_columns += range(first - 1, last)
        elif name == "mergeCell" and len(self.merged) < _MOST_MERGED:
            self.merged.append(attributes.get("ref", "")[:20])

    def _find_place(self) -> None:
        """Find row and column of the cell: as it says, or one to the right of the last."""
        place = _CELL_PLACE.fullmatch(self._cell.get("r", ""))
        if place:
            self._column, self._row, self._passed = _read_column(place[1]), int(place[2]), ""
        else:
            self._move_on()

    def _move_on(self) -> None:
        """One column to the right, counted from a blank cell whose place was not looked at yet."""
        passed = _CELL_PLACE.fullmatch(self._passed)
        self._column = (_read_column(passed[1]) if passed else self._column) + 1
        self._passed = ""

    def _read_style(self) -> None:
        self._sort = self._cell.get("t", "n")
        style = read_whole_attribute(self._cell.get("s", "0"))
        styles = self._context.styles
        self._style = styles[style] if style < len(styles) else NumberStyle()

    def text(self, text: str) -> None:
        if self._taken:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._taken = False
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self._reading -= 1

    def _end_cell(self) -> None:
        if not (self._has_value or self._formula):
            if "r" in self._cell:
                self._passed = self._cell["r"]
            else:
                self._move_on()
            return
        self._find_place()
        if self._column > _MOST_COLUMNS:
            return
        self._read_style()
        text, mark = self._read_value("".join(self._pieces))
        if not text.strip() and mark is None:
            return
        cells = self.rows.setdefault(self._row, {})
        cells[self._column - 1] = text
        if mark is not None:
            self.marks[self._row, self._column - 1] = mark
        self._counter.count_row((text,))

    def _read_value(self, value: str) -> tuple[str, CellMark | None]:
        """The text of the cell as shown, and what it is besides."""
        if self._formula and self._is_not_worked_out(value):
            return "", "formula"
        read: tuple[str, CellMark | None]
        match self._sort:
            case "s":
                number, strings = read_whole_attribute(value), self._context.strings
                read = strings[number] if number < len(strings) else "", None
            case "str" | "inlineStr":
                read = unescape_text(value), None
            case "e":
                read = value, "error"
            case "b":
                read = "true" if value.strip() == "1" else "false", None
            case "d":
                read = shorten_moment(value), "date"
            case _:
                read = self._read_number(value)
        return read

    def _read_number(self, value: str) -> tuple[str, CellMark | None]:
        if self._style.sort in ("date", "time"):
            shown = write_date(value, self._context.starts_1904)
            return shown, None if shown == value else "date"
        return write_number(value, self._style.sort, self._style.code), None

    def _is_not_worked_out(self, value: str) -> bool:
        """Whether a formula has no value: none, or the 0 of a program that works none out."""
        if not self._has_value or self._sort != "n":
            return not self._has_value
        return value.strip() in (("", "0") if self._context.works_out_on_opening else ("",))


class XlsxWorkbook:
    """The sheets of an .xlsx workbook, read one by one."""

    def __init__(self, file: str, parts: WorkbookParts, counter: CellCounter) -> None:
        self._file, self._parts, self._counter = file, parts, counter
        links = PartLinks("")
        parts.parse("_rels/.rels", links)
        main = links.by_sort.get("officeDocument", "")
        folder, _, name = main.rpartition("/")
        self._links = PartLinks(folder)
        parts.parse(posixpath.join(folder, "_rels", f"{name}.rels"), self._links)
        self._index = WorkbookIndex(self._links.targets)
        parts.parse(main, self._index)
        self._context: XlsxContext | None = None
        self.entries = tuple(self._index.sheets)

    def read(self, number: int) -> Sheet:
        """Read a sheet by its number, from 0; raises InputFaults as the parts do."""
        entry = self.entries[number]
        handler = _XlsxHandler(self._read_context(), self._counter)
        self._parts.parse(entry.part, handler)
        return Sheet(
            file=self._file,
            name=entry.name,
            rows=build_sheet_rows(handler.rows, self._counter),
            marks=handler.marks,
            hidden=entry.hidden,
            hidden_rows=tuple(handler.hidden_rows),
            hidden_columns=tuple(handler.hidden_columns),
            merged=tuple(handler.merged),
        )

    def _read_context(self) -> XlsxContext:
        if self._context is None:
            strings, styles = SharedStrings(self._counter), CellStyles()
            for sort, handler in (("sharedStrings", strings), ("styles", styles)):
                part = self._links.by_sort.get(sort, "")
                if self._parts.has(part):
                    self._parts.parse(part, handler)
            self._context = XlsxContext(
                strings.strings,
                styles.styles,
                self._index.starts_1904,
                self._index.works_out_on_opening,
            )
        return self._context


def build_sheet_rows(
    found: Mapping[int, Mapping[int, str]], counter: CellCounter
) -> tuple[SheetRow, ...]:
    """The rows of cells that are given by number and column, blanks put in between."""
    rows = []
    for number in sorted(found):
        cells = found[number]
        width = max(cells, default=-1) + 1
        counter.count_row(("",) * (width - len(cells)))
        rows.append(SheetRow(number, tuple(cells.get(column, "") for column in range(width))))
    return tuple(rows)


def _read_column(letters: str) -> int:
    """The number of a column, from 1: A, Z, AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
