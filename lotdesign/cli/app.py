"""The entry point: names the commands and runs the one asked for."""

import gc
import os
from typing import Annotated

import typer

from lotdesign.cli.alternatives import alternatives
from lotdesign.cli.appraise import appraise
from lotdesign.cli.atlas import atlas
from lotdesign.cli.bench import bench
from lotdesign.cli.check import check
from lotdesign.cli.compare import compare
from lotdesign.cli.diff import diff
from lotdesign.cli.doctor import doctor
from lotdesign.cli.evaluate import evaluate
from lotdesign.cli.explain import explain
from lotdesign.cli.framework import framework
from lotdesign.cli.frontier import frontier
from lotdesign.cli.groups import groups
from lotdesign.cli.new import new
from lotdesign.cli.price import price
from lotdesign.cli.schema import schema
from lotdesign.cli.solve import solve
from lotdesign.cli.standards import standards
from lotdesign.cli.sweep import sweep
from lotdesign.cli.tui import tui
from lotdesign.cli.verify import verify
from lotdesign.cli.who import who
from lotdesign.version import CREATED_WITH

LOOK_EVERY = 50_000
"""New objects after which Python looks for rings among them: while modules load there are none."""

app = typer.Typer(
    name="lotdesign",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

COMMANDS = (
    *(new, schema, doctor, check, solve, verify, evaluate, compare, diff),
    *(
        explain,
        price,
        alternatives,
        frontier,
        atlas,
        sweep,
        who,
        groups,
        appraise,
        standards,
        framework,
    ),
    *(tui, bench),
)

for command in COMMANDS:
    app.command()(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(CREATED_WITH)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Design the lots of a council's procurement: the best design, with its proof."""
    if context.invoked_subcommand is None:
        from lotdesign.cli.greeting import greeting
        from lotdesign.cli.output import write_stdout

        write_stdout(greeting())


def main() -> None:
    """Runs `lotdesign` with the arguments of the process."""
    _start_quickly()
    app(prog_name="lotdesign")


def _start_quickly() -> None:
    """Spares what nobody here needs: a tenth of a short command."""
    gc.set_threshold(LOOK_EVERY)
    # No plugin may change what is read, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What is counted here is whole numbers, for which numpy starts no threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
