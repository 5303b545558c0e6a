"""A workbook with a sheet a table reads as CSV files do."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from lotdesign.input.load import load
from tests.scenario.town import FILES, faults, write

TOML = "scenario.toml"
DATA = FILES[TOML][FILES[TOML].index("[data]") : FILES[TOML].index("[money]")]
TABLES = ("units", "localities", "neighbours", "providers")


def town(folder: Path) -> Path:
    return write(folder, (TOML, DATA, '[data]\nworkbook = "tables.xlsx"\n'))


def workbook() -> Workbook:
    """The town's tables, with numbers as a spreadsheet holds them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("Notes").append(["whatever"])
    for table in TABLES:
        sheet = book.create_sheet(table)
        for row in csv.reader(StringIO(FILES[f"{table}.csv"])):
            sheet.append([float(cell) if _is_number(cell) else cell or None for cell in row])
    return book


def _is_number(cell: str) -> bool:
    return cell != "0123" and cell.replace(".", "", 1).isdigit()


def test_a_workbook_gives_the_scenario_of_the_csv_files(tmp_path: Path) -> None:
    """Whole numbers come without a point, text stays text, other sheets are passed over."""
    folder = town(tmp_path / "book")
    workbook().save(folder / "tables.xlsx")
    book, files = load(folder), load(write(tmp_path / "files"))
    for part in ("units", "providers", "localities", "neighbours", "budgets"):
        assert getattr(book, part) == getattr(files, part)


def test_a_fault_names_sheet_and_row(tmp_path: Path) -> None:
    """A cell shown in per cent is read so; a fault is found by sheet, row and column."""
    book = workbook()
    book["providers"]["H3"] = 1.02
    book["units"]["D3"] = "much"
    folder = town(tmp_path)
    book.save(folder / "tables.xlsx")
    assert faults(folder) == [
        "tables.xlsx, sheet units, row 3, column annual_budget (cell D3): 'much': "
        "write pounds, for example 304000.50 or £1,520,000",
        "tables.xlsx, sheet providers, row 3, column price (cell H3): '1.02': "
        "write the price in per cent of gross value, for example 102, not 1.02",
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("sheet", "tables.xlsx, sheet names: 'Provider': did you mean 'providers'?"),
        (
            "formula",
            "tables.xlsx, sheet units, row 2, column annual_budget (cell D2): a formula has no",
        ),
        ("text", "tables.xlsx: is not a workbook; save it as .xlsx"),
    ],
)
def test_what_would_be_read_wrongly_is_refused(tmp_path: Path, change: str, line: str) -> None:
    """A slip in a sheet's name, a formula never worked out, and no workbook at all."""
    book, folder = workbook(), town(tmp_path)
    if change == "sheet":
        book["providers"].title = "Provider"
    if change == "formula":
        book["units"]["D2"] = "=1+1"
    book.save(folder / "tables.xlsx")
    if change == "text":
        (folder / "tables.xlsx").write_text("id,name\n")
    (found,) = faults(folder)
    assert found.startswith(line)


def test_a_table_in_workbook_and_file_is_a_fault(tmp_path: Path) -> None:
    """A table is given once."""
    folder = write(
        tmp_path, (TOML, DATA, '[data]\nworkbook = "tables.xlsx"\nunits = "units.csv"\n')
    )
    workbook().save(folder / "tables.xlsx")
    assert faults(folder) == [
        "scenario.toml, units: this table is given twice, "
        "here and by sheet units of data.workbook; keep one"
    ]
