"""The commands of the command line, each loaded when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from keyword import iskeyword
from typing import Annotated, Any, TypeVar

import typer

from lotdesign.version import CREATED_WITH

CommandReturn = TypeVar("CommandReturn")

COMMANDS: Mapping[str, str] = {
    "new": "new",
    "import": "import_files",
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
    "stress": "stress",
    "robust": "robust",
    "atlas": "atlas",
    "sweep": "sweep",
    "report": "report",
    "who": "who",
    "groups": "who",
    "appraise": "appraise",
    "standards": "appraise",
    "export": "export",
    "backtest": "backtest",
    "framework": "framework",
    "tui": "tui",
    "bench": "bench",
}
"""Command -> its module in `commands`, in the order of the help; the function has its name.

Where that is a word of Python, a low line follows it.
"""


def build_app(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Build the command line with these commands."""
    line = typer.Typer(
        name="lotdesign",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    line.callback(invoke_without_command=True)(greet)
    for name in commands:
        line.command(name)(spread_dataclasses(load_command(name)))
    return line


def build_command(arguments: Sequence[str]) -> Any:
    """Build the click command for these arguments; commands not asked for are not loaded."""
    known = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
    return typer.main.get_command(build_app(known))


def load_command(name: str) -> Callable[..., Any]:
    """Import the function of a command."""
    module = import_module(f"lotdesign.app.cli.commands.{COMMANDS[name]}")
    command: Callable[..., Any] = getattr(module, f"{name}_" if iskeyword(name) else name)
    return command


def spread_dataclasses(command: Callable[..., CommandReturn]) -> Callable[..., CommandReturn]:
    """Return the command with a keyword for each field of the dataclasses that it takes."""
    parameters = signature(command).parameters.values()
    groups: dict[str, Any] = {
        each.name: each.annotation for each in parameters if is_dataclass(each.annotation)
    }
    flat = [one for each in parameters for one in _flatten_parameter(each)]

    @wraps(command)
    def run(**given: Any) -> CommandReturn:
        whole = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return command(**given, **whole)

    run.__annotations__ = {each.name: each.annotation for each in flat}
    run.__dict__["__signature__"] = signature(command).replace(parameters=flat)
    return run


def _flatten_parameter(parameter: Parameter) -> Iterator[Parameter]:
    """Yield the parameter, or one for each field of its dataclass; all are given by name."""
    if not is_dataclass(parameter.annotation):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    for field in fields(parameter.annotation):
        default = Parameter.empty if field.default is MISSING else field.default
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=field.type)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(CREATED_WITH)
        raise typer.Exit


def greet(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Design the lots of a council's procurement: the best design, with its proof."""
    if context.invoked_subcommand is None:
        from lotdesign.app.cli.greeting import write_greeting
        from lotdesign.app.cli.streams import write_stdout

        write_stdout(write_greeting())
