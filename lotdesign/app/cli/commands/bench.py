"""`lotdesign bench`: instances, our engines and peers in one table."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from lotdesign.app.cli.exit_codes import ExitCode, choose_bench_exit
from lotdesign.app.cli.options import (
    ProgressOption,
    QuietOption,
    TimeLimitOption,
    build_choice_parser,
)
from lotdesign.app.cli.output import STDOUT_PATH, check_target, deliver_text
from lotdesign.app.cli.terminal import say
from lotdesign.app.memory import GIGABYTE
from lotdesign.faults import UsageError, quote_text, suggest_name
from lotdesign.report.forms import AnswerForms

if TYPE_CHECKING:
    from lotdesign.app.bench.instances import BenchInstance
    from lotdesign.app.bench.races import RaceLimits
    from lotdesign.app.bench.table import BenchRun


BenchForm = Literal["table", "md", "json", "svg"]
ALL_NAMES, NO_NAMES = "all", "none"


def bench(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="[INSTANCE]...",
            help="county-54-easy-priced, us-ME, an example or a scenario; left out: the table's.",
        ),
    ] = [],  # noqa: B006 typer makes a new list a call
    ways: Annotated[
        str,
        typer.Option(metavar="A,B", help="Our engines; command is the whole of solve."),
    ] = "auto",
    peers: Annotated[
        str, typer.Option(metavar="A,B", help="Who else is run: names, all or none.")
    ] = ALL_NAMES,
    beside: Annotated[
        str | None,
        typer.Option(metavar="PROGRAM", help="Another build's lotdesign, run as long as ours."),
    ] = None,
    out: Annotated[
        list[str],
        typer.Option(
            metavar="FILE", help="Table (.md), data (.json) or plot (.svg); may come several times."
        ),
    ] = [],  # noqa: B006
    form: Annotated[
        BenchForm,
        typer.Option(
            "--format",
            parser=build_choice_parser("--format", *get_args(BenchForm)),
            metavar="|".join(get_args(BenchForm)),
            help="What to write to stdout, or to other files.",
        ),
    ] = "table",
    time_limit: TimeLimitOption = None,
    peer_times: Annotated[
        float, typer.Option(metavar="N", help="How many times our seconds a peer gets.", min=0)
    ] = 20.0,
    peer_least: Annotated[
        float, typer.Option(metavar="S", help="The fewest seconds that a peer gets.", min=1)
    ] = 60.0,
    memory: Annotated[
        float, typer.Option(metavar="GB", help="Most memory of a run.", min=0.5)
    ] = 8.0,
    times: Annotated[
        int, typer.Option(metavar="N", help="How often to run ours; the median is shown.", min=1)
    ] = 1,
    public: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Public instances; left out: LOTDESIGN_PUBLIC."),
    ] = None,
    show: ProgressOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """Measure lotdesign and its peers: first design, proof, gap, memory, each design checked."""
    from lotdesign.app.bench.races import RaceLimits
    from lotdesign.app.bench.runners import OWN_RUNNERS, PEERS

    for file in out:
        check_target(file)
    chosen_engines = _parse_names("--ways", ways, OWN_RUNNERS)
    chosen_peers = () if peers == NO_NAMES else _parse_names("--peers", peers, tuple(PEERS))
    if beside is not None:
        chosen_engines = (*chosen_engines, _name_other_build(beside))
    limits = RaceLimits(time_limit, peer_times, peer_least, round(memory * GIGABYTE), times)
    with TemporaryDirectory() as folder:
        instances = _find_instances(names, Path(folder), public, quiet)
        run = _run_bench(instances, chosen_engines, chosen_peers, limits, show, quiet)
    for file in out or [STDOUT_PATH]:
        deliver_text(_render_bench(run, _choose_bench_form(file, form)), file, quiet)
    return choose_bench_exit(run.complete, run.sound).code


def _name_other_build(program: str) -> str:
    """The runner of another build; raises UsageError where there is no such program."""
    from lotdesign.app.bench.runners import BESIDE_PREFIX

    found = shutil.which(program)
    if found is None:
        raise UsageError(f"--beside {quote_text(program)}: no program of that name can be run")
    return BESIDE_PREFIX + found


def _parse_names(option: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Parse names parted by commas; raises UsageError with the nearest known one."""
    if text == ALL_NAMES:
        return tuple(known)
    names = tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))
    if not names:
        raise UsageError(f"{option}: name one of {', '.join(known)}")
    for name in names:
        if name not in known:
            raise UsageError(f"{option} {quote_text(name)}: {suggest_name(name, known)}")
    return names


def _find_instances(
    names: Iterable[str], folder: Path, public: Path | None, quiet: bool
) -> list["BenchInstance"]:
    """Find the instances to measure; of the table's own ones those whose files are there."""
    from lotdesign.app.bench.instances import TABLE_INSTANCES, find_instance

    instances, requested = [], list(names)
    for name in requested or TABLE_INSTANCES:
        try:
            instances.append(find_instance(name, folder, public))
        except ValueError as error:
            if requested:
                raise UsageError(str(error)) from None
            if not quiet:
                say(f"Left out: {error}.")
    return instances


def _run_bench(
    instances: Sequence["BenchInstance"],
    engines: Sequence[str],
    peers: Sequence[str],
    limits: "RaceLimits",
    show: ProgressOption,
    quiet: bool,
) -> "BenchRun":
    """Run every instance; after Ctrl-C the rows that were complete are kept."""
    from lotdesign.app.bench.races import run_races
    from lotdesign.app.bench.table import BenchRun, describe_machine
    from lotdesign.app.cli.progress import choose_progress
    from lotdesign.user_state import VERSIONED_PACKAGES

    here, rows = describe_machine(VERSIONED_PACKAGES), []
    try:
        with choose_progress(show, quiet) as listen:
            for row in run_races(instances, engines, peers, limits, listen):
                rows.append(row)
    except KeyboardInterrupt:
        return BenchRun(here, limits, tuple(rows), complete=False)
    return BenchRun(here, limits, tuple(rows))


def _choose_bench_form(file: str, otherwise: BenchForm) -> BenchForm:
    known: dict[str, BenchForm] = {"md": "md", "json": "json", "svg": "svg"}
    return known.get(file.rpartition(".")[2].lower(), otherwise)


def _render_bench(run: "BenchRun", form: BenchForm) -> str:
    from lotdesign.app.bench.growth import draw_growth
    from lotdesign.app.bench.table import write_bench_json, write_bench_page

    if form == "svg":
        return draw_growth(run.growth)
    forms = AnswerForms(page=lambda: write_bench_page(run), json=lambda: write_bench_json(run))
    return forms.render(form)
