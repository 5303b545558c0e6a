"""What differs between two designs, for analysts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.parts import frame_of, rows_of
from lotdesign.result.difference import Difference, FigureChange

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Differences:
    """What differs between two designs; `told` has all of it."""

    told: Difference

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return self.told.empty

    @property
    def measures(self) -> "pl.DataFrame":
        """A row a measure that differs; figures as results write them, pence and metres."""
        return frame_of(_texts(self.told.measures), _CHANGE)

    @property
    def lots(self) -> "pl.DataFrame":
        """A row a lot that changed: its name before and after, and the units that it exchanged."""
        rows: list[dict[str, object]] = [
            {
                "before": None if each.before is None else each.before.name,
                "after": None if each.after is None else each.after.name,
                "kept": list(each.kept),
                "left": list(each.left),
                "joined": list(each.joined),
            }
            for each in self.told.lots
        ]
        return frame_of(rows, ("before", "after", "kept", "left", "joined"))

    @property
    def moved(self) -> "pl.DataFrame":
        """A row a unit that moved, with the names of its lots."""
        rows: list[dict[str, object]] = [
            {"unit": each.unit, "before": each.before.name, "after": each.after.name}
            for each in self.told.moved
        ]
        return frame_of(rows, ("unit", "before", "after"))

    @property
    def settings(self) -> "pl.DataFrame":
        """A row a setting that differs, null where it is as in the files."""
        return frame_of(rows_of(self.told.settings), ("name", "before", "after"))


_CHANGE = ("name", "unit", "before", "after", "difference", "verdict")


def _texts(changes: tuple[FigureChange, ...]) -> list[dict[str, object]]:
    """Figures as text: pence and shares stand in one column."""
    figures = ("before", "after", "difference")
    return [
        {key: str(v) if key in figures and v is not None else v for key, v in row.items()}
        for row in rows_of(changes)
    ]
