"""The wrapper of a command: shared flags spread, results and exceptions made exit codes."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, TypeVar

import typer

from lotdesign.app.cli.exit_codes import ExitCode, MemoryLimitReached
from lotdesign.app.cli.terminal import say
from lotdesign.faults import EngineContradiction, InputFaults, UsageError, make_printable
from lotdesign.file_guard import guard_files_of_run

CommandReturn = TypeVar("CommandReturn")


def spread_dataclasses(command: Callable[..., CommandReturn]) -> Callable[..., CommandReturn]:
    """The command with a keyword for each field of the dataclasses that it takes."""
    asked = signature(command).parameters.values()
    groups = {each.name: each.annotation for each in asked if _is_dataclass_parameter(each)}
    flat = [one for each in asked for one in _flatten_parameter(each)]

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


def _is_dataclass_parameter(parameter: Parameter) -> bool:
    return is_dataclass(parameter.annotation)


def _flatten_parameter(parameter: Parameter) -> Iterator[Parameter]:
    """The parameter, or one for each field of its dataclass; they are given by name."""
    if not _is_dataclass_parameter(parameter):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    for field in fields(parameter.annotation):
        default = Parameter.empty if field.default is MISSING else field.default
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=field.type)


LONGEST_SENTENCE = 400
"""Characters of a sentence that may quote a whole design."""


def wrap_command(command: Callable[..., ExitCode]) -> Callable[..., None]:
    """The command as typer calls it."""
    flat = spread_dataclasses(command)

    @wraps(flat)
    def run(**given: Any) -> None:
        with guard_files_of_run():
            raise typer.Exit(_run_for_exit_code(lambda: flat(**given)))

    return run


def _run_for_exit_code(command: Callable[[], ExitCode]) -> ExitCode:
    try:
        code = command()
        sys.stdout.flush()
    except (InputFaults, EngineContradiction, UsageError) as error:
        return report_error(error)
    except MemoryLimitReached:
        say("None found within the memory limit (not proved impossible).")
        return ExitCode.NONE_FOUND
    except KeyboardInterrupt:
        say("Stopped by hand.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return ExitCode.DONE
    except Exception as error:
        return _report_bug(error)
    return code


def report_error(error: InputFaults | EngineContradiction | UsageError) -> ExitCode:
    """Says what is wrong, a line each."""
    if isinstance(error, UsageError):
        say(f"lotdesign: {error}")
        return ExitCode.WRONG_USAGE
    if isinstance(error, InputFaults):
        for fault in error.faults:
            say(str(fault))
        return ExitCode.INVALID_INPUT
    for sentence in error.faults:
        say(
            f"The engines contradict each other, trust neither: {make_printable(sentence, LONGEST_SENTENCE)}."
        )
    return ExitCode.NOT_VERIFIED


def _silence_stdout() -> None:
    """The reader went away, as `head` does; the interpreter must not complain when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(error: Exception) -> ExitCode:
    from lotdesign.user_state import write_crash_report

    say(
        f"This is a fault in lotdesign, not in your input. Please send us {write_crash_report(error)}"
    )
    return ExitCode.BUG
