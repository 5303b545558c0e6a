"""Writes a workbook draft as an XLSX file; every formula with its exact value beside it."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from importlib.util import find_spec
from io import BytesIO
from math import ceil
from typing import Any

from lotdesign.exporting.formula_values import FormulaValues
from lotdesign.exporting.sheets import CellLook, CellRef, DraftCell, SheetDraft, WorkbookDraft
from lotdesign.faults import UsageError, make_printable
from lotdesign.report.spreadsheet import FORMULA_STARTS

_FIXED_DAY = datetime(2000, 1, 1)
LONGEST_TEXT = 20_000
"""Characters of a cell's text; spreadsheets take 32,767."""

OFFICE_MISSING = (
    "a workbook needs the package xlsxwriter; install it with: pip install 'lotdesign[office]'"
)

TITLE_HEIGHT, LINE_HEIGHT = 24, 15
"""Points of a row with a title, and of a line of text."""
WRAPPED_PART = 0.9
"""How full a line of wrapped text is at least, of the column's width in characters."""
_MONEY = "#,##0.00;[Red]-#,##0.00"
_PERCENT = "0.00######%"
_NUMBER = "#,##0.######"
_YELLOW: Mapping[str, Any] = {"bg_color": "#FFF6C8", "locked": False}
_LOOKS: Mapping[CellLook, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "text": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "bottom": 1},
    "above figures": {"bold": True, "bottom": 1, "align": "right"},
    "input": {"num_format": _MONEY, **_YELLOW},
    "input_percent": {"num_format": _PERCENT, **_YELLOW},
    "input_number": {"num_format": _NUMBER, **_YELLOW},
    "money": {"num_format": _MONEY},
    "total": {"num_format": _MONEY, "bold": True, "top": 1},
    "number": {"num_format": _NUMBER},
    "percent": {"num_format": _PERCENT},
}


def check_office() -> None:
    """Raise UsageError, which says what to install, where xlsxwriter is missing."""
    if find_spec("xlsxwriter") is None:
        raise UsageError(OFFICE_MISSING)


def write_xlsx(draft: WorkbookDraft, title: str = "") -> bytes:
    """The file; the same draft gives the same bytes. Raises UsageError without xlsxwriter."""
    check_office()
    from xlsxwriter import Workbook

    values, data = FormulaValues(draft), BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": make_printable(title), "created": _FIXED_DAY})
        looks = {look: book.add_format(dict(shown)) for look, shown in _LOOKS.items()}
        quoted = {
            look: book.add_format({**shown, "quote_prefix": True}) for look, shown in _LOOKS.items()
        }
        for sheet in draft.sheets:
            page = book.add_worksheet(sheet.title)
            _lay_out(page, sheet)
            for (row, column), cell in sheet.cells.items():
                look = (quoted if _looks_like_formula(cell) else looks)[cell.look]
                _write_cell(page, CellRef(sheet.title, row, column), cell, look, values)
    return data.getvalue()


def _lay_out(page: Any, sheet: SheetDraft) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for (row, column), cell in sheet.cells.items():
        if cell.look == "title":
            page.set_row(row, TITLE_HEIGHT)
        if cell.look == "wrapped":
            lines = ceil(len(str(cell.content)) / (WRAPPED_PART * sheet.widths[column]))
            page.set_row(row, lines * LINE_HEIGHT)
    page.freeze_panes(sheet.frozen_rows, sheet.frozen_columns)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_cell(
    page: Any, place: CellRef, cell: DraftCell, shown: Any, values: FormulaValues
) -> None:
    if isinstance(cell.content, str) and cell.computed:
        value = _shorten(values.compute(place))
        page.write_formula(place.row, place.column, cell.content, shown, value)
    elif isinstance(cell.content, str):
        text = make_printable(cell.content, LONGEST_TEXT)
        page.write_string(place.row, place.column, text, shown)
    else:
        page.write_number(place.row, place.column, _shorten(cell.content), shown)


def _looks_like_formula(cell: DraftCell) -> bool:
    """Whether it is text that a spreadsheet would run, were somebody to edit the cell."""
    text = cell.content
    return isinstance(text, str) and not cell.computed and text.startswith(FORMULA_STARTS)


def _shorten(number: Fraction | int) -> float | int:
    return int(number) if number == int(number) else float(number)
