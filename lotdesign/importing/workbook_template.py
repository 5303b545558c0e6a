"""A workbook to fill in: a sheet a table, an example's rows, notes and lists to choose from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, get_args

from pydantic.fields import FieldInfo

from lotdesign.faults import make_printable
from lotdesign.input.document import ScenarioDocument
from lotdesign.input.keys import ModelClass, list_fields, list_required, list_tables
from lotdesign.input.raw import RawDocument
from lotdesign.input.sheet import name_column
from lotdesign.scenario.rows import EvidenceBasis, ProviderKind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FILLED_TABLES = ("units", "localities", "neighbours", "providers")
"""The tables that councils fill in; the others are rare."""

ROWS_TO_FILL = 500
"""Rows for which lists to choose from are offered."""

_CHOICES: Mapping[tuple[str, str], str] = {
    ("units", "locality"): "localities",
    ("neighbours", "a"): "localities",
    ("neighbours", "b"): "localities",
}
"""(table, column) -> the table whose ids may stand there."""

_WORDS: Mapping[str, Sequence[str]] = {
    "kind": get_args(ProviderKind),
    "basis": get_args(EvidenceBasis),
}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,4})?")
_FIGURES = frozenset({"parse_number", "parse_pounds", "parse_optional_pounds", "parse_whole"})
_GREY, _HEAD, _OPTIONAL_HEAD = "808080", "D9E2F3", "F2F2F2"
_PLAIN_TEXT = "@"


def point_to_workbook(text: str, workbook: str) -> tuple[str, tuple[str, ...]]:
    """The text of a scenario.toml whose tables stand in a workbook, and the files that it names.

    Comments and order stay; tables that the workbook does not hold stay where they are.
    """
    import tomlkit

    document = tomlkit.parse(text)
    for table in FILLED_TABLES:
        document.pop(table, None)
    data = document.setdefault("data", tomlkit.table())
    for table in FILLED_TABLES:
        data.pop(table, None)
    data["workbook"] = workbook
    others = tuple(str(data[key]) for key in ("law", "scores") if isinstance(data.get(key), str))
    return tomlkit.dumps(document), others


def write_workbook(raw: RawDocument) -> bytes:
    """The tables of a raw document as a workbook that `[data] workbook` reads back.

    Rows are grey, as they are an example. Each column says in a note what it holds; those that
    may be left blank come last.
    """
    from openpyxl import Workbook

    book = Workbook()
    for each in list(book.worksheets):
        book.remove(each)
    models = list_tables(ScenarioDocument)
    for table in FILLED_TABLES:
        sheet = book.create_sheet(table)
        rows = [entry for _, entry in raw.list_entries(table)]
        _fill_sheet(sheet, table, models[table], rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_sheet(
    sheet: "Worksheet", table: str, model: ModelClass, rows: Sequence[Mapping[str, Any]]
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    fields = list_fields(model)
    required = list_required(model)
    others = dict.fromkeys(key for row in rows for key in row if key not in fields)
    columns = [*sorted(fields, key=lambda name: name not in required), *others]
    for at, column in enumerate(columns, 1):
        head = sheet.cell(1, at, column)
        is_needed = column in required
        head.font = Font(bold=is_needed)
        head.fill = PatternFill("solid", fgColor=_HEAD if is_needed else _OPTIONAL_HEAD)
        head.comment = Comment(_describe(fields.get(column), is_needed), "lotdesign")
        sheet.column_dimensions[name_column(at - 1)].width = 24 if is_needed else 14
        is_text = column in others or _is_text(fields[column])
        for line, row in enumerate(rows, 2):
            _write_value(sheet.cell(line, at), row.get(column, ""), is_text)
            sheet.cell(line, at).font = Font(color=_GREY)
    sheet.freeze_panes = "A2"
    for rule, cells in _list_choices(table, columns):
        sheet.add_data_validation(rule)
        rule.add(cells)


def _describe(field: FieldInfo | None, is_needed: bool) -> str:
    """What a column holds, its unit, and whether it may be blank."""
    if field is None:
        return "a larger area in which the locality lies"
    extra = field.json_schema_extra
    unit = extra.get("x-unit") if isinstance(extra, dict) else None
    told = f"{field.description}{f' ({unit})' if unit else ''}"
    return told if is_needed else f"{told}. May be left blank."


def _is_text(field: FieldInfo) -> bool:
    """Whether a column holds names or text, so that nothing in it is a number."""
    return not _FIGURES & {*map(_name_parser, field.metadata), *_list_parsers(field.annotation)}


def _list_parsers(annotation: Any) -> set[str]:
    """The names of the parsers inside an annotation, as of a figure that may be left out."""
    inner = get_args(annotation)
    return {_name_parser(each) for each in inner}.union(*map(_list_parsers, inner))


def _name_parser(part: Any) -> str:
    return getattr(getattr(part, "func", None), "__name__", "")


def _write_value(cell: Any, value: Any, is_text: bool) -> None:
    """Write a value as a number or as text, and never as a formula."""
    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    text = str(value)
    if not text:
        return
    if not is_text and _NUMBER.fullmatch(text):
        number = Decimal(text)
        cell.value = int(number) if number == number.to_integral_value() else float(number)
        return
    cell.value = make_printable(text, 30_000)
    cell.data_type = "s"
    cell.number_format = _PLAIN_TEXT


def _list_choices(table: str, columns: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Lists to choose from, and the cells that they are for."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for at, column in enumerate(columns):
        letter = name_column(at)
        cells = f"{letter}2:{letter}{ROWS_TO_FILL + 1}"
        if column in _WORDS:
            yield DataValidation("list", formula1=f'"{",".join(_WORDS[column])}"'), cells
        elif (table, column) in _CHOICES:
            source = f"={_CHOICES[table, column]}!$A$2:$A${ROWS_TO_FILL + 1}"
            rule = DataValidation("list", formula1=source, showErrorMessage=False)
            yield rule, cells
