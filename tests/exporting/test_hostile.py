"""Text from files is data: no spreadsheet runs it, and no formula is changed by it."""

import csv
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import lotdesign as ld
from lotdesign.exporting.forms import write_export
from tests.exporting.books import ExampleBook, book, formula_cells, read_formulas
from tests.solve.loading import loaded

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "a\r\n=1",
    '"quoted", and; more',
    "_x000D_",
    "Inputs!C5",
    "{=1}",
    "<b>&amp;",
    "\u202eturned",
    "A" * 40_000,
)


def town(count: int) -> dict[str, Any]:
    """A scenario in which everything that has a name has a hostile one."""
    units = [
        {"id": f"u{i}", "name": f"u{i}", "service": "care", "annual_budget": i, "locality": "p"}
        for i in range(count)
    ]
    wide = {"id": "=w", "name": "=wide", "service": "=s", "annual_budget": 99.99}
    return {
        "schema": 1,
        "authority": {"name": "=council", "title": "=title"},
        "units": [*units, wide],
        "localities": [{"id": "p", "name": "=place"}, {"id": "q", "name": "+q"}],
        "providers": [
            {
                "id": "=id",
                "name": "=provider",
                "services": "*",
                "localities": "*",
                "annual_turnover": 10**7,
                "kind": "sme",
                "price": 99,
            }
        ],
        "money": {"promised": [{"service": "=s", "first_year": 1, "annual": 9}]},
        "divide": [{"units": ["=w"], "by": "equal"}],
        "rule": [{"id": "=rule", "kind": "envelope", "annual": 10**6}],
    }


@cache
def hostile_book(names: tuple[str, ...]) -> ExampleBook:
    """The workbook of the town; names that no TOML writer takes are put in afterwards."""
    scenario = loaded(town(len(names)))
    units = zip(
        scenario.units, (*names, *(u.name for u in scenario.units[len(names) :])), strict=True
    )
    named = replace(scenario, units=tuple(replace(unit, name=name) for unit, name in units))
    half = len(scenario.units) // 2
    ids = [unit.id for unit in scenario.units]
    return book(named, ld.evaluate(named, design=[ids[:half], ids[half:]]).result)


def test_no_text_becomes_a_formula() -> None:
    """The formulas are those of a town with plain names, cell by cell."""
    plain = tuple(f"Unit {i}" for i in range(len(HOSTILE)))
    ours, theirs = (
        {name: cell.value for name, cell in formula_cells(read_formulas(hostile_book(each).data))}
        for each in (plain, HOSTILE)
    )
    assert ours == theirs


def test_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    """So that it stays text also when somebody edits the cell."""
    workbook = load_workbook(BytesIO(hostile_book(HOSTILE).data))
    cells = [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if cell.data_type == "s" and str(cell.value)[0] in "=+-@"]
    assert len({cell.value for cell in texts}) > 6
    assert all(cell.quotePrefix for cell in texts)


def test_no_invisible_character_and_no_cell_that_is_too_long() -> None:
    with ZipFile(BytesIO(hostile_book(HOSTILE).data)) as file:
        shared = file.read("xl/sharedStrings.xml").decode()
    assert not {"\u202e", "\t", "\r"} & set(shared)
    workbook = load_workbook(BytesIO(hostile_book(HOSTILE).data))
    texts = [str(c.value) for s in workbook.worksheets for row in s.iter_rows() for c in row]
    assert max(map(len, texts)) <= 20_000


def test_a_file_says_no_more_of_the_machine_than_the_program() -> None:
    with ZipFile(BytesIO(hostile_book(HOSTILE).data)) as file:
        core = file.read("docProps/core.xml").decode()
    assert "2000-01-01" in core
    assert "<dc:creator></dc:creator>" in core


@pytest.mark.parametrize("plain", [False, True])
def test_csv_cells_do_not_begin_a_formula(plain: bool) -> None:
    found = hostile_book(HOSTILE[:6])
    text = write_export(found.scenario, found.result, "csv", plain=plain).decode()
    assert text.startswith("id,") == plain
    assert text.removeprefix("\ufeff").startswith("id,")
    for row in csv.reader(StringIO(text.removeprefix("\ufeff"))):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "@", "\t")]
