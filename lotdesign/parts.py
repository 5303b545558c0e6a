"""Parts of answers as polars frames."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lotdesign.result.part import Part

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, object]


def rows_of(parts: Iterable[Part]) -> list[Row]:
    """A row a part, as JSON has it."""
    return [part.model_dump(mode="json", by_alias=True) for part in parts]


def frame_of(rows: list[Row], columns: Sequence[str] = ()) -> "pl.DataFrame":
    """The rows as a frame, with these columns where there are none."""
    import polars as pl

    if not rows:
        return pl.DataFrame({name: [] for name in columns})
    return pl.DataFrame(rows, infer_schema_length=None)
