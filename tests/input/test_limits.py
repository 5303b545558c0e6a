"""Up to a limit a file is read, past it refused; what is counted is what stands in the file."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.limits import MOST_DEPTH, ReadingLimits
from lotdesign.input.nesting import check_document_size, measure_document
from lotdesign.input.ods_sheets import OdsWorkbook
from lotdesign.input.sheet import CellCounter, Sheet, SheetRow
from lotdesign.input.table_requests import describe_columns, read_sheet
from lotdesign.input.tables import build_table
from lotdesign.input.xlsx_sheets import XlsxWorkbook
from lotdesign.input.xml_events import WorkbookParts
from lotdesign.scenario.rows import LocalityRow
from tests.input.raw_workbooks import (
    build_ods,
    build_xlsx,
    write_ods_cell,
    write_ods_table,
    write_xlsx_sheet,
)


def nest(depth: int) -> Any:
    """A document whose values lie so deep: lists and tables by turns."""
    inner: Any = 1
    for level in range(depth):
        inner = [inner] if level % 2 else {"a": inner}
    return inner


def test_depth_and_values_are_counted() -> None:
    assert measure_document(7) == (0, 0)
    assert measure_document({"a": [], "b": {}}) == (1, 2)
    assert measure_document({"a": [1, [2, 3]], "b": {"c": 4}}) == (3, 7)


def test_a_document_is_read_up_to_its_limits() -> None:
    check_document_size("a.json", "", nest(MOST_DEPTH), MOST_DEPTH)
    with pytest.raises(InputFaults, match="nested too deeply"):
        check_document_size("a.json", "", nest(MOST_DEPTH + 1), 100)
    with pytest.raises(InputFaults, match=f"more than {MOST_DEPTH - 1} values"):
        check_document_size("a.json", "", nest(MOST_DEPTH), MOST_DEPTH - 1)


_ROW = "<table:table-row{}>{}</table:table-row>"
_TIMES = ' table:number-rows-repeated="3"'


def write_ods(row: str) -> bytes:
    """A workbook with a sheet of this row alone."""
    return build_ods([write_ods_table("s", [], more=row)])


def write_xlsx(row: str, strings: str = "") -> bytes:
    """The same of the other sort."""
    sheet = write_xlsx_sheet([], more=f"<row>{row}</row>")
    return build_xlsx({"s": sheet}, strings=strings)


def read_within(data: bytes, cells: int) -> Sheet:
    """The first sheet of a workbook of which so many cells are read."""
    limits = replace(ReadingLimits(), cells=cells)
    parts = WorkbookParts("a", ZipFile(BytesIO(data)), limits)
    sort = OdsWorkbook if parts.has("content.xml") else XlsxWorkbook
    return sort("a", parts, CellCounter("a", limits)).read(0)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (write_ods(_ROW.format("", write_ods_cell("x", 5))), 5),
        (write_ods(_ROW.format(_TIMES, write_ods_cell("x", 2))), 6),
        (write_ods(_ROW.format("", write_ods_cell("", 4) + write_ods_cell("x"))), 5),
        (write_xlsx('<c r="A1"><v>1</v></c><c r="E1"><v>1</v></c>'), 5),
        (write_xlsx('<c t="s"><v>1</v></c>', "<si><t>a</t></si><si><t>b</t></si>"), 3),
    ],
    ids=["repeated cells", "repeated rows", "blanks before", "blanks between", "shared texts"],
)
def test_cells_are_counted_as_often_as_they_stand(data: bytes, cells: int) -> None:
    """Also blank ones left of a filled one, and texts that cells share."""
    assert read_within(data, cells).rows
    with pytest.raises(InputFaults, match=f"more than {cells - 1} cells"):
        read_within(data, cells - 1)


@pytest.mark.parametrize(("length", "is_read"), [(500_000, True), (1_500_000, False)])
def test_a_single_tag_is_a_megabyte_at_most(length: int, is_read: bool) -> None:
    """No program writes a longer one."""
    data = write_xlsx(f'<c spare="{"a" * length}"><v>1</v></c>')
    if is_read:
        assert read_sheet("a.xlsx", data).rows == (SheetRow(1, ("1",)),)
        return
    with pytest.raises(InputFaults, match="is damaged"):
        read_sheet("a.xlsx", data)


def test_a_table_has_two_thousand_rows_besides_its_own() -> None:
    """Titles, totals and headers once more: with the heading itself they do not count as rows."""
    columns = describe_columns(LocalityRow)
    lines = [("id", "name"), ("a", "A"), *[("id", "name")] * 1_999]
    rows = tuple(SheetRow(i, cells) for i, cells in enumerate(lines, 1))
    assert build_table(columns, Sheet("a.csv", "", rows), 1).rows == [{"id": "a", "name": "A"}]
    more = (*rows, SheetRow(2_002, ("id", "name")))
    with pytest.raises(InputFaults, match="more than 1 rows"):
        build_table(columns, Sheet("a.csv", "", more), 1)
