"""Streams that are closed or full, and paths that lead nowhere: no answer is lost to them."""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO, cast

from lotdesign.atomic_files import encode_text
from lotdesign.faults import UsageError, quote_text

STDIN, STDOUT, STDERR = range(3)


def open_closed_streams() -> None:
    """Put something in place of standard streams that are closed, or files would take their place.

    Nothing comes from such a stdin, nobody hears such a stderr, and such a stdout takes nothing.
    """
    for number, flags in ((STDIN, os.O_RDONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, flags)  # the lowest number that is free: this one
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
    sys.stdin = sys.stdin or _open_stream(STDIN, "r")
    sys.stdout = sys.stdout or _open_stream(STDOUT, "w")
    sys.stderr = sys.stderr or _open_stream(STDERR, "w")


def _open_stream(number: int, mode: str) -> "TextIO":
    return cast("TextIO", open(number, mode, encoding="utf-8", closefd=False))


def silence_stdout() -> None:
    """Spare the interpreter a complaint at its end about what stdout did not take."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


def describe_stdout_fault(error: OSError) -> str:
    """Why stdout cannot be written, in a sentence without a full stop."""
    if error.errno == errno.EBADF:
        return "stdout is closed"
    return f"stdout cannot be written: {(error.strerror or 'unknown reason').lower()}"


def describe_path_fault(error: OSError) -> str | None:
    """What is wrong with a path, or with the folder that paths begin from; None for other faults.

    A sentence without a full stop.
    """
    if error.errno == errno.ENAMETOOLONG:
        return f"{quote_text(str(error.filename or ''))}: a name in this path is too long"
    try:
        os.getcwd()
    except FileNotFoundError:
        return "the folder that the command was started in is no longer there"
    return None


def keep_unwritten(data: bytes, ending: str) -> str:
    """Keep an answer that could not be written; where it is now, to go on a sentence."""
    from lotdesign.user_state import keep_answer

    kept = keep_answer(data, ending)
    return f"; the answer is in {quote_text(kept)}" if kept else ""


def write_stdout(text: str) -> None:
    """Write to stdout: the same bytes on every machine unless somebody looks at a screen.

    Raises UsageError where it is closed or full, once the text is kept in a file, and
    BrokenPipeError where the reader went away.
    """
    try:
        if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        kept = keep_unwritten(encode_text(text), "txt")
        raise UsageError(f"{describe_stdout_fault(error)}{kept}") from None
