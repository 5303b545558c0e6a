"""The entry point, and the one table from exceptions to exit codes."""

import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer
from lotdesign.app.cli.run_clock import start_clock
from lotdesign.app.cli.streams import (
    describe_path_fault,
    describe_stdout_fault,
    open_closed_streams,
    silence_stdout,
)
from lotdesign.app.cli.terminal import say
from lotdesign.faults import EngineContradiction, InputFaults, UsageError, make_printable
from lotdesign.file_guard import guard_files_of_run

GC_THRESHOLD = 500_000
"""New objects before Python looks for cycles among them. A short command makes hardly any:
this, and not looking for them at its end, spares a sixth of its processor time."""
STREAM_FAULTS = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG)
"""What a stream that takes no more says; of a file the error names it."""
MOST_FAULTS = 101
"""Lines that tell faults; the last one counts what is left."""
LONGEST_SENTENCE = 400
"""Characters of a sentence that may quote a whole design."""


def main() -> None:
    """Run `lotdesign` with the arguments of the process.

    A search with limits runs in a child process that is killed where it does not keep them.
    """
    open_closed_streams()
    _start_light()
    start_clock()
    arguments = sys.argv[1:]
    code = _run_within_limits(arguments) if _names_limits(arguments) else None
    if code is None:
        code = run_command_line(arguments)
    gc.freeze()
    sys.exit(code)


def _names_limits(arguments: Sequence[str]) -> bool:
    """Tell whether limits are asked for; what keeps them is loaded for nothing else."""
    return any(each.startswith(("--time-limit", "--memory-limit")) for each in arguments)


def _run_within_limits(arguments: Sequence[str]) -> int | None:
    """Run a command line in a child process and return its exit code; None where none is needed."""
    from lotdesign.app.cli.hard_limits import read_hard_limits, run_confined

    limits = read_hard_limits(arguments)
    return None if limits is None else run_confined(arguments, limits)


def _start_light() -> None:
    """Leave out what no command needs: together a fifth of the processor time of a short one."""
    gc.set_threshold(GC_THRESHOLD)
    # What numpy computes here is whole numbers, for which its library starts no threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # No plugin may change what is read, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def run_command_line(arguments: Sequence[str]) -> int:
    """Run a command line in this process and return its exit code; raises nothing."""
    from lotdesign.app.cli.registry import build_command

    try:
        with guard_files_of_run():
            _hear_requests_to_end()
            if _names_limits(arguments):
                from lotdesign.app.cli.hard_limits import join_as_child

                join_as_child(arguments)
            command = build_command(arguments)
            # Not command.main(): it has exit codes of its own for Ctrl-C and a closed pipe.
            with command.make_context("lotdesign", list(arguments)) as context:
                code: ExitCode | None = command.invoke(context)
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        return _report_error(error)
    return ExitCode.DONE if code is None else code


def _hear_requests_to_end() -> None:
    """Have a request to end stop a search as Ctrl-C does, and keep the best so far."""
    if threading.current_thread() is threading.main_thread():
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, signal.default_int_handler)


def _report_error(error: Exception | KeyboardInterrupt) -> int:
    """Say on stderr what ended the command, and return its exit code: the one table of both."""
    import typer

    if isinstance(error, typer.Exit):  # so end --help and --version
        return error.exit_code
    if isinstance(error, typer.BadParameter.__mro__[1]):  # click's UsageError, from wherever
        with suppress(OSError):  # nobody hears what is said on a stderr that is full
            cast("typer.BadParameter", error).show()
        return ExitCode.WRONG_USAGE
    code, lines = _describe_error(error)
    for line in lines:
        say(line)
    return code


def _describe_error(error: Exception | KeyboardInterrupt) -> tuple[ExitCode, Sequence[str]]:
    code, lines = ExitCode.BUG, []
    match error:
        case NoAnswer():
            code, lines = error.code, [error.sentence]
        case UsageError():
            code, lines = ExitCode.WRONG_USAGE, [f"lotdesign: {error}"]
        case InputFaults():
            code, lines = ExitCode.INVALID_INPUT, _list_faults(error)
        case EngineContradiction():
            code = ExitCode.NOT_VERIFIED
            lines = [_describe_contradiction(sentence) for sentence in error.faults]
        case KeyboardInterrupt():
            code, lines = ExitCode.INTERRUPTED, ["Stopped by hand."]
        case BrokenPipeError():
            silence_stdout()
            code = ExitCode.DONE
        case OSError(filename=None) if error.errno in STREAM_FAULTS:
            silence_stdout()
            code, lines = ExitCode.WRONG_USAGE, [f"lotdesign: {describe_stdout_fault(error)}"]
        case OSError() if (sentence := describe_path_fault(error)) is not None:
            code, lines = ExitCode.WRONG_USAGE, [f"lotdesign: {sentence}"]
        case _:
            lines = [_report_bug(error)]
    return code, lines


def _list_faults(error: InputFaults) -> list[str]:
    """A line a fault; of very many the first ones."""
    if len(error.faults) <= MOST_FAULTS:
        return [str(fault) for fault in error.faults]
    lines = [str(fault) for fault in error.faults[: MOST_FAULTS - 1]]
    return [*lines, f"There are {len(error.faults) - len(lines):,} more faults."]


def _describe_contradiction(sentence: str) -> str:
    shown = make_printable(sentence, LONGEST_SENTENCE)
    return f"The engines contradict each other, trust neither: {shown}."


def _report_bug(error: BaseException) -> str:
    from lotdesign.user_state import write_crash_report

    report = write_crash_report(error)
    return f"This is a fault in lotdesign, not in your input. Please send us {report}"
