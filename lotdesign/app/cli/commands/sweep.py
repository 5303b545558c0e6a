"""`lotdesign sweep`: many settings in parallel, so that nothing is lost when it is stopped."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import (
    MOST_WORKERS,
    EngineOption,
    FormatOption,
    OffOption,
    OutOption,
    ProgressOption,
    QuietOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    TimeLimitOption,
    build_whole_parser,
    wants_parquet,
)
from lotdesign.app.cli.output import (
    AnswerForms,
    OutputOptions,
    check_target,
    deliver_bytes,
    report_answer,
)
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError, quote_text

if TYPE_CHECKING:
    from lotdesign.result.batch import SweepAnswer
    from solver.batch.run import BatchPlan


_UNVERIFIED_ROWS = "At least one result does not agree with its scenario; do not use those rows."


@wrap_command
def sweep(
    scenario: ScenarioArgument,
    settings: SetOption,
    off: OffOption,
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
            parser=build_whole_parser("--workers", 0, MOST_WORKERS),
            metavar="N",
            help="Parallel processes; 0: one a processor.",
        ),
    ] = 0,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Solve on the Dask cluster of this scheduler."),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
    time_limit: TimeLimitOption = None,
    seed: SeedOption = 0,
    engine: EngineOption = "auto",
    show: ProgressOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """Solve many settings in parallel: a table, or as csv, json or FILE.parquet a row each.

    Stopped or killed, the same command goes on where it was, given --jobs. --time-limit is for
    each of them.
    """
    from lotdesign.input.variations import read_grid, read_list
    from lotdesign.report.sweep import summarise_sweep, write_sweep_csv, write_sweep_page
    from solver.batch.jobs import JobSettings
    from solver.batch.run import plan_batch

    check_target(out)
    _check_jobs(jobs)
    if not vary and listed is None:
        raise UsageError("give --vary PATH=VALUES or --list FILE.csv")
    grid, rows = read_grid(vary), [] if listed is None else read_list(listed)
    means = JobSettings(engine, seed, time_limit)
    asked = plan_batch(scenario, grid, rows, settings, off, means)
    told = _run_plan(asked, jobs, workers, cluster, show, quiet)
    if told is None:
        return ExitCode.INTERRUPTED
    if wants_parquet(form, out):
        from solver.batch.frame import write_parquet

        deliver_bytes(write_parquet(told), str(out), quiet)
        if not quiet:
            say(summarise_sweep(told))
    else:
        forms = AnswerForms(
            page=lambda: write_sweep_page(told),
            json=told.to_json,
            csv=lambda: write_sweep_csv(told),
            sentence=lambda: summarise_sweep(told),
        )
        report_answer(forms, OutputOptions(form, out, quiet))
    if all(row.verified for row in told.rows):
        return ExitCode.DONE
    say(_UNVERIFIED_ROWS)
    return ExitCode.NOT_VERIFIED


def _check_jobs(jobs: str | None) -> None:
    """Raises UsageError where the job table, or what is kept beside it, has no place."""
    from solver.batch.job_table import list_table_files

    if jobs is None:
        return
    if jobs in ("", "-"):
        raise UsageError(f"--jobs {quote_text(jobs)}: give a file")
    for file in list_table_files(jobs):
        check_target(file, "--jobs")


def _run_plan(
    asked: "BatchPlan",
    jobs: str | None,
    workers: int,
    cluster: str | None,
    show: ProgressOption,
    quiet: bool,
) -> "SweepAnswer | None":
    """The answers, or None with a word on how to go on after Ctrl-C."""
    from lotdesign.app.cli.progress import choose_progress
    from solver.batch.cluster_pool import ClusterUnavailable, open_pool
    from solver.batch.job_table import open_job_table
    from solver.batch.run import BatchStopped, run_batch

    try:
        with open_job_table(jobs) as table, choose_progress(show, quiet) as listen:
            return run_batch(asked, table, open_pool(workers, cluster), listen)
    except BatchStopped as stop:
        say(f"Stopped by hand: {stop}{_say_how_to_resume(jobs)}")
        return None
    except ClusterUnavailable as error:
        raise UsageError(f"--cluster {quote_text(cluster or '')}: {error}") from None


def _say_how_to_resume(jobs: str | None) -> str:
    if jobs is None:
        return ". Nothing is kept without --jobs FILE."
    return f" and kept in {quote_text(jobs)}. The same command goes on from there."
