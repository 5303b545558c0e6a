"""Reads the sheets of an .xlsx workbook (ISO/IEC 29500): cells that are filled, nothing else.

openpyxl, which writes our workbooks, reads a sheet by its used range: a column formatted down to
the last row takes it minutes and gigabytes. Faster readers keep neither percentages, formulas
without a value nor hidden rows. So the file is read here as a stream, in any order of its rows.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.input.number_formats import (
    NumberSort,
    classify_format,
    shorten_moment,
    write_date,
    write_number,
)
from lotdesign.input.sheet import CellCounter, CellMark, Sheet, SheetRow, strip_blank_end
from lotdesign.input.xml_events import (
    StopReading,
    WorkbookParts,
    XmlAttributes,
    XmlHandler,
    read_attribute,
)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 16_384

_MOST_MERGED = 1_000
"""Merged areas that are kept: what is told of them names a few."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """What a cell's style says of its number."""

    sort: NumberSort = "number"
    code: str = ""


@dataclass(frozen=True, slots=True)
class XlsxSheetEntry:
    """A sheet by its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class _Relations(XmlHandler):
    """The parts that a part refers to, by the ids that it uses."""

    def __init__(self, folder: str) -> None:
        self.targets: dict[str, str] = {}
        self.main = ""
        self._folder = folder

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        joined = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        self.targets[attributes.get("Id", "")] = joined
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = joined


class _WorkbookIndex(XmlHandler):
    """The sheets of a workbook, in order, and how it counts days."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self.sheets: list[XlsxSheetEntry] = []
        self.starts_1904 = False
        self.works_out_on_opening = False
        self._targets = targets

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "sheet":
            part = self._targets.get(
                read_attribute({k: v for k, v in attributes.items() if k != "name"}, "id"), ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(XlsxSheetEntry(attributes.get("name", ""), part, hidden))
        elif name == "workbookPr":
            self.starts_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "calcPr":
            self.works_out_on_opening = attributes.get("fullCalcOnLoad") in ("1", "true")


class _SharedStrings(XmlHandler):
    """The texts that cells refer to by number; readings of characters are left out."""

    def __init__(self, counter: CellCounter) -> None:
        self.strings: list[str] = []
        self._counter = counter
        self._pieces: list[str] = []
        self._open = False
        self._reading = 0

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._reading += 1
        elif name == "t":
            self._open = not self._reading

    def text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._reading -= 1
        elif name == "si":
            self.strings.append(_unescape("".join(self._pieces)))
            self._counter.count_row((self.strings[-1],))


class _Styles(XmlHandler):
    """The number format of each style that a cell may have."""

    def __init__(self) -> None:
        self.styles: list[NumberStyle] = []
        self._codes: dict[int, str] = {}
        self._in_cell_styles = False

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "numFmt":
            self._codes[_read_whole(attributes.get("numFmtId", ""))] = attributes.get(
                "formatCode", ""
            )
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            number = _read_whole(attributes.get("numFmtId", ""))
            code = self._codes.get(number, "")
            self.styles.append(NumberStyle(classify_format(number, code), code))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            raise StopReading


@dataclass(frozen=True, slots=True)
class XlsxContext:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    styles: Sequence[NumberStyle]
    starts_1904: bool
    works_out_on_opening: bool


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
        self._cell: XmlAttributes = {}
        self._passed = ""
        self._sort, self._style = "n", NumberStyle()
        self._formula = self._has_value = False
        self._pieces: list[str] = []
        self._taken = False
        self._reading = 0

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "c":
            self._cell = attributes
            self._has_value = self._formula = False
            self._pieces = []
        elif name == "v" or (name == "t" and not self._reading):
            self._taken = self._has_value = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = _read_whole(attributes.get("r", "")) or self._row + 1
            self._column, self._passed = 0, ""
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.append(self._row)
        elif name == "rPh":
            self._reading += 1
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_read_whole(attributes.get(end, "")) for end in ("min", "max"))
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
        style = _read_whole(self._cell.get("s", "0"))
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
                number, strings = _read_whole(value), self._context.strings
                read = strings[number] if number < len(strings) else "", None
            case "str" | "inlineStr":
                read = _unescape(value), None
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
        relations = _Relations("")
        parts.parse("_rels/.rels", relations)
        folder, _, name = relations.main.rpartition("/")
        inner = _Relations(folder)
        parts.parse(posixpath.join(folder, "_rels", f"{name}.rels"), inner)
        self._index = _WorkbookIndex(inner.targets)
        parts.parse(relations.main, self._index)
        self._folder = folder
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
            strings, styles = _SharedStrings(self._counter), _Styles()
            for part, handler in (("sharedStrings.xml", strings), ("styles.xml", styles)):
                path = posixpath.join(self._folder, part)
                if self._parts.has(path):
                    self._parts.parse(path, handler)
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
        row = strip_blank_end([cells.get(column, "") for column in range(width)])
        marked = width if len(row) < width else len(row)  # a formula without a value is blank
        counter.count_row(("",) * (marked - len(cells)))
        rows.append(SheetRow(number, row + ("",) * (marked - len(row))))
    return tuple(rows)


def _unescape(text: str) -> str:
    """Text with its written-out characters, as _x000A_ for a line end."""
    return _ESCAPED.sub(_read_escaped, text) if "_x" in text else text


def _read_escaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # half a character is none


def _read_whole(text: str) -> int:
    """A whole number that an attribute holds; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _read_column(letters: str) -> int:
    """The number of a column, from 1: A, Z, AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
