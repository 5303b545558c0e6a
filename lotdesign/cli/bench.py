"""`lotdesign bench`: instances, our ways and peers in one table."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import TimeLimit
from lotdesign.cli.messages import say
from lotdesign.cli.options import Progress, Quiet
from lotdesign.cli.output import STDOUT, check_target, deliver
from lotdesign.cli.values import one_of
from lotdesign.faults import nearest, quoted
from lotdesign.memory import GIGABYTE

if TYPE_CHECKING:
    from benchmarks.instances import Instance
    from benchmarks.races import Limits
    from benchmarks.table import Run

Form = Literal["table", "md", "json", "svg"]
ALL, NO_ONE = "all", "none"


@guarded
def bench(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="[INSTANCE]...",
            help="county-54-easy-priced, us-ME, an example or a scenario; left out: the table's.",
        ),
    ] = [],  # noqa: B006 typer makes a new list a call
    ways: Annotated[
        str, typer.Option(metavar="A,B", help="lotdesign's engines, and command for all it says.")
    ] = "auto",
    peers: Annotated[
        str, typer.Option(metavar="A,B", help="Who else is run: names, all or none.")
    ] = ALL,
    out: Annotated[
        list[str],
        typer.Option(
            metavar="FILE", help="Table (.md), data (.json) or plot (.svg); may come several times."
        ),
    ] = [],  # noqa: B006
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            parser=one_of("--format", *get_args(Form)),
            metavar="|".join(get_args(Form)),
            help="What to write to stdout, or to other files.",
        ),
    ] = "table",
    time_limit: TimeLimit = None,
    peer_times: Annotated[
        float, typer.Option(metavar="N", help="A peer has so many times our seconds.", min=0)
    ] = 20.0,
    peer_least: Annotated[
        float, typer.Option(metavar="S", help="And at least so many seconds.", min=1)
    ] = 60.0,
    memory: Annotated[
        float, typer.Option(metavar="GB", help="Most memory of a run.", min=0.5)
    ] = 8.0,
    times: Annotated[
        int, typer.Option(metavar="N", help="Run ours so often and show the median.", min=1)
    ] = 1,
    public: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Public instances; else LOTDESIGN_PUBLIC names them."),
    ] = None,
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Measure lotdesign and its peers: first design, proof, gap, memory, each design checked."""
    from benchmarks.races import Limits
    from benchmarks.runners import PEERS, WAYS

    for file in out:
        check_target(file)
    chosen_ways = _chosen("--ways", ways, WAYS)
    chosen_peers = () if peers == NO_ONE else _chosen("--peers", peers, tuple(PEERS))
    limits = Limits(time_limit, peer_times, peer_least, round(memory * GIGABYTE), times)
    with TemporaryDirectory() as folder:
        instances = _instances(names, Path(folder), public, quiet)
        run = _run(instances, chosen_ways, chosen_peers, limits, show, quiet)
    for file in out or [STDOUT]:
        deliver(_text(run, _form(file, form)), file, quiet)
    if not run.complete:
        return Exit.INTERRUPTED
    return Exit.DONE if run.sound else Exit.NOT_VERIFIED


def _chosen(option: str, asked: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names of a list with commas; raises UsageError with the nearest known one."""
    if asked == ALL:
        return tuple(known)
    found = tuple(dict.fromkeys(filter(None, map(str.strip, asked.split(",")))))
    if not found:
        raise UsageError(f"{option}: name one of {', '.join(known)}")
    for name in found:
        if name not in known:
            raise UsageError(f"{option} {quoted(name)}: {nearest(name, known)}")
    return found


def _instances(
    names: Iterable[str], folder: Path, public: Path | None, quiet: bool
) -> list["Instance"]:
    """What is to be raced; of the table's own instances, those that are to be had."""
    from benchmarks.instances import STANDARD, instance

    found, asked = [], list(names)
    for name in asked or STANDARD:
        try:
            found.append(instance(name, folder, public))
        except ValueError as error:
            if asked:
                raise UsageError(str(error)) from None
            if not quiet:
                say(f"Left out: {error}.")
    return found


def _run(
    instances: Sequence["Instance"],
    ways: Sequence[str],
    peers: Sequence[str],
    limits: "Limits",
    show: Progress,
    quiet: bool,
) -> "Run":
    """The rows; after Ctrl-C those that were complete."""
    from benchmarks.machine import machine
    from benchmarks.races import races
    from benchmarks.table import Run
    from lotdesign.cli.packages import PACKAGES
    from lotdesign.cli.progress import progress

    here, rows = machine(PACKAGES), []
    try:
        with progress(show, quiet) as listen:
            for row in races(instances, ways, peers, limits, listen):
                rows.append(row)
    except KeyboardInterrupt:
        return Run(here, limits, tuple(rows), complete=False)
    return Run(here, limits, tuple(rows))


def _form(file: str, otherwise: Form) -> Form:
    known: dict[str, Form] = {"md": "md", "json": "json", "svg": "svg"}
    return known.get(file.rpartition(".")[2].lower(), otherwise)


def _text(run: "Run", form: Form) -> str:
    from benchmarks.plot import picture
    from benchmarks.table import as_json, page
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain

    if form == "json":
        return as_json(run)
    if form == "svg":
        return picture(run.growth)
    return markdown(page(run)) if form == "md" else plain(page(run))
