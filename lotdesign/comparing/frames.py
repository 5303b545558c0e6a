"""Comparisons as polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.result.compared import CompareAnswer, DiffAnswer, FigureChange, TextChange
from lotdesign.result.designs import write_lots, write_routes
from lotdesign.result.frames import (
    FrameColumnKind,
    FrameColumns,
    build_frame,
    convert_figure,
    describe_columns,
    dump_rows,
    get_column_type,
    list_measure_columns,
)

if TYPE_CHECKING:
    import polars as pl

_TEXT: FrameColumnKind = "text"
_TEXTS: FrameColumnKind = "texts"
_CHANGE_COLUMNS: FrameColumns = dict.fromkeys(
    ("name", "unit", "before", "after", "difference", "verdict"), "text"
)


def build_comparison_frame(answer: CompareAnswer) -> "pl.DataFrame":
    """Build a row a result.

    Columns: `name`; `status`; `contents`, lots as "a+b | c"; `routes`, those of the lots, as
    "external | in_house"; each measure in its own unit (pence, metres) and `MEASURE:difference`
    against the first; `best`, the measures in which nothing is better; `broken` rules;
    `admissible`; `settings` as the command line takes them.
    """
    import polars as pl

    results = answer.results
    columns = [
        pl.Series("name", answer.names, dtype=pl.String),
        pl.Series("status", [each.status for each in results], dtype=pl.String),
        pl.Series("contents", [write_lots(each.lots) for each in results], dtype=pl.String),
    ]
    routes = [write_routes(each.lots, each.routes) for each in results]
    columns.append(pl.Series("routes", routes, dtype=pl.String))
    known, nothing = {row.measure: row for row in answer.measures}, (None,) * len(results)
    for measure in list_measure_columns(known):
        row = known.get(measure)
        values, differences = (row.values, row.differences) if row else (nothing, nothing)
        for name, figures in ((measure, values), (f"{measure}:difference", differences)):
            exact = [convert_figure(measure, figure) for figure in figures]
            columns.append(pl.Series(name, exact, dtype=get_column_type(measure)))
    best = [[row.measure for row in answer.measures if i in row.best] for i in range(len(results))]
    lists = {
        "best": best,
        "broken": [list(each.broken) for each in results],
        "settings": [list(each.scenario.settings) for each in results],
    }
    columns += [pl.Series(name, rows, dtype=pl.List(pl.String)) for name, rows in lists.items()]
    columns.insert(-1, pl.Series("admissible", [each.admissible for each in results]))
    return pl.DataFrame(columns)


@dataclass(frozen=True)
class DifferenceFrames:
    """What differs between two designs; `told` is the whole answer."""

    told: DiffAnswer

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return self.told.empty

    @property
    def measures(self) -> "pl.DataFrame":
        """A row a measure that differs; figures as results write them, pence and metres."""
        return build_frame(_write_figures(self.told.measures), _CHANGE_COLUMNS)

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
        names = dict.fromkeys(("before", "after"), _TEXT)
        return build_frame(rows, names | dict.fromkeys(("kept", "left", "joined"), _TEXTS))

    @property
    def moved(self) -> "pl.DataFrame":
        """A row a unit that moved, with the names of its lots."""
        rows: list[dict[str, object]] = [
            {"unit": each.unit, "before": each.before.name, "after": each.after.name}
            for each in self.told.moved
        ]
        return build_frame(rows, dict.fromkeys(("unit", "before", "after"), _TEXT))

    @property
    def settings(self) -> "pl.DataFrame":
        """A row a setting that differs, null where it is as in the files."""
        return build_frame(dump_rows(self.told.settings), describe_columns(TextChange))


def _write_figures(changes: tuple[FigureChange, ...]) -> list[dict[str, object]]:
    """Write figures as text, as pence and shares stand in one column."""
    figures = ("before", "after", "difference")
    return [
        {key: str(v) if key in figures and v is not None else v for key, v in row.items()}
        for row in dump_rows(changes)
    ]
