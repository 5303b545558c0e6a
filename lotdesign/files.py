"""The files of a run: none that it reads is written over.

Readers say what they read, and writers beforehand where an answer is to go. Whichever comes second
and is the same file is refused, so that nobody waits for an answer that has no place.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from lotdesign.faults import UsageError, quoted

STDIN = 0
"""What is read where no name is given."""


@dataclass(frozen=True, slots=True)
class File:
    """A file by its place and by what lies there; links and other spellings lead to the same.

    `said` is how a sentence calls it.
    """

    said: str
    place: str | None
    lying: tuple[int, int] | None

    def is_same(self, other: "File") -> bool:
        """Whether writing one changes what is read from the other."""
        return (self.place is not None and self.place == other.place) or (
            self.lying is not None and self.lying == other.lying
        )


class Files:
    """What one run reads and where its answers go."""

    def __init__(self) -> None:
        self._read: dict[File, None] = {}
        self._kept: dict[File, None] = {}

    def read(self, file: File) -> None:
        """Notes a file that is read; raises UsageError where an answer is to go there."""
        for answer in self._kept:
            if answer.is_same(file):
                raise UsageError(_over(answer, file))
        self._read[file] = None

    def write(self, file: File) -> None:
        """Raises UsageError where a file that was read would be written over."""
        for each in self._read:
            if file.is_same(each):
                raise UsageError(_over(file, each))

    def keep(self, file: File) -> None:
        """Keeps a place for an answer; raises UsageError where it is taken."""
        self.write(file)
        for other in self._kept:
            if file.is_same(other):
                raise UsageError(f"{file.said} is the same file as {other.said}; give another")
        self._kept[file] = None


def _over(answer: File, read: File) -> str:
    return f"{answer.said} would overwrite {read.said}, which is read; give another file"


_FILES: ContextVar[Files] = ContextVar("files", default=Files())  # noqa: B039 one a process


@contextmanager
def run_of_its_own() -> Iterator[None]:
    """What is read inside counts for what is written inside alone."""
    before = _FILES.set(Files())
    try:
        yield
    finally:
        _FILES.reset(before)


def reading(path: str | Path) -> Path:
    """The path, noted as read; raises UsageError where an answer is to go there."""
    _note(path, quoted(str(path)))
    return Path(path)


def reading_stdin() -> None:
    """Notes the file that stdin may come from; as `reading`."""
    _note(STDIN, "stdin")


def _note(path: str | Path | int, said: str) -> None:
    file = _file(path, said)
    if file is not None:
        _FILES.get().read(file)


def keep_for_answer(path: str, flag: str) -> None:
    """Keeps the file for an answer; raises UsageError where it is read or kept already."""
    file = _file(path, f"{flag} {quoted(path)}")
    if file is not None:
        _FILES.get().keep(file)


def check_unread(path: str | Path) -> None:
    """Raises UsageError where the file was read, just before it is written."""
    file = _file(path, quoted(str(path)))
    if file is not None:
        _FILES.get().write(file)


def _file(path: str | Path | int, said: str) -> File | None:
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
    return File(said, place, lying)
