"""The commands of the command line, each loaded when it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lotdesign.app.cli.wrapper import report_error
from lotdesign.faults import UsageError
from lotdesign.version import CREATED_WITH

COMMANDS: Mapping[str, str] = {
    "new": "new",
    "schema": "new",
    "doctor": "doctor",
    "check": "check",
    "solve": "solve",
    "verify": "evaluate",
    "evaluate": "evaluate",
    "compare": "compare",
    "diff": "compare",
    "explain": "studies",
    "price": "studies",
    "alternatives": "studies",
    "frontier": "studies",
    "atlas": "atlas",
    "sweep": "sweep",
    "who": "who",
    "groups": "who",
    "appraise": "appraise",
    "standards": "appraise",
    "framework": "framework",
    "tui": "tui",
    "bench": "bench",
}
"""Command -> its module in `commands`, in the order of the help; the function has its name."""


class CommandGroup(TyperGroup):
    """The commands; a flag with a wrong value is told in one line, as every other fault is."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise typer.Exit(report_error(error)) from None


def build_app(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line, with these commands."""
    line = typer.Typer(
        name="lotdesign",
        cls=CommandGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    line.callback(invoke_without_command=True)(greet)
    for name in commands:
        module = import_module(f"lotdesign.app.cli.commands.{COMMANDS[name]}")
        line.command()(getattr(module, name))
    return line


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(CREATED_WITH)
        raise typer.Exit


def greet(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Design the lots of a council's procurement: the best design, with its proof."""
    if context.invoked_subcommand is None:
        from lotdesign.app.cli.greeting import write_greeting
        from lotdesign.app.cli.output import write_stdout

        write_stdout(write_greeting())


def select_commands(arguments: Sequence[str]) -> Sequence[str]:
    """The command that is asked for, where that is plain; the others need not be loaded then."""
    return arguments[:1] if arguments and arguments[0] in COMMANDS else tuple(COMMANDS)
