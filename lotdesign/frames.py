"""A finished run for analysts: its tables as polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.measures.registry import MEASURES
from lotdesign.parts import frame_of, rows_of
from lotdesign.result.figures import WHOLE
from lotdesign.result.model import Figure, Result, Status

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Run:
    """A result, with its parts as frames; polars is loaded when one is asked for."""

    result: Result

    @property
    def status(self) -> Status:
        """optimal, feasible, infeasible or unknown."""
        return self.result.status

    @property
    def measures(self) -> dict[str, Figure]:
        """Measure name -> value."""
        return self.result.measures

    @property
    def lots(self) -> "pl.DataFrame":
        """A row a lot."""
        return frame_of(rows_of(self.result.lots))

    @property
    def rules(self) -> "pl.DataFrame":
        """A row a rule."""
        return frame_of(rows_of(self.result.rules))

    @property
    def ladder(self) -> "pl.DataFrame":
        """A row a number of lots, measures as columns."""
        return frame_of(
            [{"lots": r.lots, "status": r.status, **r.measures} for r in self.result.ladder]
        )

    @property
    def comparisons(self) -> "pl.DataFrame":
        """A row a design that the best is compared with, measures as columns."""
        return frame_of(
            [
                {"id": c.id, "name": c.name, "admissible": c.admissible, **c.measures}
                for c in self.result.comparisons
            ]
        )


def plain(measure: str, value: Figure) -> int | float | None:
    """A measure's figure for a frame: whole numbers of what counts, floats of shares and needs."""
    if value is None:
        return None
    return int(value) if MEASURES[measure].unit in WHOLE else float(value)


def measure_type(measure: str) -> "type[pl.DataType]":
    """The type of a measure's column."""
    import polars as pl

    return pl.Int64 if MEASURES[measure].unit in WHOLE else pl.Float64
