"""What the exit codes mean."""

from enum import IntEnum

from lotdesign.faults import UsageError as UsageError


class Exit(IntEnum):
    """Scripts are written against these numbers."""

    DONE = 0
    BUG = 1
    WRONG_USAGE = 2
    INVALID_INPUT = 3
    IMPOSSIBLE = 4
    NONE_FOUND = 5
    NOT_PROVED = 6
    NOT_VERIFIED = 7
    DIFFERENT = 8
    INTERRUPTED = 130


class OutOfMemory(Exception):
    """The memory limit was reached before there was anything to tell."""
