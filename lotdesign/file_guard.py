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
"""What is read where no name is given."""


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A file by its place and by what lies there; links and other spellings lead to the same.

    `said` is how a sentence calls it.
    """

    said: str
    place: str | None
    lying: tuple[int, int] | None

    def is_same(self, other: "GuardedFile") -> bool:
        """Whether writing one changes what is read from the other."""
        return (self.place is not None and self.place == other.place) or (
            self.lying is not None and self.lying == other.lying
        )


class FileGuard:
    """What one run reads and where its answers go."""

    def __init__(self) -> None:
        self._read: dict[GuardedFile, None] = {}
        self._kept: dict[GuardedFile, None] = {}

    def note_read(self, file: GuardedFile) -> None:
        """Notes a file that is read; raises UsageError where an answer is to go there."""
        for answer in self._kept:
            if answer.is_same(file):
                raise UsageError(_describe_overwriting(answer, file))
        self._read[file] = None

    def check_write(self, file: GuardedFile) -> None:
        """Raises UsageError where a file that was read would be written over."""
        for each in self._read:
            if file.is_same(each):
                raise UsageError(_describe_overwriting(file, each))

    def reserve(self, file: GuardedFile) -> None:
        """Keeps a place for an answer; raises UsageError where it is taken."""
        self.check_write(file)
        for other in self._kept:
            if file.is_same(other):
                raise UsageError(f"{file.said} is the same file as {other.said}; give another")
        self._kept[file] = None


def _describe_overwriting(answer: GuardedFile, read: GuardedFile) -> str:
    return f"{answer.said} would overwrite {read.said}, which is read; give another file"


_CURRENT_GUARD: ContextVar[FileGuard] = ContextVar("files", default=FileGuard())  # noqa: B039 one a process


@contextmanager
def guard_files_of_run() -> Iterator[None]:
    """What is read inside counts for what is written inside alone."""
    before = _CURRENT_GUARD.set(FileGuard())
    try:
        yield
    finally:
        _CURRENT_GUARD.reset(before)


def note_reading(path: str | Path) -> Path:
    """The path, noted as read; raises UsageError where an answer is to go there."""
    _note_file(path, quote_text(str(path)))
    return Path(path)


def note_reading_stdin() -> None:
    """Notes the file that stdin may come from; as `reading`."""
    _note_file(STDIN_DESCRIPTOR, "stdin")


def _note_file(path: str | Path | int, said: str) -> None:
    file = _find_guarded_file(path, said)
    if file is not None:
        _CURRENT_GUARD.get().note_read(file)


def reserve_output(path: str, flag: str) -> None:
    """Keeps the file for an answer; raises UsageError where it is read or kept already."""
    file = _find_guarded_file(path, f"{flag} {quote_text(path)}")
    if file is not None:
        _CURRENT_GUARD.get().reserve(file)


def check_not_read(path: str | Path) -> None:
    """Raises UsageError where the file was read, just before it is written."""
    file = _find_guarded_file(path, quote_text(str(path)))
    if file is not None:
        _CURRENT_GUARD.get().check_write(file)


def _find_guarded_file(path: str | Path | int, said: str) -> GuardedFile | None:
    """None for what cannot be lost: a terminal, a pipe or a device."""
    lying = None
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        pass
    else:
        if not S_ISREG(found.st_mode):
            return None
        lying = (found.st_dev, found.st_ino)
    try:
        place = None if isinstance(path, int) else os.path.realpath(path)
    except (OSError, ValueError):
        place = None
    return GuardedFile(said, place, lying)
