"""The lots as one wide table, a row a lot, a column a figure and year, no lists; CSV, Parquet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.result.model import LotResult, Result

if TYPE_CHECKING:
    import polars as pl

LIST_MARK = ";"
"""Between the names of a list that stands in one cell, as in the files of a scenario."""
BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that a CSV file is UTF-8."""

ExportColumnKind = Literal["text", "whole", "pounds", "yes_no"]
ExportFigure = str | int | None

_DIGITS_OF_MONEY = 20


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name, the kind of its figures, and one figure a lot; `pounds` are pence here.

    The kind, and so the type in Parquet, is the same in every run.
    """

    name: str
    kind: ExportColumnKind
    figures: tuple[ExportFigure, ...]


def build_lot_columns(result: Result) -> tuple[ExportColumn, ...]:
    """The columns; the years are those of the budget, also where there is no lot."""
    return tuple(_list_columns(result.lots, len(result.totals.budget_pence)))


def _list_columns(lots: Sequence[LotResult], years: int) -> Iterator[ExportColumn]:
    def column(name: str, kind: ExportColumnKind, figures: Iterator[ExportFigure]) -> ExportColumn:
        return ExportColumn(name, kind, tuple(figures))

    yield column("id", "text", (lot.id for lot in lots))
    yield column("name", "text", (lot.name for lot in lots))
    yield column("route", "text", (lot.route for lot in lots))
    for name in ("units", "services", "localities"):
        yield column(name, "text", (LIST_MARK.join(getattr(lot, name)) for lot in lots))
    yield column("unit_count", "whole", (len(lot.units) for lot in lots))
    yield column("first_year", "whole", (lot.first_year or 1 for lot in lots))
    yield column("last_year", "whole", (lot.last_year or years for lot in lots))
    yield column("market_value", "pounds", (lot.market_value_pence for lot in lots))
    yield column("paid_to_provider", "pounds", (sum(lot.paid_pence) for lot in lots))
    yield column("cost_to_council", "pounds", (lot.whole_life_pence for lot in lots))
    for name, kind in (("gross", "gross_pence"), ("paid", "paid_pence"), ("cost", "cost_pence")):
        for year in range(years):
            yield column(
                f"{name}_year_{year + 1}", "pounds", (getattr(lot, kind)[year] for lot in lots)
            )
    for name in ("eligible", "eligible_small", "eligible_consortia"):
        yield column(name, "text", (LIST_MARK.join(getattr(lot, name)) for lot in lots))
    yield column("eligible_count", "whole", (len(lot.eligible) for lot in lots))
    yield column("eligible_small_count", "whole", (len(lot.eligible_small) for lot in lots))
    yield column("accessible", "yes_no", (int(lot.accessible) for lot in lots))
    yield column("award", "text", (lot.award for lot in lots))


def write_lot_table_csv(result: Result) -> str:
    """The table as CSV: pounds with pence, yes or no, no cell that a spreadsheet would run."""
    columns = build_lot_columns(result)
    rows = zip(*([_write_figure(c.kind, f) for f in c.figures] for c in columns), strict=True)
    return write_csv([column.name for column in columns], rows)


def _write_figure(kind: ExportColumnKind, figure: ExportFigure) -> str:
    if figure is None:
        return ""
    if isinstance(figure, str):
        return escape_cell(figure)
    if kind == "pounds":
        return str(_to_decimal_pounds(figure))
    if kind == "yes_no":
        return "yes" if figure else "no"
    return str(figure)


def _to_decimal_pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def build_lot_frame(result: Result) -> "pl.DataFrame":
    """The table as a polars frame: pounds as decimals of two places, counts as whole numbers."""
    import polars as pl

    types: dict[ExportColumnKind, pl.DataType] = {
        "text": pl.String(),
        "whole": pl.Int64(),
        "pounds": pl.Decimal(_DIGITS_OF_MONEY, 2),
        "yes_no": pl.Boolean(),
    }
    series = []
    for column in build_lot_columns(result):
        figures = [
            _to_decimal_pounds(each) if column.kind == "pounds" and isinstance(each, int) else each
            for each in column.figures
        ]
        if column.kind == "yes_no":
            figures = [bool(each) for each in figures]
        series.append(pl.Series(column.name, figures, dtype=types[column.kind]))
    return pl.DataFrame(series)


def write_lot_table_parquet(result: Result) -> bytes:
    """The frame as a Parquet file."""
    file = BytesIO()
    build_lot_frame(result).write_parquet(file)
    return file.getvalue()
