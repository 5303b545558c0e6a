"""What the sheets of an .xlsx workbook refer to: their own names, shared texts and styles."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.input.number_formats import NumberSort, classify_format
from lotdesign.input.sheet import CellCounter
from lotdesign.input.xml_events import StopReading, XmlAttributes, XmlHandler, read_attribute

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


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


class PartLinks(XmlHandler):
    """The parts that a part refers to: by the ids that it uses, and by their sort."""

    def __init__(self, folder: str) -> None:
        self.targets: dict[str, str] = {}
        self.by_sort: dict[str, str] = {}
        self._folder = folder

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Take what is needed of an element that begins."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        joined = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        self.targets[attributes.get("Id", "")] = joined
        self.by_sort[attributes.get("Type", "").rpartition("/")[2]] = joined


class WorkbookIndex(XmlHandler):
    """The sheets of a workbook, in order, and how it counts days."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self.sheets: list[XlsxSheetEntry] = []
        self.starts_1904 = False
        self.works_out_on_opening = False
        self._targets = targets

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Take what is needed of an element that begins."""
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


class SharedStrings(XmlHandler):
    """The texts that cells refer to by number; readings of characters are left out."""

    def __init__(self, counter: CellCounter) -> None:
        self.strings: list[str] = []
        self._counter = counter
        self._pieces: list[str] = []
        self._open = False
        self._reading = 0

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Take what is needed of an element that begins."""
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._reading += 1
        elif name == "t":
            self._open = not self._reading

    def text(self, text: str) -> None:
        """Take text."""
        if self._open:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """End what is taken of an element."""
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._reading -= 1
        elif name == "si":
            self.strings.append(unescape_text("".join(self._pieces)))
            self._counter.count_row((self.strings[-1],))


class CellStyles(XmlHandler):
    """The number format of each style that a cell may have."""

    def __init__(self) -> None:
        self.styles: list[NumberStyle] = []
        self._codes: dict[int, str] = {}
        self._in_cell_styles = False

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Take what is needed of an element that begins."""
        if name == "numFmt":
            self._codes[read_whole_attribute(attributes.get("numFmtId", ""))] = attributes.get(
                "formatCode", ""
            )
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            number = read_whole_attribute(attributes.get("numFmtId", ""))
            code = self._codes.get(number, "")
            self.styles.append(NumberStyle(classify_format(number, code), code))

    def end(self, name: str) -> None:
        """End what is taken of an element."""
        if name == "cellXfs":
            raise StopReading


@dataclass(frozen=True, slots=True)
class XlsxContext:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    styles: Sequence[NumberStyle]
    starts_1904: bool
    works_out_on_opening: bool


def unescape_text(text: str) -> str:
    """Text with its written-out characters, as _x000A_ for a line end."""
    return _ESCAPED.sub(_read_escaped, text) if "_x" in text else text


def _read_escaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # half a character is none


def read_whole_attribute(text: str) -> int:
    """A whole number that an attribute holds; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
