"""A batch as a polars frame, and as Parquet whose bytes follow from its rows alone."""

from io import BytesIO
from typing import TYPE_CHECKING

from lotdesign.measures.registry import MEASURES
from lotdesign.result.batch import SweepAnswer
from lotdesign.result.designs import pair_with_routes, write_lots
from lotdesign.result.frames import convert_figure, get_column_type

if TYPE_CHECKING:
    import polars as pl


def build_batch_frame(answer: SweepAnswer) -> "pl.DataFrame":
    """A row for each combination, in the order in which they were given.

    Columns: each path with the text it was set to, null where it is as in the files;
    `scenario_sha256`; `status`; the first objective as `objective`, `value`, `bound` and `gap`;
    every measure in its own unit (pence, metres), null where it was not measured; `contents`, lots
    as "a+b | c"; `lot_units`, the same as lists; `lot_routes`, the routes of the lots; `verified`;
    `note`.
    """
    import polars as pl

    rows = answer.rows
    columns = [
        pl.Series(path, [row.settings.get(path) for row in rows], dtype=pl.String)
        for path in answer.paths
    ]
    columns += [
        pl.Series("scenario_sha256", [row.sha256 for row in rows], dtype=pl.String),
        pl.Series("status", [row.status for row in rows], dtype=pl.String),
        pl.Series("objective", [row.objective for row in rows], dtype=pl.String),
        *_build_value_columns(answer),
        pl.Series("gap", [row.gap and float(row.gap) for row in rows], dtype=pl.Float64),
    ]
    for name in MEASURES:
        figures = [convert_figure(name, row.measures.get(name)) for row in rows]
        columns.append(pl.Series(name, figures, dtype=get_column_type(name)))
    lots = [[list(units) for units in row.lots] for row in rows]
    columns += [
        pl.Series("contents", [write_lots(row.lots) for row in rows], dtype=pl.String),
        pl.Series("lot_units", lots, dtype=pl.List(pl.List(pl.String))),
    ]
    routes = [[route for _, route in pair_with_routes(row.lots, row.routes)] for row in rows]
    columns.append(pl.Series("lot_routes", routes, dtype=pl.List(pl.String)))
    columns += [
        pl.Series("verified", [row.verified for row in rows], dtype=pl.Boolean),
        pl.Series("note", [row.note for row in rows], dtype=pl.String),
    ]
    return pl.DataFrame(columns)


def write_parquet(answer: SweepAnswer) -> bytes:
    """The frame as a Parquet file."""
    file = BytesIO()
    build_batch_frame(answer).write_parquet(file)
    return file.getvalue()


def _build_value_columns(answer: SweepAnswer) -> "list[pl.Series]":
    """Values and bounds of the first objective, in its own unit."""
    import polars as pl

    columns = []
    for name in ("value", "bound"):
        figures = [getattr(row, name) for row in answer.rows]
        numbers = [None if figure is None else float(figure) for figure in figures]
        columns.append(pl.Series(name, numbers, dtype=pl.Float64))
    return columns
