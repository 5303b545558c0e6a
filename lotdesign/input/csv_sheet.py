"""Reads a CSV file into a sheet."""

import csv
from io import StringIO

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.limits import read_limits
from lotdesign.input.sheet import CellCounter, Sheet, SheetRow, strip_blank_end


def parse_csv_sheet(file: str, data: bytes) -> Sheet:
    """Parse a CSV file; raises InputFaults with one fault for what is no UTF-8 text in CSV."""
    return Sheet(
        file,
        "",
        tuple(
            SheetRow(number, tuple(row))
            for number, row in enumerate(parse_csv_cells(file, data), 1)
            if strip_blank_end(row)
        ),
    )


def parse_csv_cells(file: str, data: bytes) -> list[list[str]]:
    """Parse all rows of a CSV file; position i is row i + 1 of a spreadsheet.

    Raises InputFaults with one fault for what is not UTF-8 text in CSV, or larger than what is
    read.
    """
    text = _decode_csv(file, data)
    counter = CellCounter(file, read_limits())
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), strict=True):
            counter.count_row(row or [""])
            rows.append(row)
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
