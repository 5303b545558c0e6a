"""Hostile workbooks, .xlsx and .ods: bombs, phantom ranges, broken parts, cells that mislead."""

import csv
from collections.abc import Iterator
from io import StringIO
from struct import pack

from tests.input.hostile_file import BASE, HostileFile
from tests.input.raw_workbooks import (
    build_ods,
    build_xlsx,
    write_ods_cell,
    write_ods_table,
    write_xlsx_sheet,
    zip_parts,
)

TOML = (BASE / "scenario.toml").read_text(encoding="utf-8")
ROWS = list(csv.reader(StringIO((BASE / "units.csv").read_text(encoding="utf-8"))))


def _book(name: str, data: bytes, says: str, ending: str = "xlsx") -> HostileFile:
    toml = TOML.replace('"units.csv"', f'"units.{ending}"').encode()
    return HostileFile(f"{ending}: {name}", {"scenario.toml": toml, f"units.{ending}": data}, says)


def _xlsx(name: str, says: str, sheet: str = "", **changes: str) -> HostileFile:
    return _book(name, build_xlsx({"units": sheet or write_xlsx_sheet(ROWS)}, **changes), says)


def _ods(name: str, says: str, more: str = "", rows: list[list[str]] | None = None) -> HostileFile:
    table = write_ods_table("units", ROWS if rows is None else rows, more=more)
    return _book(name, build_ods([table]), says, "ods")


def _change(row: int, column: int, cell: str) -> list[list[str]]:
    rows = [list(each) for each in ROWS]
    rows[row][column] = cell
    return rows


def list_xlsx_bombs() -> Iterator[HostileFile]:
    """Little files that unpack to much, or stand for much."""
    wide = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(9, 2_000))
    yield _xlsx("cells in the last column", "cells", write_xlsx_sheet(ROWS, more=wide))
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    yield _xlsx("a cell at the far end", "row 1048576", write_xlsx_sheet(ROWS, more=far))
    blank = '<c s="1"/>' * 2_600_000
    row = f'<row r="9">{blank}</row>'
    yield _xlsx(
        "formatted cells without end", "cells and formats", write_xlsx_sheet(ROWS, more=row)
    )
    filled = "<row>" + "<c><v>1</v></c>" * 1_600_000 + "</row>"
    yield _xlsx("filled cells without end", "cells", write_xlsx_sheet(ROWS, more=filled))
    spaces = write_xlsx_sheet(ROWS, after=" " * 201_000_000)
    yield _xlsx("blanks without end", "unpacks to more than 200 MB", spaces)
    text = f'<row><c t="inlineStr"><is><t>{"a" * 110_000_000}</t></is></c></row>'
    yield _xlsx("a text without end", "characters", write_xlsx_sheet(ROWS, more=text))
    tag = f'<row a="{"a" * 5_000_000}"/>'
    yield _xlsx("a tag without end", "is damaged", write_xlsx_sheet(ROWS, more=tag))
    deep = write_xlsx_sheet(ROWS, more="<a>" * 1_000_000 + "</a>" * 1_000_000)
    rows = deep.replace("90000", "much")
    yield _xlsx("elements inside each other", "row 2, column annual_budget (cell D2)", rows)
    for kind, inside in (
        ("entities", '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'),
        ("a file of this machine", '<!ENTITY a SYSTEM "file:///etc/passwd">'),
        ("a page of elsewhere", '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;'),
    ):
        sheet = f"<!DOCTYPE x [{inside}]>" + write_xlsx_sheet(_change(1, 0, "<c><v>&a;</v></c>"))
        yield _xlsx(f"entities: {kind}", "is damaged", sheet)
    strings = "<si><t/></si>" * 1_600_000
    yield _xlsx("shared texts without end", "cells", strings=strings)
    styles = f"<cellXfs>{'<xf/>' * 2_600_000}</cellXfs>"
    yield _xlsx("styles without end", "cells and formats", styles=styles)
    for count in (2_000, 200_000):
        sheets = "".join(f'<sheet name="s{i}"/>' for i in range(count))
        part = {"xl/workbook.xml": f"<workbook><sheets>{sheets}</sheets></workbook>"}
        yield _book(f"{count} sheets", build_xlsx({}, parts=part), "has several sheets")
    many = build_xlsx({"units": ""}, parts={f"p{i}": "" for i in range(30_000)})
    yield _book("parts without end", many, "is damaged")


def list_xlsx_parts() -> Iterator[HostileFile]:
    """Parts that are missing, cut or no XML."""
    good = build_xlsx({"units": write_xlsx_sheet(ROWS)})
    for part in (
        *("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/s1.xml"),
    ):
        for what, content in (("no XML", "id,name"), ("blank", ""), ("NUL", "\0"), ("open", "<a>")):
            data = build_xlsx({"units": write_xlsx_sheet(ROWS)}, parts={part: content})
            yield _book(f"{part} {what}", data, "is damaged")
    for share in (1, 2, 5, 9):
        yield _book(f"cut at {share}/10", good[: len(good) * share // 10], "is damaged")
    yield _book("cut at the front", good[10:], "is not a workbook")
    for place in range(60, len(good) - 200, max(1, len(good) // 8)):
        broken = (
            good[:place] + bytes(255 - b for b in good[place : place + 40]) + good[place + 40 :]
        )
        yield _book(f"broken at {place}", broken, "units.xlsx")
    yield _book("empty", b"", "is not a workbook")
    yield _book("text", b"id,name\n", "is not a workbook")
    yield _book("empty archive", b"PK\x05\x06" + bytes(18), "is not a workbook")
    yield _book("archive of something else", zip_parts({"a.txt": "a"}), "is packed (zip)")
    yield _book("binary", zip_parts({"xl/workbook.bin": b"\x83"}), "binary workbook (.xlsb)")
    locked = bytearray(good)
    locked[6] |= 1
    yield _book("archive with a password", _set_flag(good), "is damaged")
    end = good.rfind(b"PK\x05\x06")
    huge = good[: end + 12] + pack("<I", 2**31) + good[end + 16 :]
    yield _book("a list of parts without end", huge, "is damaged")


def _set_flag(data: bytes) -> bytes:
    """The archive with every part said to be encrypted."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def list_xlsx_cells() -> Iterator[HostileFile]:
    """Cells that mislead: by their place, sort, style or text."""
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="10"/></cellXfs>'
    )
    for name, row, column, cell, says in (
        ("date for an id", 1, 0, '<c s="1"><v>46082</v></c>', "(cell A2): '2026-03-01': a date"),
        ("date for a service", 1, 2, '<c s="1"><v>46082</v></c>', "(cell C2): '2026-03-01': a"),
        ("date by ISO", 1, 0, '<c t="d"><v>2026-03-01T00:00:00</v></c>', "a date stands"),
        ("date for an amount", 1, 3, '<c s="1"><v>46082</v></c>', "'2026-03-01': write pounds"),
        ("percentage", 1, 3, '<c s="2"><v>0.5</v></c>', "'50%': write pounds"),
        ("formula", 1, 3, "<c><f>1+1</f></c>", "a formula has no value"),
        ("formula for an id", 1, 0, '<c t="str"><f>A1</f></c>', "a formula has no value"),
        ("error", 1, 3, '<c t="e"><v>#REF!</v></c>', "'#REF!': the formula gives an error"),
        ("error for a name", 1, 1, '<c t="e"><v>#N/A</v></c>', "the formula gives an error"),
        ("switch", 1, 3, '<c t="b"><v>1</v></c>', "'true': write pounds"),
        ("no shared text", 1, 0, '<c t="s"><v>7</v></c>', "is blank; write a name"),
        ("huge shared text", 1, 0, f'<c t="s"><v>{"9" * 5_000}</v></c>', "is blank"),
        ("decimal for an id", 1, 0, "<c><v>1.5</v></c>", "a decimal cannot be an id"),
        ("noise that stays", 1, 3, "<c><v>168888.888888888891</v></c>", "£168,888.89, and ROUND"),
        ("exponent", 1, 3, "<c><v>1E+300</v></c>", "write pounds"),
        ("no number", 1, 3, "<c><v>NaN</v></c>", "write pounds"),
        ("strange sort", 1, 3, '<c t="zz"><v>abc</v></c>', "write pounds"),
        ("strange style", 1, 3, '<c s="99999999"><v>abc</v></c>', "write pounds"),
        ("half a character", 1, 4, '<c t="str"><v>_xD800_</v></c>', "no such locality"),
        ("NUL", 1, 0, '<c t="str"><v>_x0000_</v></c>', "NUL character"),
        ("escape codes", 1, 3, '<c t="str"><v>_x001B_[31m</v></c>', "\\x1b[31m"),
        ("readings", 1, 3, '<c t="inlineStr"><is><rPh><t>1</t></rPh></is></c>', "is blank"),
    ):
        sheet = write_xlsx_sheet(_change(row, column, cell))
        yield _xlsx(f"cell: {name}", says, sheet, styles=styles)
    for name, place in (
        *(("row 0", "A0"), ("far row", "A9999999"), ("far column", "ZZZ9"), ("no place", "9A")),
    ):
        more = f'<row r="9"><c r="{place}" t="inlineStr"><is><t>a;b</t></is></c></row>'
        sheet = write_xlsx_sheet(_change(1, 3, "much"), more=more)
        yield _xlsx(f"place: {name}", "write pounds", sheet)
    zero = build_xlsx(
        {"units": write_xlsx_sheet(_change(1, 3, "<c><f>1+1</f><v>0</v></c>"))},
        calculation='<calcPr fullCalcOnLoad="1"/>',
    )
    yield _book("cell: worked out by no program", zero, "a formula has no value")


def list_ods_bombs() -> Iterator[HostileFile]:
    """Rows and cells that are repeated, and parts that are broken."""
    filled = write_ods_cell("x")
    for times in (20_000, 1_048_576, 99_999_999, 10**30):
        row = f'<table:table-row table:number-rows-repeated="{times}">{filled}</table:table-row>'
        says = "cells" if 10**7 < times < 10**9 else "row"
        yield _ods(f"a row {times} times", says, row)
        cells = write_ods_cell("x", times)
        row = f"<table:table-row>{cells}</table:table-row>"
        says = "cells" if 10**6 < times * 2 < 10**9 else "row"
        yield _ods(f"a cell {times} times", says, row)
        far = f"<table:table-row>{write_ods_cell('', times)}{filled}</table:table-row>"
        yield _ods(f"a cell behind {times} blanks", "row" if times < 10**6 else "units.ods", far)
    both = (
        '<table:table-row table:number-rows-repeated="1000">'
        f"{write_ods_cell('x', 16_384)}</table:table-row>"
    )
    yield _ods("rows and cells", "cells", both)
    for name, parts, says in (
        ("no content", {"content.xml": ""}, "is damaged"),
        ("no XML", {"content.xml": "id,name"}, "is damaged"),
        ("open", {"content.xml": "<a><b>"}, "is damaged"),
        ("entities", {"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "is damaged"),
        ("no sheet", {"content.xml": "<a/>"}, "has no sheet"),
        (
            "password",
            {"META-INF/manifest.xml": "<a><file-entry><encryption-data/></file-entry></a>"},
            "locked with a password",
        ),
        ("broken manifest", {"META-INF/manifest.xml": "<a"}, "is damaged"),
    ):
        data = build_ods([write_ods_table("units", ROWS)], parts=parts)
        yield _book(name, data, says, "ods")
    for count in (2, 500):
        tables = [write_ods_table(f"s{i}", ROWS) for i in range(count)]
        yield _book(f"{count} sheets", build_ods(tables), "has several sheets", "ods")


def list_ods_cells() -> Iterator[HostileFile]:
    """Cells that mislead."""
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    date = 'office:value-type="date" office:date-value="2026-03-01"'
    euro = 'office:value-type="currency" office:value="168888.8888888889"'
    for name, column, attributes, shown, says in (
        ("date for an id", 0, date, "01/03/26", "(cell A2): '2026-03-01': a date stands"),
        ("date for an amount", 3, date, "01/03/26", "'2026-03-01': write pounds"),
        ("hours", 3, 'office:value-type="time" office:time-value="PT1H"', "01:00", "write pounds"),
        ("percentage", 3, 'office:value-type="percentage" office:value="0.5"', "50%", "'50%'"),
        ("noise that stays", 3, euro, "£168,888.89", "is shown as £168,888.89"),
        ("formula", 3, 'table:formula="of:=1+1"', "", "a formula has no value"),
        ("error", 3, 'table:formula="of:=1/0" office:value-type="string"', "#DIV/0!", "an error"),
        (
            "error by number",
            3,
            'table:formula="of:=1" office:value-type="string"',
            "Err:502",
            "err",
        ),
        ("switch", 3, 'office:value-type="boolean" office:boolean-value="true"', "TRUE", "'true'"),
        ("decimal for an id", 0, 'office:value-type="float" office:value="1.5"', "1.5", "decimal"),
        ("no number", 3, 'office:value-type="float" office:value="many"', "1", "'many'"),
        ("no value", 3, 'office:value-type="float"', "1", "is blank"),
    ):
        rows = _change(1, column, cell.format(attributes, shown))
        yield _ods(f"cell: {name}", says, rows=rows)
