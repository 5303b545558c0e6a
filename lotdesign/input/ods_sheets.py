"""Reads the sheets of an .ods workbook (OpenDocument): cells that are filled, nothing else.

Repeated rows and cells are one element however many there are: blank ones cost nothing, and filled
ones count as often as they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.input.number_formats import shorten_moment, write_number
from lotdesign.input.sheet import CellCounter, CellMark, Sheet, SheetRow, name_column
from lotdesign.input.xml_events import WorkbookParts, XmlAttributes, XmlHandler, read_attribute

CONTENT_PART = "content.xml"

_CELLS = ("table-cell", "covered-table-cell")
_UNSHOWN = ("annotation", "tracked-changes", "shapes", "dde-links")
"""Elements whose text and tables are no cells of the sheet."""

_SPACES = {"tab": "\t", "line-break": "\n"}


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A cell as shown, and what it is besides."""

    text: str = ""
    mark: CellMark | None = None


class _Index(XmlHandler):
    """The names of the sheets, and which are hidden."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self._unseen: set[str] = set()
        self._style = ""
        self._depth = 0
        self._unshown = 0

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name == "style":
            self._style = read_attribute(attributes, "name")
        elif name == "table-properties" and read_attribute(attributes, "display") == "false":
            self._unseen.add(self._style)
        elif name in _UNSHOWN:
            self._unshown += 1
        elif name == "table":
            if not self._depth and not self._unshown:
                hidden = read_attribute(attributes, "style-name") in self._unseen
                self.sheets.append((read_attribute(attributes, "name"), hidden))
            self._depth += 1

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
        elif name in _UNSHOWN:
            self._unshown -= 1


class _OdsHandler(XmlHandler):
    """The filled cells of the sheet of a number."""

    def __init__(self, wanted: int, counter: CellCounter) -> None:
        self.rows: list[SheetRow] = []
        self.marks: dict[tuple[int, int], CellMark] = {}
        self.hidden_rows: list[int] = []
        self.merged: list[str] = []
        self._wanted, self._counter = wanted, counter
        self._table, self._depth, self._unshown = -1, 0, 0
        self._number = 1
        self._cells: list[OdsCell] = []
        self._blank_before = 0
        self._attributes: XmlAttributes = {}
        self._row_attributes: XmlAttributes = {}
        self._paragraphs: list[list[str]] = []
        self._in_paragraph = False

    @property
    def _taking(self) -> bool:
        return self._table == self._wanted and self._depth == 1 and not self._unshown

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if name in _UNSHOWN:
            self._unshown += 1
        elif name == "table" and not self._unshown:
            self._table += not self._depth
            self._depth += 1
        elif not self._taking:
            return
        elif name == "table-row":
            self._cells, self._blank_before, self._row_attributes = [], 0, attributes
        elif name in _CELLS:
            self._attributes, self._paragraphs = attributes, []
        elif name == "p":
            self._paragraphs.append([])
            self._in_paragraph = True
        elif self._in_paragraph and name in _SPACES:
            self._paragraphs[-1].append(_SPACES[name])
        elif self._in_paragraph and name == "s":
            spaces = min(_read_count(read_attribute(attributes, "c")), 1_000)
            self._paragraphs[-1].append(" " * spaces)

    def text(self, text: str) -> None:
        if self._in_paragraph and self._taking:
            self._paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if name in _UNSHOWN:
            self._unshown -= 1
        elif name == "table" and not self._unshown:
            self._depth -= 1
        elif not self._taking:
            return
        elif name == "p":
            self._in_paragraph = False
        elif name in _CELLS:
            self._end_cell(name)
        elif name == "table-row":
            self._end_row()

    def _end_cell(self, name: str) -> None:
        times = _read_count(read_attribute(self._attributes, "number-columns-repeated"))
        shown = "\n".join("".join(paragraph) for paragraph in self._paragraphs)
        covered = name == "covered-table-cell"
        cell = OdsCell() if covered else _read_cell(self._attributes, shown)
        if not cell.text.strip() and cell.mark is None:
            self._blank_before += times
            return
        self._counter.count_row(("",), self._blank_before)
        self._counter.count_row((cell.text,), times)
        self._cells += [OdsCell()] * self._blank_before + [cell] * times
        self._blank_before = 0
        spans = [
            _read_count(read_attribute(self._attributes, f"number-{each}-spanned"))
            for each in ("columns", "rows")
        ]
        if max(spans) > 1 and len(self.merged) < 1_000:
            self.merged.append(_name_area(self._number, len(self._cells) - 1, *spans))

    def _end_row(self) -> None:
        times = _read_count(read_attribute(self._row_attributes, "number-rows-repeated"))
        if self._cells:
            texts = tuple(cell.text for cell in self._cells)
            self._counter.count_row(texts, times - 1)
            hidden = read_attribute(self._row_attributes, "visibility") in ("collapse", "filter")
            for number in range(self._number, self._number + times):
                self.rows.append(SheetRow(number, texts))
                self.hidden_rows += [number] * hidden
                for column, cell in enumerate(self._cells):
                    if cell.mark is not None:
                        self.marks[number, column] = cell.mark
        self._number += times


def _read_cell(attributes: XmlAttributes, shown: str) -> OdsCell:
    sort = read_attribute(attributes, "value-type")
    value = read_attribute(attributes, "value")
    formula = bool(read_attribute(attributes, "formula"))
    if formula and (_is_error(shown) or "error" in attributes.values()):
        return OdsCell(shown.strip(), "error")
    match sort:
        case "float" | "currency":
            zeros = shown.strip()
            padded = zeros.isdecimal() and zeros.startswith("0") and len(zeros) > 1
            cell = OdsCell(write_number(value, "number", "0" * len(zeros) if padded else ""))
        case "percentage":
            cell = OdsCell(write_number(value, "percentage"))
        case "date":
            cell = OdsCell(shorten_moment(read_attribute(attributes, "date-value")), "date")
        case "time":
            cell = OdsCell(shown.strip() or read_attribute(attributes, "time-value"), "date")
        case "boolean":
            cell = OdsCell(read_attribute(attributes, "boolean-value"))
        case "" if formula and not shown.strip():
            cell = OdsCell("", "formula")
        case _:
            cell = OdsCell(shown or read_attribute(attributes, "string-value"))
    return cell


def _is_error(shown: str) -> bool:
    return shown.startswith(("#", "Err:")) and len(shown) < 12


class OdsWorkbook:
    """The sheets of an .ods workbook, read one by one."""

    def __init__(self, file: str, parts: WorkbookParts, counter: CellCounter) -> None:
        self._file, self._parts, self._counter = file, parts, counter
        index = _Index()
        parts.parse(CONTENT_PART, index)
        self.entries: Sequence[tuple[str, bool]] = tuple(index.sheets)

    def read(self, number: int) -> Sheet:
        """Read a sheet by its number, from 0; raises InputFaults as the parts do."""
        handler = _OdsHandler(number, self._counter)
        self._parts.parse(CONTENT_PART, handler)
        name, hidden = self.entries[number]
        return Sheet(
            file=self._file,
            name=name,
            rows=tuple(handler.rows),
            marks=handler.marks,
            hidden=hidden,
            hidden_rows=tuple(handler.hidden_rows),
            merged=tuple(handler.merged),
        )


def _read_count(text: str) -> int:
    """How often something stands; 1 for anything but a whole number above."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _name_area(row: int, column: int, columns: int, rows: int) -> str:
    last = f"{name_column(column + columns - 1)}{row + rows - 1}"
    return f"{name_column(column)}{row}:{last}"
