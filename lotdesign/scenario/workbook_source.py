"""Reads an .xlsx workbook, a sheet a table, into rows of cells as text."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from lotdesign.faults import Fault, InputFaults, close

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook


def workbook_cells(
    file: str, data: bytes, tables: Collection[str]
) -> Mapping[str, list[list[str]]]:
    """The sheets that are called as one of the tables, as the cells that a spreadsheet shows.

    Other sheets, such as notes, are passed over. Raises InputFaults for what is no workbook,
    a sheet whose name is a slip, and a formula whose value was never saved.
    """
    shown_values, formulas = _opened(file, data, values=True), _opened(file, data, values=False)
    faults = list(_slips(file, shown_values.sheetnames, tables))
    sheets: dict[str, list[list[str]]] = {}
    for name in filter(tables.__contains__, shown_values.sheetnames):
        rows = zip(shown_values[name].iter_rows(), formulas[name].iter_rows(), strict=True)
        sheets[name] = []
        for number, (cells, written) in enumerate(rows, 1):
            sheets[name].append([_text(cell) for cell in cells])
            if any(
                w.data_type == "f" and c.value is None for c, w in zip(cells, written, strict=True)
            ):
                right = "a formula has no value yet; open and save the workbook, or write the value"
                faults.append(Fault(f"{file}, sheet {name}, row {number}", right))
    if faults:
        raise InputFaults(faults)
    return sheets


def _opened(file: str, data: bytes, *, values: bool) -> "Workbook":
    # Most scenarios have no workbook, so nothing else pays for loading this.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(BytesIO(data), data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError):
        raise InputFaults([Fault(file, "is not a workbook; save it as .xlsx")]) from None


def _slips(file: str, sheets: list[str], tables: Collection[str]) -> list[Fault]:
    """Sheets that are almost called as a table that is not there."""
    missing = [name for name in tables if name not in sheets]
    slips = [(sheet, close(sheet.strip().lower(), missing)) for sheet in sheets]
    return [
        Fault(f"{file}, sheet names", f"did you mean '{meant}'?", sheet)
        for sheet, meant in slips
        if meant is not None and sheet not in tables
    ]


def _text(cell: "Cell | MergedCell") -> str:
    """A cell as it is read in CSV: 5 for 5.0, 10% for 0.1 that is shown so."""
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
