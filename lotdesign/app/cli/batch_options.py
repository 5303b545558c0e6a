"""Flags of commands that run as a batch, and what is said where one ends early."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer
from lotdesign.app.cli.output import check_target
from lotdesign.faults import UsageError, quote_text

JobsOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Keeps every answer, so that the same command goes on later."
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Solve on the Dask cluster of this scheduler."),
]

GO_ON = "The same command goes on from there."


def check_jobs(jobs: str | None) -> None:
    """Raise UsageError where the job table, or a file beside it, cannot be written."""
    from solver.batch.job_table import list_table_files

    if jobs is None:
        return
    if jobs in ("", "-"):
        raise UsageError(f"--jobs {quote_text(jobs)}: give a file")
    for file in list_table_files(jobs):
        check_target(file, "--jobs")


@contextmanager
def tell_early_end(jobs: str | None, cluster: str | None) -> Iterator[None]:
    """Raise NoAnswer after Ctrl-C, which says how to go on, and UsageError without a cluster."""
    from solver.batch.run import BatchStopped
    from solver.batch.worker_pools import ClusterUnavailable

    try:
        yield
    except BatchStopped as stop:
        kept = "." if jobs is None else f" and kept in {quote_text(jobs)}. {GO_ON}"
        raise NoAnswer(ExitCode.INTERRUPTED, f"Stopped by hand: {stop}{kept}") from None
    except ClusterUnavailable as error:
        raise UsageError(f"--cluster {quote_text(cluster or '')}: {error}") from None
