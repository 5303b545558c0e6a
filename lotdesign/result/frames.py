"""Builds polars frames from parts of results; polars is imported when one is built.

The type of a column follows from what it holds and never from a run's rows: frames of several runs
can be put one below the other, also where one of them is empty.
"""

import types
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from lotdesign.measures.registry import ALL_MEASURES, MEASURES
from lotdesign.result.base import ResultPart, WrittenFigure
from lotdesign.scenario.figure_units import WHOLE_UNITS

if TYPE_CHECKING:
    import polars as pl


FrameRow = dict[str, object]

FrameColumnKind = Literal["text", "whole", "number", "yes_no", "texts", "wholes"]
"""What a column holds; a `number` is a figure of any unit, the last two are lists."""

FrameColumns = Mapping[str, FrameColumnKind]
"""Name -> kind of each column, in order."""

NAME_MARK = ";"
"""Between names that a list had, in one cell."""

AnyModel = TypeVar("AnyModel", bound=ResultPart)


def dump_rows(parts: Iterable[ResultPart]) -> list[FrameRow]:
    """A row for each part, with its JSON keys and values."""
    return [part.model_dump(mode="json", by_alias=True) for part in parts]


def describe_columns(model: type[ResultPart]) -> dict[str, FrameColumnKind]:
    """The columns of a frame of such parts; fields that are parts themselves are left out."""
    found = {
        field.alias or name: _find_kind(field.annotation)
        for name, field in model.model_fields.items()
    }
    return {name: kind for name, kind in found.items() if kind is not None}


def _find_kind(annotation: Any) -> FrameColumnKind | None:
    """The kind of a field; None for one that does not fit into a cell."""
    bare = _list_alternatives(annotation)
    kinds: Mapping[frozenset[Any], FrameColumnKind] = {
        frozenset({str}): "text",
        frozenset({int}): "whole",
        frozenset({bool}): "yes_no",
        frozenset({float}): "number",
        frozenset({int, str}): "number",
    }
    if bare in kinds:
        return kinds[bare]
    (first, *rest) = bare
    if rest or get_origin(first) is not tuple:
        return None
    inside = frozenset(each for each in get_args(first) if each is not Ellipsis)
    lists: Mapping[frozenset[Any], FrameColumnKind] = {
        frozenset({str}): "texts",
        frozenset({int}): "wholes",
    }
    return lists.get(inside)


def _list_alternatives(annotation: Any) -> frozenset[Any]:
    """The types that a field may have, besides None; words stand for text."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _list_alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        every = (_list_alternatives(each) for each in get_args(annotation))
        return frozenset[Any]().union(*every) - {type(None)}
    if origin is Literal:
        return frozenset(type(each) for each in get_args(annotation))
    return frozenset({annotation})


def list_measure_columns(further: Iterable[str] = ()) -> dict[str, FrameColumnKind]:
    """A column for each measure of a result, in its own unit; null where it was not measured.

    And for those of `further` that results do not have.
    """
    asked = {name: ALL_MEASURES[name] for name in further if name in ALL_MEASURES}
    return {
        name: "whole" if measure.unit in WHOLE_UNITS else "number"
        for name, measure in {**MEASURES, **asked}.items()
    }


def build_frame(rows: Iterable[FrameRow], columns: FrameColumns) -> "pl.DataFrame":
    """The rows as a frame with these columns; what a row does not have is null."""
    import polars as pl

    listed = list(rows)
    return pl.DataFrame(
        [
            pl.Series(
                name, [_convert(row.get(name), kind) for row in listed], dtype=_get_type(kind)
            )
            for name, kind in columns.items()
        ]
    )


def _convert(value: object, kind: FrameColumnKind) -> object:
    if value is None:
        return None
    if kind == "number" and isinstance(value, int | str):
        return float(value)
    if kind == "whole" and isinstance(value, str):
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _get_type(kind: FrameColumnKind) -> "pl.DataType":
    import polars as pl

    return {
        "text": pl.String(),
        "whole": pl.Int64(),
        "number": pl.Float64(),
        "yes_no": pl.Boolean(),
        "texts": pl.List(pl.String()),
        "wholes": pl.List(pl.Int64()),
    }[kind]


def convert_figure(measure: str, value: WrittenFigure) -> int | float | None:
    """A measure's value for a frame: an int of whole units, a float of shares and needs."""
    if value is None:
        return None
    return int(value) if ALL_MEASURES[measure].unit in WHOLE_UNITS else float(value)


def get_column_type(measure: str) -> "type[pl.DataType]":
    """The polars type of a measure's column."""
    import polars as pl

    return pl.Int64 if ALL_MEASURES[measure].unit in WHOLE_UNITS else pl.Float64


def widen(frame: "pl.DataFrame") -> "pl.DataFrame":
    """The frame without lists, as CSV and Excel need it.

    A list of names becomes text, the names with ";" between them, and a list of lists too, its
    lists with " | " between them. A list of amounts, one a contract year, becomes a column a year:
    NAME_1, NAME_2 and so on, as many as the longest list has.
    """
    import polars as pl

    columns: list[pl.Series] = []
    for series in frame.iter_columns():
        inner = getattr(series.dtype, "inner", None)
        if inner is None:
            columns.append(series)
        elif inner == pl.String:
            columns.append(series.list.join(NAME_MARK))
        elif inner == pl.List(pl.String):
            joined = [
                None if lists is None else " | ".join(NAME_MARK.join(each) for each in lists)
                for lists in series.to_list()
            ]
            columns.append(pl.Series(series.name, joined, dtype=pl.String))
        else:
            longest = max((len(each) for each in series.to_list() if each is not None), default=0)
            columns += [
                series.list.get(year, null_on_oob=True).alias(f"{series.name}_{year + 1}")
                for year in range(longest)
            ]
    return pl.DataFrame(columns)
