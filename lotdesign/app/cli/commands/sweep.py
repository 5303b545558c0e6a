"""`lotdesign sweep`: many settings in parallel, so that nothing is lost when it is stopped."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.batch_options import (
    ClusterOption,
    JobsOption,
    check_jobs,
    tell_early_end,
)
from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_sweep_exit
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
)
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.result.batch import SweepAnswer
    from solver.batch.run import BatchPlan


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
    jobs: JobsOption = None,
    workers: Annotated[
        int,
        typer.Option(
            parser=build_whole_parser("--workers", 0, MOST_WORKERS),
            metavar="N",
            help="Parallel processes; 0: one a processor.",
        ),
    ] = 0,
    cluster: ClusterOption = None,
    form: FormatOption = None,
    out: OutOption = None,
    time_limit: TimeLimitOption = None,
    seed: SeedOption = 0,
    engine: EngineOption = "auto",
    show: ProgressOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """Solve many settings in parallel: a table, or as csv, json or FILE.parquet a row each.

    With --jobs the same command goes on where it was, after a stop or a kill. --time-limit is for
    each setting.
    """
    from lotdesign.input.variations import read_grid, read_list
    from lotdesign.report.sweep import build_sweep_forms
    from solver.batch.frame import write_parquet
    from solver.batch.jobs import JobSettings
    from solver.batch.run import plan_batch

    check_target(out, form=form, writes=("parquet",))
    check_jobs(jobs)
    if not vary and listed is None:
        raise UsageError("give --vary PATH=VALUES or --list FILE.csv")
    grid, rows = read_grid(vary), [] if listed is None else read_list(listed)
    job_settings = JobSettings(engine, seed, time_limit)
    plan = plan_batch(scenario, grid, rows, settings, off, job_settings)
    answer = _run_plan(plan, jobs, workers, cluster, show, quiet)
    forms = build_sweep_forms(answer, lambda: write_parquet(answer))
    return deliver(forms, OutputOptions(form, out, quiet), choose_sweep_exit(answer))


def _run_plan(
    plan: "BatchPlan",
    jobs: str | None,
    workers: int,
    cluster: str | None,
    show: ProgressOption,
    quiet: bool,
) -> "SweepAnswer":
    """Solve every setting; after Ctrl-C those that are done.

    With a job table it then raises NoAnswer, which says how to go on.
    """
    from lotdesign.app.cli.progress import choose_progress
    from solver.batch.job_table import open_job_table
    from solver.batch.run import BatchStopped, build_sweep_answer, run_batch
    from solver.batch.worker_pools import open_pool

    with tell_early_end(jobs, cluster):
        try:
            with open_job_table(jobs) as table, choose_progress(show, quiet) as listen:
                return run_batch(plan, table, open_pool(workers, cluster), listen)
        except BatchStopped as stop:
            if jobs is None and stop.done:
                return build_sweep_answer(plan, stop.answers)
            raise
