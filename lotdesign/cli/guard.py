"""Turns what a command returns or raises into an exit code, without a stack trace on screen."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from lotdesign.cli.exits import Exit, OutOfMemory
from lotdesign.cli.messages import say
from lotdesign.cli.spread import spread
from lotdesign.faults import Contradiction, InputFaults, UsageError, shown
from lotdesign.files import run_of_its_own

LINE = 400
"""Characters of a sentence that may quote a whole design."""


def guarded(command: Callable[..., Exit]) -> Callable[..., None]:
    """The command as typer calls it."""
    flat = spread(command)

    @wraps(flat)
    def run(**given: Any) -> None:
        with run_of_its_own():
            raise typer.Exit(_code(lambda: flat(**given)))

    return run


def _code(command: Callable[[], Exit]) -> Exit:
    try:
        code = command()
        sys.stdout.flush()
    except (InputFaults, Contradiction, UsageError) as error:
        return told(error)
    except OutOfMemory:
        say("None found within the memory limit (not proved impossible).")
        return Exit.NONE_FOUND
    except KeyboardInterrupt:
        say("Stopped by hand.")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _nobody_reads()
        return Exit.DONE
    except Exception as error:
        return _bug(error)
    return code


def told(error: InputFaults | Contradiction | UsageError) -> Exit:
    """Says what is wrong, a line each."""
    if isinstance(error, UsageError):
        say(f"lotdesign: {error}")
        return Exit.WRONG_USAGE
    if isinstance(error, InputFaults):
        for fault in error.faults:
            say(str(fault))
        return Exit.INVALID_INPUT
    for sentence in error.faults:
        say(f"The engines contradict each other, trust neither: {shown(sentence, LINE)}.")
    return Exit.NOT_VERIFIED


def _nobody_reads() -> None:
    """The reader went away, as `head` does; the interpreter must not complain when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> Exit:
    from lotdesign.cli.crash import write_crash

    say(f"This is a fault in lotdesign, not in your input. Please send us {write_crash(error)}")
    return Exit.BUG
