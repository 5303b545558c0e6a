"""Results side by side as a polars frame."""

from typing import TYPE_CHECKING

from lotdesign.frames import measure_type, plain
from lotdesign.result.compared import SideBySide
from lotdesign.result.drawn import contents, routes_written

if TYPE_CHECKING:
    import polars as pl


def frame(told: SideBySide) -> "pl.DataFrame":
    """A row a result.

    Columns: `name`; `status`; `contents`, lots as "a+b | c"; `routes`, those of the lots, as
    "external | in_house"; each measure in its own unit (pence, metres) and `MEASURE:difference`
    against the first; `best`, the measures in which nothing is better; `broken` rules;
    `admissible`; `settings` as the command line takes them.
    """
    import polars as pl

    results = told.results
    columns = [
        pl.Series("name", told.names, dtype=pl.String),
        pl.Series("status", [each.status for each in results], dtype=pl.String),
        pl.Series("contents", [contents(each.lots) for each in results], dtype=pl.String),
    ]
    routes = [routes_written(each.lots, each.routes) for each in results]
    columns.append(pl.Series("routes", routes, dtype=pl.String))
    for row in told.measures:
        kind = measure_type(row.measure)
        for name, figures in (
            (row.measure, row.values),
            (f"{row.measure}:difference", row.differences),
        ):
            columns.append(pl.Series(name, [plain(row.measure, f) for f in figures], dtype=kind))
    best = [[row.measure for row in told.measures if i in row.best] for i in range(len(results))]
    lists = {
        "best": best,
        "broken": [list(each.broken) for each in results],
        "settings": [list(each.scenario.settings) for each in results],
    }
    columns += [pl.Series(name, rows, dtype=pl.List(pl.String)) for name, rows in lists.items()]
    columns.insert(-1, pl.Series("admissible", [each.admissible for each in results]))
    return pl.DataFrame(columns)
