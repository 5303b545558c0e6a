"""Guards the files of a run: no answer is written over a file that the run reads."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from lotdesign.faults import UsageError, quote_text

STDIN_DESCRIPTOR = 0
"""The file descriptor of stdin."""


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A file by its resolved path and its (device, inode), so that links are recognised.

    `shown_as` is its name in messages.
    """

    shown_as: str
    path: str | None
    identity: tuple[int, int] | None

    def is_same(self, other: "GuardedFile") -> bool:
        """Whether the two are one file."""
        if self.path is not None and self.path == other.path:
            return True
        has_same_identity = self.identity is not None and self.identity == other.identity
        return has_same_identity and self.is_still_there and other.is_still_there

    @property
    def is_still_there(self) -> bool:
        """Whether the path leads to it; else its inode may belong to a file made since then.

        What has no path is open, and keeps its inode.
        """
        return self.path is None or _find_identity(self.path) == self.identity


class FileGuard:
    """The files that a run reads and those that its answers are written to."""

    def __init__(self) -> None:
        self._read: dict[GuardedFile, None] = {}
        self._reserved: dict[GuardedFile, None] = {}

    def note_read(self, file: GuardedFile) -> None:
        """Record a file that is read; raises UsageError where it is reserved for an answer."""
        for answer in self._reserved:
            if answer.is_same(file):
                raise UsageError(_describe_overwriting(answer, file))
        self._read[file] = None

    def check_write(self, file: GuardedFile) -> None:
        """Raise UsageError where writing would overwrite a file that was read."""
        for each in self._read:
            if file.is_same(each):
                raise UsageError(_describe_overwriting(file, each))

    def reserve(self, file: GuardedFile) -> None:
        """Reserve a file for an answer; raises UsageError where it is read or reserved already."""
        self.check_write(file)
        for other in self._reserved:
            if file.is_same(other):
                raise UsageError(
                    f"{file.shown_as} is the same file as {other.shown_as}; give another"
                )
        self._reserved[file] = None


def _describe_overwriting(answer: GuardedFile, read: GuardedFile) -> str:
    return f"{answer.shown_as} would overwrite {read.shown_as}, which is read; give another file"


_CURRENT_GUARD: ContextVar[FileGuard] = ContextVar("files", default=FileGuard())  # noqa: B039 one a process


@contextmanager
def guard_files_of_run() -> Iterator[None]:
    """Guard the files of one run: reads inside are checked against writes inside only."""
    before = _CURRENT_GUARD.set(FileGuard())
    try:
        yield
    finally:
        _CURRENT_GUARD.reset(before)


def note_reading(path: str | Path) -> Path:
    """The path, recorded as read; raises UsageError where it is reserved for an answer."""
    _note_file(path, quote_text(str(path)))
    return Path(path)


def note_reading_stdin() -> None:
    """Record the file that stdin may come from, as `note_reading` does."""
    _note_file(STDIN_DESCRIPTOR, "stdin")


def _note_file(path: str | Path | int, shown_as: str) -> None:
    file = _find_guarded_file(path, shown_as)
    if file is not None:
        _CURRENT_GUARD.get().note_read(file)


def reserve_output(path: str, flag: str) -> None:
    """Reserve a file for an answer; raises UsageError where it is read or reserved already."""
    file = _find_guarded_file(path, f"{flag} {quote_text(path)}")
    if file is not None:
        _CURRENT_GUARD.get().reserve(file)


def check_not_read(path: str | Path) -> None:
    """Raise UsageError where the file was read; called just before it is written."""
    file = _find_guarded_file(path, quote_text(str(path)))
    if file is not None:
        _CURRENT_GUARD.get().check_write(file)


def _find_guarded_file(path: str | Path | int, shown_as: str) -> GuardedFile | None:
    """None for what cannot be overwritten: a terminal, a pipe or a device."""
    try:
        if not S_ISREG(os.stat(path).st_mode):
            return None
    except (OSError, ValueError):
        pass
    try:
        resolved = None if isinstance(path, int) else os.path.realpath(path)
    except (OSError, ValueError):
        resolved = None
    return GuardedFile(shown_as, resolved, _find_identity(path))


def _find_identity(path: str | Path | int) -> tuple[int, int] | None:
    """(device, inode) of a file, None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
