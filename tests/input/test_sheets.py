"""Sheets: what other programs write is read as a spreadsheet shows it, from CSV, .xlsx and .ods."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lotdesign.faults import InputFaults
from lotdesign.input.number_formats import write_number
from lotdesign.input.sheet import Sheet, name_column
from lotdesign.input.sheet_files import choose_sheet, open_sheet_file
from lotdesign.input.table_requests import read_sheet
from tests.input.raw_workbooks import (
    build_ods,
    build_xlsx,
    write_ods_cell,
    write_ods_table,
    write_xlsx_sheet,
)


def save(book: Workbook) -> bytes:
    """The bytes of a workbook by openpyxl."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def new_sheet() -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet called units."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "units"
    return book, sheet


def read_xlsx(book: Workbook) -> Sheet:
    """The only sheet of a workbook as it is read."""
    return read_sheet("a.xlsx", save(book))


def read_values(*values: Any, formats: tuple[str, ...] = ()) -> list[str]:
    """The cells of a row of these values, with number formats, in an .xlsx workbook."""
    book, sheet = new_sheet()
    sheet.append(["id", *values])
    for cell, code in zip(sheet[1][1:], formats, strict=False):
        cell.number_format = code
    return list(read_xlsx(book).rows[0].cells[1:])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5.0, "5"),
        (48400.00000000001, "48400"),
        (0.1 + 0.2, "0.3"),
        (1520000 / 9, "168888.888888889"),
        (1e21, "1000000000000000000000"),
        (-0.0, "0"),
        (True, "true"),
        ("  two words ", "  two words "),
        ("=1+1 as text", "=1+1 as text"),
        ("line\nend", "line\nend"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 12, 30), "2026-03-01T12:30:00"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, shown: str) -> None:
    """Numbers in 15 digits, switches, texts and dates, as openpyxl writes them."""
    if isinstance(value, str) and value.startswith("="):
        sheet = write_xlsx_sheet([["id", value]])
        assert read_sheet("a.xlsx", build_xlsx({"units": sheet})).rows[0].cells[1] == shown
    else:
        assert read_values(value) == [shown]


def test_formats_say_what_a_number_is() -> None:
    """Per cent, noughts in front, and letters that mean no date."""
    codes = ("0%", "0.0%", "000", "#,##0.00", '"days" 0', "[Red]0", "0.00E+00", "@")
    shown = ["12.5%", "0.1%", "007", "1234.5", "3", "4", "1200", "9"]
    values = (0.125, 0.001, 7, 1234.5, 3, 4, 1200, 9)
    assert read_values(*values, formats=codes) == shown


def test_dates_are_marked_whatever_their_format_says() -> None:
    """Also those that a spreadsheet made of ids, and times."""
    book, sheet = new_sheet()
    sheet.append(["id", date(2026, 3, 1), time(9, 30), 46082, 46082, 3])
    sheet["D1"].number_format = "mmm-yy"
    sheet["E1"].number_format = '[$-809]d" of "mmmm'
    found = read_xlsx(book)
    assert {column for _, column in found.marks} == {1, 2, 3, 4}
    assert found.rows[0].cells[3:] == ("2026-03-01", "2026-03-01", "3")


def test_a_moment_in_a_format_that_every_spreadsheet_has_is_a_date() -> None:
    """Formats of day and time that have a number and no code."""
    book, sheet = new_sheet()
    sheet.append([46082.5])
    sheet["A1"].number_format = "m/d/yy h:mm"
    found = read_xlsx(book)
    assert (found.rows[0].cells, found.marks) == (("2026-03-01T12:00:00",), {(1, 0): "date"})


@pytest.mark.parametrize("text", ["1e31", "-1E+300", "1e-31", "1e999999", "Infinity", "NaN"])
def test_a_number_that_no_sheet_shows_in_full_stays_as_it_is(text: str) -> None:
    """It would be up to a million noughts long."""
    assert write_number(text) == text
    assert write_number(text, "percentage") == text


def test_days_count_from_1904_where_a_workbook_says_so() -> None:
    """As those do that were begun on old Macintoshes."""
    book, sheet = new_sheet()
    sheet.append([date(2026, 3, 1)])
    book.epoch = datetime(1904, 1, 1)
    assert read_xlsx(book).rows[0].cells == ("2026-03-01",)


def test_what_is_easily_overlooked_is_known() -> None:
    """Hidden rows, columns and sheets, and merged cells; blank formatted cells are nothing."""
    book, sheet = new_sheet()
    for row in (["id", "name"], ["a", "A"], ["b", "B"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A3:B3")
    sheet["Z9"].number_format = "0%"
    other = book.create_sheet("notes")
    other.sheet_state = "hidden"
    found = read_xlsx(book)
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ((2,), (1,), ("A3:B3",))
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert found.rows[2].cells == ("b",)
    assert [entry.hidden for entry in open_sheet_file("a.xlsx", save(book)).entries] == [
        False,
        True,
    ]


def test_rows_and_cells_without_places_count_on() -> None:
    """As some programs write them; rows keep their numbers across gaps."""
    blank, filled = '<c r="B1"/>', "<c><v>3</v></c>"
    sheet = f'<row><c><v>1</v></c>{blank}{filled}</row><row r="5">{filled}</row><row>{filled}</row>'
    found = read_sheet("a.xlsx", build_xlsx({"s": write_xlsx_sheet([], more=sheet)}))
    assert [(row.number, row.cells) for row in found.rows] == [
        (1, ("1", "", "3")),
        (5, ("3",)),
        (6, ("3",)),
    ]


def test_values_before_the_first_cell_are_passed_over() -> None:
    sheet = write_xlsx_sheet([["id", "north"]], before="<v>9</v><f>A1</f>")
    found = read_sheet("a.xlsx", build_xlsx({"s": sheet}))
    assert [row.cells for row in found.rows] == [("id", "north")]
    assert not found.marks


def test_shared_texts_leave_out_readings_and_keep_runs() -> None:
    """Runs of one text are joined; written-out characters are read, halves of them are not."""
    strings = (
        "<si><r><t>Ham</t></r><r><t>let</t></r><rPh><t>reading</t></rPh></si>"
        "<si><t>a_x000A_b_xD800_</t></si>"
    )
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    data = build_xlsx({"s": write_xlsx_sheet([], more=row)}, strings=strings)
    assert read_sheet("a.xlsx", data).rows[0].cells == ("Hamlet", "a\nb_xD800_")


def test_line_ends_between_the_tags_of_shared_texts_are_no_text() -> None:
    """As programs write them that indent their XML."""
    row = '<row><c t="s"><v>0</v></c></row>'
    strings = "\n  <si>\n    <t>Ham</t>\n  </si>\n"
    data = build_xlsx({"s": write_xlsx_sheet([], more=row)}, strings=strings)
    assert read_sheet("a.xlsx", data).rows[0].cells == ("Ham",)


def save_ods(rows: list[list[Cell]], name: str = "units") -> bytes:
    """The bytes of an .ods workbook by odfdo."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(name)
    for cells in rows:
        row = Row()
        for cell in cells:
            row.append_cell(cell)
        table.append_row(row)
    document.body.append(table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(5), "5"),
        (Cell(Decimal("48400.00000000001")), "48400"),
        (Cell(Decimal("1520000.50"), cell_type="currency", currency="GBP"), "1520000.5"),
        (Cell(Decimal("0.125"), cell_type="percentage"), "12.5%"),
        (Cell("two words"), "two words"),
        (Cell(date(2026, 3, 1)), "2026-03-01"),
        (Cell(datetime(2026, 3, 1, 12, 30)), "2026-03-01T12:30:00"),
        (Cell(7, text="007"), "007"),
    ],
)
def test_a_cell_of_ods_is_read_as_it_is_shown(cell: Cell, shown: str) -> None:
    """As odfdo writes them."""
    assert read_sheet("a.ods", save_ods([[Cell("id"), cell]])).rows[0].cells == ("id", shown)


def test_repeated_blanks_of_ods_cost_nothing_and_rows_keep_their_numbers() -> None:
    """A column formatted to the last row is one element; filled ones stand as often as they say."""
    blank = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    row = f"<table:table-row>{write_ods_cell('', 3)}{write_ods_cell('x', 2)}</table:table-row>"
    twice = row.replace("-row>", '-row table:number-rows-repeated="2">', 1)
    more = blank.format(4) + twice + blank.format(1_048_569)
    found = read_sheet("a.ods", build_ods([write_ods_table("s", [["id"]], more=more)]))
    assert [(row.number, row.cells) for row in found.rows] == [
        (1, ("id",)),
        (6, ("", "", "", "x", "x")),
        (7, ("", "", "", "x", "x")),
    ]


def test_ods_tells_hidden_and_merged_and_leaves_remarks_out() -> None:
    """A remark on a cell is none of its text; a sheet's style says whether it is hidden."""
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        "<office:annotation><text:p>check this</text:p></office:annotation>"
        "<text:p>a<text:s text:c='2'/>b</text:p><text:p>c</text:p></table:table-cell>"
        "<table:covered-table-cell/>"
    )
    row = f'<table:table-row table:visibility="collapse">{cell}</table:table-row>'
    tables = [
        write_ods_table("seen", [["id"]], more=row),
        write_ods_table("unseen", [["id"]], attributes=' table:style-name="h"'),
    ]
    book = open_sheet_file("a.ods", build_ods(tables, styles=styles))
    assert [(entry.name, entry.hidden) for entry in book.entries] == [
        ("seen", False),
        ("unseen", True),
    ]
    found = book.read(0)
    assert found.rows[1].cells == ("a  b\nc",)
    assert (found.hidden_rows, found.merged) == ((2,), ("A2:B2",))
    assert choose_sheet(book, "", "units") == 0


def test_formulas_without_a_value_are_marked() -> None:
    """In .xlsx by openpyxl, in .ods by odfdo; one that gives a blank text has a value."""
    book, sheet = new_sheet()
    sheet.append(["id", "=1+1"])
    assert read_xlsx(book).marks == {(1, 1): "formula"}
    ods = save_ods([[Cell("id"), Cell(formula="of:=1+1")]])
    assert read_sheet("a.ods", ods).marks == {(1, 1): "formula"}
    blank = '<row><c t="str"><f>""</f><v></v></c><c><v>1</v></c></row>'
    data = build_xlsx({"s": write_xlsx_sheet([], more=blank)})
    assert read_sheet("a.xlsx", data).marks == {}


def test_a_sheet_is_chosen_by_name_or_because_it_is_the_only_one() -> None:
    """The one asked for, the table's, the only one, the only one that is not hidden."""
    sheet = write_xlsx_sheet([["id"]])
    several = open_sheet_file("a.xlsx", build_xlsx({"2025": sheet, "Units ": sheet}))
    assert choose_sheet(several, "2025", "units") == 0
    assert choose_sheet(several, "", "units") == 1
    hidden = build_xlsx({"old": sheet, "new": sheet}, states={"old": "veryHidden"})
    assert choose_sheet(open_sheet_file("a.xlsx", hidden), "", "units") == 1
    with pytest.raises(InputFaults, match=r"has several sheets \(2025, Units \); name one"):
        choose_sheet(several, "", "providers")
    with pytest.raises(InputFaults, match=r"no such sheet; did you mean '2025'\?"):
        choose_sheet(several, "2024", "units")
    csv = open_sheet_file("a.csv", b"id\n")
    with pytest.raises(InputFaults, match="is a CSV file, which has no sheets"):
        choose_sheet(csv, "2025", "units")


def test_csv_keeps_rows_and_blanks_as_they_stand() -> None:
    """Blank rows keep their numbers; a cell of several lines is in one row."""
    found = read_sheet("a.csv", '\ufeffid,name\n\n,,\nb,"two\nlines"\n'.encode())
    assert [(row.number, row.cells) for row in found.rows] == [
        (1, ("id", "name")),
        (4, ("b", "two\nlines")),
    ]


def test_columns_have_letters() -> None:
    assert [name_column(i) for i in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]
