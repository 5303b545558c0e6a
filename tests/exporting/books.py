"""Workbooks of designs, written, read back, and worked out anew after a change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

import lotdesign as ld
from lotdesign.exporting.workbook import MoneyWorkbook, build_workbook, list_money_lines
from lotdesign.exporting.write_xlsx import write_xlsx
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT

EXAMPLES = tuple(
    f"{folder}/{name}"
    for folder, names in (
        ("tiny", ("scenario",)),
        ("bath", ("scenario",)),
        ("calderdale", ("scenario",)),
        (
            "central-bedfordshire",
            ("scenario", "locality-youth", "locality-youth-strands", "find-the-savings"),
        ),
        ("commissioning-framework", ("scenario",)),
        ("gloucestershire", ("scenario",)),
        ("kingston-richmond", ("scenario",)),
        ("surrey", ("scenario",)),
        ("surrey-unitaries", ("scenario",)),
    )
    for name in names
)
"""Every example that has a design; northamptonshire is a framework."""


@dataclass(frozen=True)
class ExampleBook:
    """A scenario, a result of it, and its workbook as drawn up and as a file."""

    scenario: Scenario
    result: Result
    money: MoneyWorkbook
    data: bytes

    @property
    def lines(self) -> list[tuple[str, str, int | Fraction]]:
        """(name, cell, exact pence) of every money line, a cell each."""
        return [
            (name, str(cell), pence)
            for name, cells, amounts in list_money_lines(self.money, self.result)
            for cell, pence in zip(cells, amounts, strict=True)
        ]


def path_of(example: str) -> Path:
    """The file of an example."""
    return ROOT / "examples" / f"{example}.toml"


@cache
def book_of(example: str) -> ExampleBook:
    """The workbook of an example's best design."""
    scenario = ld.load(path_of(example))
    return book(scenario, ld.solve(scenario, context=False).result)


def book(scenario: Scenario, result: Result) -> ExampleBook:
    """The workbook of a result."""
    money = build_workbook(scenario, result)
    return ExampleBook(scenario, result, money, write_xlsx(money.draft))


def read_formulas(data: bytes) -> Workbook:
    """The file with its formulas as text."""
    return load_workbook(BytesIO(data))


def read_values(data: bytes) -> Workbook:
    """The file with the values that are stored beside the formulas."""
    return load_workbook(BytesIO(data), data_only=True)


def formula_cells(workbook: Workbook) -> Iterable[tuple[str, Cell]]:
    """(name, cell) of every formula, as Totals!D5."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"{sheet.title}!{cell.coordinate}", cell


def read_cell(workbook: Workbook, name: str) -> object:
    """The content of a cell that is named as Totals!D5."""
    sheet, _, place = name.partition("!")
    return workbook[sheet][place].value


def change_inputs(data: bytes, changes: Mapping[str, float]) -> bytes:
    """The file with other inputs, by cell, and no value beside any formula."""
    workbook = read_formulas(data)
    for name, number in changes.items():
        sheet, _, place = name.partition("!")
        workbook[sheet][place] = number
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
