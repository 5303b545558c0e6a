"""Reads the bytes of a file, never more than are asked for, and of files only.

A pipe without a writer would be waited for, and a device has no end: both are refused before they
are read. So is a link that leads out of the folder that files are looked for in.
"""

import os
import stat
import sys
from pathlib import Path

from lotdesign.faults import Fault, InputFaults
from lotdesign.file_guard import note_reading, note_reading_stdin
from lotdesign.input.limits import build_too_large

_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Paths of what a shell hands over, as in `<(command)`: pipes that have a writer."""


def read_file_bytes(path: str | Path, where: str, most: int) -> bytes:
    """The bytes of a file; `where` is its name in faults.

    Raises InputFaults for what is no file and for more than `most` bytes, OSError where it cannot
    be read.
    """
    path = note_reading(path)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "is a directory")
        if not stat.S_ISREG(mode):
            if not (stat.S_ISFIFO(mode) and str(path).startswith(_HANDED_OVER)):
                right = "is a pipe or a device; give a file, or - for stdin"
                raise InputFaults([Fault(where, right)])
            os.set_blocking(descriptor, True)
        return _check_size(file.read(most + 1), where, most)


def read_stdin_bytes(most: int) -> bytes:
    """The bytes of stdin; raises InputFaults for more than `most`."""
    note_reading_stdin()
    return _check_size(sys.stdin.buffer.read(most + 1), "stdin", most)


def _check_size(data: bytes, where: str, most: int) -> bytes:
    if len(data) > most:
        raise build_too_large(where, f"it has more than {most / 1_000_000:g} MB")
    return data


def leads_outside(folder: Path, file: str) -> bool:
    """Whether links lead from a file name in a folder to a place outside the folder."""
    inside, found = os.path.realpath(folder), os.path.realpath(folder / file)
    return os.path.commonpath([inside, found]) != inside
