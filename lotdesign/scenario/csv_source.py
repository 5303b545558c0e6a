"""Reads a CSV file into rows of cells, all of them text: `0123` stays `0123`."""

import csv
from io import StringIO

from lotdesign.faults import Fault, InputFaults


def csv_cells(file: str, data: bytes) -> list[list[str]]:
    """Every row of the file from the first on; position i is row i + 1 of a spreadsheet.

    Raises InputFaults with one fault for what is not UTF-8 text in CSV.
    """
    text = _decoded(file, data)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error:
        right = "is not CSV: a quotation mark is not closed, or a cell is far too long"
        raise InputFaults([Fault(f"{file}, row {len(rows) + 1}", right)]) from None
    return rows


def _decoded(file: str, data: bytes) -> str:
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
