"""The command line: its commands, each loaded when it is asked for."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lotdesign.cli.exits import UsageError
from lotdesign.cli.guard import told
from lotdesign.version import CREATED_WITH

COMMANDS = (
    *("new", "schema", "doctor", "check", "solve", "verify", "evaluate", "compare", "diff"),
    *("explain", "price", "alternatives", "frontier", "atlas", "sweep", "who", "groups"),
    *("appraise", "standards", "framework", "tui", "bench"),
)
"""In the order of the help; each is a function in a module of its name."""


class Commands(TyperGroup):
    """The commands; a flag with a wrong value is told in one line, as every other fault is."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise typer.Exit(told(error)) from None


def app(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line, with these commands."""
    line = typer.Typer(
        name="lotdesign",
        cls=Commands,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    line.callback(invoke_without_command=True)(start)
    for name in commands:
        line.command()(getattr(import_module(f"lotdesign.cli.{name}"), name))
    return line


def _version(asked: bool) -> None:
    if asked:
        typer.echo(CREATED_WITH)
        raise typer.Exit


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


def needed(arguments: Sequence[str]) -> Sequence[str]:
    """The command that is asked for, where that is plain; the others need not be loaded then."""
    return arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
