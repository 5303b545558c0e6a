"""Workbooks written part by part, as no spreadsheet program would write them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)

Rows = Sequence[Sequence[str]]


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def write_xlsx_row(number: int, cells: Sequence[str]) -> str:
    """A row of texts; a cell that begins with < is taken as it stands."""
    written = [
        cell if cell.startswith("<") else f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for cell in cells
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


def write_xlsx_sheet(rows: Rows, *, before: str = "", after: str = "", more: str = "") -> str:
    """A sheet of these rows; `before` and `after` stand around its data, `more` at its end."""
    data = "".join(write_xlsx_row(i, row) for i, row in enumerate(rows, 1))
    return (
        f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}{more}</sheetData>{after}</worksheet>'
    )


def build_xlsx(
    sheets: Mapping[str, str],
    *,
    styles: str = "",
    strings: str = "",
    states: Mapping[str, str] | None = None,
    calculation: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets by name; `parts` replaces parts by name."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="r{i}" '
        f'state="{(states or {}).get(name, "visible")}"/>'
        for i, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_LINKS}/worksheet" Target="worksheets/s{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    ) + "".join(
        f'<Relationship Id="{sort}" Type="{_LINKS}/{sort}" Target="{sort}.xml"/>'
        for sort in ("sharedStrings", "styles")
    )
    found: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="m" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}'
        f"</sheets>{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        **{f"xl/worksheets/s{i}.xml": sheet for i, sheet in enumerate(sheets.values(), 1)},
    }
    if styles:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    if strings:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    return zip_parts(found | dict(parts or {}))


def write_ods_cell(text: str, repeated: int = 1, more: str = "") -> str:
    """A cell of text; one that begins with < is taken as it stands."""
    if text.startswith("<"):
        return text
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if not text:
        return f"<table:table-cell{times}{more}/>"
    return (
        f'<table:table-cell office:value-type="string"{times}{more}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def write_ods_table(name: str, rows: Rows, *, more: str = "", attributes: str = "") -> str:
    """A sheet of these rows, and `more` below them."""
    data = "".join(
        f"<table:table-row>{''.join(map(write_ods_cell, row))}</table:table-row>" for row in rows
    )
    return f"<table:table table:name={quoteattr(name)}{attributes}>{data}{more}</table:table>"


def build_ods(
    tables: Sequence[str], *, styles: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A workbook of sheets; `parts` replaces parts by name."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    found: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    return zip_parts(found | dict(parts or {}))
