"""Where a table stands: the name of a file, or a file with its sheet, header and columns."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lotdesign.scenario.fields import (
    FileNameField,
    HeadingField,
    SheetField,
    WholeField,
    declare_key,
)
from lotdesign.scenario.values import is_blank

MOST_HEADER_ROW = 1_048_576
"""The last row of a spreadsheet."""


class TableFile(BaseModel):
    """A file, and how the table stands in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: FileNameField = declare_key("a CSV file, or a workbook (.xlsx or .ods)")
    sheet: SheetField = declare_key(
        "sheet of the workbook; left out: the one called like the table, or the only one", ""
    )
    header: WholeField | None = declare_key(
        "row that names the columns; left out: the first that names all that are needed",
        None,
        unit="row",
        least=1,
        most=MOST_HEADER_ROW,
    )
    columns: dict[str, HeadingField] = declare_key(
        'columns that the file calls otherwise, as annual_budget = "Budget 26/27"', {}
    )


class OrNameOfFile:
    """Says in the JSON Schema that the name of the file alone will do."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


def read_name_alone(value: Any) -> Any:
    """Read the name of a file as a file with everything else left out; a blank as no file."""
    if isinstance(value, str):
        return None if is_blank(value) else {"file": value}
    return value


def parse_table_file(value: Any) -> Any:
    """As `read_name_alone`; raises ValueError for a number, yes or no, which name no file."""
    if isinstance(value, int | Decimal):
        raise ValueError('write the name of a file in quotes, for example "units.csv"')
    return read_name_alone(value)


TableFileField = Annotated[TableFile | None, BeforeValidator(parse_table_file), OrNameOfFile()]
"""A file of a table: "units.csv", or { file = "centres.xlsx", sheet = "2026", ... }."""
