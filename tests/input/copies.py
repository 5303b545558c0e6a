"""Copies of scenarios whose tables stand in a workbook, typed as a spreadsheet types them."""

import csv
import re
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

Ending = Literal["xlsx", "ods"]

_PLAIN = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?")
_POUNDS = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+)")
_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%")

_IDS = ("id", "service", "services", "locality", "localities", "contract", "cpv", "a", "b")
"""Columns that people format as text."""


def copy_with_workbook(scenario: Path, folder: Path, ending: Ending) -> Path:
    """A copy of a TOML file and its folder with each table in a sheet of one workbook."""
    shutil.copytree(scenario.parent, folder)
    text = (folder / scenario.name).read_text(encoding="utf-8")
    tables = {
        name: file
        for name, file in tomllib.loads(text)["data"].items()
        if isinstance(file, str) and file.endswith(".csv")
    }
    for name, file in tables.items():
        named = f'{{ file = "tables.{ending}", sheet = "{name}" }}'
        text = re.sub(rf'(?m)^{name}\s*=\s*"{re.escape(file)}"', f"{name} = {named}", text)
        assert named in text
    (folder / scenario.name).write_text(text, encoding="utf-8")
    sheets = {name: _read_typed(folder / file) for name, file in tables.items()}
    write = _write_xlsx if ending == "xlsx" else _write_ods
    write(folder / f"tables.{ending}", sheets)
    for file in set(tables.values()):
        (folder / file).unlink()
    return folder / scenario.name


def _read_typed(file: Path) -> list[list[tuple[Any, str]]]:
    """The cells of a CSV file, each with its number format: numbers, pounds, per cent, text."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    typed = [[(name, "@") for name in header]]
    for row in rows:
        typed.append([_read_cell(name, cell) for name, cell in zip(header, row, strict=True)])
    return typed


def _read_cell(column: str, cell: str) -> tuple[Any, str]:
    pounds, share = _POUNDS.fullmatch(cell), _PER_CENT.fullmatch(cell)
    if column in _IDS or not cell:
        return cell or None, "@"
    if pounds:
        return Decimal(pounds[1].replace(",", "")), '"£"#,##0'
    if share:
        return Decimal(share[1]) / 100, "0.##%"
    return (Decimal(cell), "General") if _PLAIN.fullmatch(cell) else (cell, "@")


def _write_xlsx(file: Path, sheets: dict[str, list[list[tuple[Any, str]]]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for i, row in enumerate(rows, 1):
            for j, (value, code) in enumerate(row, 1):
                cell = sheet.cell(i, j, value)
                cell.number_format = code
    book.save(file)


def _write_ods(file: Path, sheets: dict[str, list[list[tuple[Any, str]]]]) -> None:
    from odfdo import Cell, Document, Row, Table

    document = Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets.items():
        table = Table(name)
        for cells in rows:
            row = Row()
            for value, code in cells:
                sort = "percentage" if "%" in code else "currency" if "£" in code else None
                row.append_cell(Cell(value, cell_type=sort))
            table.append_row(row)
        document.body.append(table)
    document.save(file)
