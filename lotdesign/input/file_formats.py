"""Parses TOML, CSV and .xlsx workbooks into plain values and cells of text."""

import csv
import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from lotdesign.faults import Fault, InputFaults, find_close_name, make_printable

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook


_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+|end)\)", re.DOTALL)
_TOML_AT_END = " (at end of document)"
_TOML_PLAIN_WORDS = {"Cannot overwrite a value": "this key or table stands twice"}


@lru_cache(maxsize=16)
def parse_toml(file: str, data: bytes) -> dict[str, Any]:
    """Parse the TOML document in `data`; `file` is its name in faults.

    Cached, so that the returned value must not be changed. Raises InputFaults with
    one fault, at its line and column, for what is not TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputFaults([Fault(f"{file}, line {line}", "save the file as UTF-8 text")]) from None
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise InputFaults([Fault(file, "is nested too deeply")]) from None
    except ValueError as error:
        raise InputFaults([_build_syntax_fault(file, text, str(error))]) from None
    found: dict[str, Any] = _write_out_dates(parsed)
    return found


def _build_syntax_fault(file: str, text: str, message: str) -> Fault:
    lines = text.replace("\r\n", "\n").split("\n")
    placed = _TOML_PLACE.fullmatch(
        message.replace(_TOML_AT_END, f" (at line {len(lines)}, column end)")
    )
    if placed is None:
        return Fault(file, f"is not TOML: {message}")
    what, line, column = placed[1], int(placed[2]), placed[3]
    right = _TOML_PLAIN_WORDS.get(what, f"is not TOML: {what[:1].lower()}{what[1:]}")
    return Fault(
        f"{file}, line {line}, column {column}", right, make_printable(lines[line - 1].strip())
    )


def parse_toml_value(text: str) -> Any:
    """Parse a TOML value (`5`, `true`, `[1, 2]`); the text itself where it is none."""
    try:
        parsed = tomllib.loads(f"value = {text}", parse_float=Decimal)
    except (ValueError, RecursionError):
        return text
    return _write_out_dates(parsed["value"]) if set(parsed) == {"value"} else text


def _write_out_dates(value: Any) -> Any:
    """Replace dates and times by the text that they were written in."""
    if isinstance(value, dict):
        return {name: _write_out_dates(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_write_out_dates(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def parse_csv_cells(file: str, data: bytes) -> list[list[str]]:
    """Parse all rows of a CSV file; position i is row i + 1 of a spreadsheet.

    Raises InputFaults with one fault for what is not UTF-8 text in CSV.
    """
    text = _decode_csv(file, data)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error:
        right = "is not CSV: a quotation mark is not closed, or a cell is far too long"
        raise InputFaults([Fault(f"{file}, row {len(rows) + 1}", right)]) from None
    return rows


def _decode_csv(file: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise InputFaults([Fault(f"{file}, row {row}", "save the file as CSV UTF-8")]) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        right = "holds a NUL character; save the file as CSV UTF-8"
        raise InputFaults([Fault(f"{file}, row {row}", right)])
    return text


def parse_workbook_cells(
    file: str, data: bytes, tables: Collection[str]
) -> Mapping[str, list[list[str]]]:
    """Table name -> its cells as text, of the sheets that are named like a table.

    Other sheets, such as notes, are ignored. Raises InputFaults for what is no workbook, a sheet
    with a name that is almost a table's, and a formula whose value was never saved.
    """
    shown_values, formulas = (
        _open_workbook(file, data, values=True),
        _open_workbook(file, data, values=False),
    )
    faults = list(_find_sheet_slips(file, shown_values.sheetnames, tables))
    sheets: dict[str, list[list[str]]] = {}
    for name in filter(tables.__contains__, shown_values.sheetnames):
        rows = zip(shown_values[name].iter_rows(), formulas[name].iter_rows(), strict=True)
        sheets[name] = []
        for number, (cells, written) in enumerate(rows, 1):
            sheets[name].append([_read_cell(cell) for cell in cells])
            if any(
                w.data_type == "f" and c.value is None for c, w in zip(cells, written, strict=True)
            ):
                right = "a formula has no value yet; open and save the workbook, or write the value"
                faults.append(Fault(f"{file}, sheet {name}, row {number}", right))
    if faults:
        raise InputFaults(faults)
    return sheets


def _open_workbook(file: str, data: bytes, *, values: bool) -> "Workbook":
    # Most scenarios have no workbook, so nothing else pays for loading this.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(BytesIO(data), data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError):
        raise InputFaults([Fault(file, "is not a workbook; save it as .xlsx")]) from None


def _find_sheet_slips(file: str, sheets: list[str], tables: Collection[str]) -> list[Fault]:
    """Faults of sheets whose names are close to that of a missing table."""
    missing = [name for name in tables if name not in sheets]
    slips = [(sheet, find_close_name(sheet.strip().lower(), missing)) for sheet in sheets]
    return [
        Fault(f"{file}, sheet names", f"did you mean '{meant}'?", sheet)
        for sheet, meant in slips
        if meant is not None and sheet not in tables
    ]


def _read_cell(cell: "Cell | MergedCell") -> str:
    """A cell as text, as in CSV: 5 for 5.0, and 10% for 0.1 that is formatted so."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        percent = "%" in (cell.number_format or "")
        return f"{(exact * 100 if percent else exact).normalize():f}{'%' if percent else ''}"
    return value.isoformat() if isinstance(value, date) else str(value)
