"""`lotdesign sweep`: many settings in parallel, so that nothing is lost when it is stopped."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import MOST_WORKERS, Seed, TimeLimit
from lotdesign.cli.messages import say
from lotdesign.cli.options import (
    Engine,
    Format,
    Off,
    Out,
    Progress,
    Quiet,
    ScenarioPath,
    Settings,
    is_parquet,
)
from lotdesign.cli.output import check_target, deliver_bytes
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.values import whole
from lotdesign.faults import quoted

if TYPE_CHECKING:
    from lotdesign.result.swept import Swept
    from solver.sweep.sweep import Plan

_NOT_VERIFIED = "At least one result does not agree with its scenario; do not use those rows."


@guarded
def sweep(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    vary: Annotated[
        list[str],
        typer.Option(
            default_factory=list,
            show_default=False,
            metavar="PATH=VALUES",
            help="What --set would change, with values 1,2,3 or FIRST:LAST:STEP. Given more than "
            "once: every combination.",
        ),
    ],
    listed: Annotated[
        str | None,
        typer.Option(
            "--list", metavar="FILE.csv", help="A row a combination; its columns are paths."
        ),
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Keeps every answer, so that the same command goes on later."
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            parser=whole("--workers", 0, MOST_WORKERS),
            metavar="N",
            help="Parallel processes; 0: one a processor.",
        ),
    ] = 0,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Solve on the Dask cluster of this scheduler."),
    ] = None,
    form: Format = None,
    out: Out = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    engine: Engine = "auto",
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Solve many settings in parallel: a table, or as csv, json or FILE.parquet a row each.

    Stopped or killed, the same command goes on where it was, given --jobs. --time-limit is for
    each of them.
    """
    from lotdesign.report.swept import in_a_sentence, swept, swept_csv
    from lotdesign.scenario.variations import read_grid, read_list
    from solver.sweep.job import Means
    from solver.sweep.sweep import plan

    check_target(out)
    _check_jobs(jobs)
    if not vary and listed is None:
        raise UsageError("give --vary PATH=VALUES or --list FILE.csv")
    grid, rows = read_grid(vary), [] if listed is None else read_list(listed)
    means = Means(engine, seed, time_limit)
    asked = plan(scenario, grid, rows, settings, off, means)
    told = _carried_out(asked, jobs, workers, cluster, show, quiet)
    if told is None:
        return Exit.INTERRUPTED
    if is_parquet(form, out):
        from solver.sweep.frame import parquet

        deliver_bytes(parquet(told), str(out), quiet)
        if not quiet:
            say(in_a_sentence(told))
    else:
        forms = Forms(
            page=lambda: swept(told),
            json=told.to_json,
            csv=lambda: swept_csv(told),
            sentence=lambda: in_a_sentence(told),
        )
        tell(forms, Target(form, out, quiet))
    if all(row.verified for row in told.rows):
        return Exit.DONE
    say(_NOT_VERIFIED)
    return Exit.NOT_VERIFIED


def _check_jobs(jobs: str | None) -> None:
    """Raises UsageError where the job table, or what is kept beside it, has no place."""
    from solver.sweep.table import files_of

    if jobs is None:
        return
    if jobs in ("", "-"):
        raise UsageError(f"--jobs {quoted(jobs)}: give a file")
    for file in files_of(jobs):
        check_target(file, "--jobs")


def _carried_out(
    asked: "Plan", jobs: str | None, workers: int, cluster: str | None, show: Progress, quiet: bool
) -> "Swept | None":
    """The answers, or None with a word on how to go on after Ctrl-C."""
    from lotdesign.cli.progress import progress
    from solver.sweep.cluster import NoCluster
    from solver.sweep.places import place
    from solver.sweep.run import Stopped
    from solver.sweep.sweep import carried_out
    from solver.sweep.table import kept

    try:
        with kept(jobs) as table, progress(show, quiet) as listen:
            return carried_out(asked, table, place(workers, cluster), listen)
    except Stopped as stop:
        say(f"Stopped by hand: {stop}{_going_on(jobs)}")
        return None
    except NoCluster as error:
        raise UsageError(f"--cluster {quoted(cluster or '')}: {error}") from None


def _going_on(jobs: str | None) -> str:
    if jobs is None:
        return ". Nothing is kept without --jobs FILE."
    return f" and kept in {quoted(jobs)}. The same command goes on from there."
