"""Solves many settings of one scenario."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.events import Listen, unheard

if TYPE_CHECKING:
    import polars as pl


def sweep(
    path: str | Path,
    vary: Mapping[str, Iterable[object]] | None = None,
    *,
    listed: Sequence[Mapping[str, object]] = (),
    settings: Sequence[str] = (),
    off: Sequence[str] = (),
    jobs: str | Path | None = None,
    workers: int = 0,
    cluster: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    engine: str = "auto",
    listen: Listen = unheard,
) -> "pl.DataFrame":
    """Many settings solved in parallel, a row each: see `solver.sweep.frame`.

    `vary` gives each path its values, of which every combination is solved, for each entry of
    `listed`. With `jobs`, the path of a file, answers are kept and never worked out again.
    `workers` are processes, 0 for one a processor; `cluster` is the address of a Dask scheduler,
    which is used instead. Raises InputFaults with every fault of every combination before anything
    is solved, KeyboardInterrupt on Ctrl-C.
    """
    from lotdesign.scenario.variations import Varied, plain_values
    from solver.engines.choice import choice_of
    from solver.sweep.frame import frame
    from solver.sweep.job import Means
    from solver.sweep.places import place
    from solver.sweep.sweep import carried_out, plan
    from solver.sweep.table import kept

    grid = [Varied(name, plain_values(values)) for name, values in (vary or {}).items()]
    rows = [dict(zip(each, plain_values(each.values()), strict=True)) for each in listed]
    means = Means(choice_of(engine), seed, time_limit)
    asked = plan(path, grid, rows, settings, off, means)
    with kept(jobs) as table:
        return frame(carried_out(asked, table, place(workers, cluster), listen))
