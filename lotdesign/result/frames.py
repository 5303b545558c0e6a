"""Builds polars frames from parts of results; polars is imported when one is built."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import ResultPart, WrittenFigure
from lotdesign.scenario.figure_units import WHOLE_UNITS

if TYPE_CHECKING:
    import polars as pl


FrameRow = dict[str, object]


def dump_rows(parts: Iterable[ResultPart]) -> list[FrameRow]:
    """A row for each part, with its JSON keys and values."""
    return [part.model_dump(mode="json", by_alias=True) for part in parts]


def build_frame(rows: list[FrameRow], columns: Sequence[str] = ()) -> "pl.DataFrame":
    """The rows as a frame, a row each; an empty one has these columns."""
    import polars as pl

    if not rows:
        return pl.DataFrame({name: [] for name in columns})
    return pl.DataFrame(rows, infer_schema_length=None)


def convert_figure(measure: str, value: WrittenFigure) -> int | float | None:
    """A measure's value for a frame: an int of whole units, a float of shares and needs."""
    if value is None:
        return None
    return int(value) if MEASURES[measure].unit in WHOLE_UNITS else float(value)


def get_column_type(measure: str) -> "type[pl.DataType]":
    """The polars type of a measure's column."""
    import polars as pl

    return pl.Int64 if MEASURES[measure].unit in WHOLE_UNITS else pl.Float64
