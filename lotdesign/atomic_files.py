"""Writes files atomically: to a temporary file beside the target, then moved over it."""

import os
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import check_not_read

_NEW_FILE_MODE = 0o666
_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""

STRAY_SECONDS = 3600
"""So old a temporary file is of no process that still writes."""


def write_file(path: Path, text: str) -> None:
    """Write a text file atomically."""
    write_bytes(path, encode_text(text))


def encode_text(text: str) -> bytes:
    """UTF-8; characters that cannot be encoded are written as escapes."""
    return text.encode("utf-8", "backslashreplace")


def write_bytes(path: Path, data: bytes) -> None:
    """As `write_file`."""
    write_together({path: data})


def write_together(
    files: Mapping[Path, bytes],
    check: Callable[[], None] = lambda: None,
    keep: Callable[[Path], None] | None = None,
) -> None:
    """Write files atomically, each moved into its place once all are on the disk.

    Where there is no room for one of them, or `check`, called just before they are moved, raises
    anything, none is touched. `keep` is called with what each has replaced, so that nothing is lost
    that was written after the check; where it raises anything, that is put back. Some systems
    cannot swap two files in one step: there it is not called. Raises OSError.
    """
    staged: dict[Path, str] = {}
    try:
        for path, data in files.items():
            target = path.resolve()
            if target.exists() and not target.is_file():
                target.write_bytes(data)  # a pipe or a device has nothing to be moved over
            else:
                _stage_bytes(target, data, staged)
        check()
        for target, beside in list(staged.items()):
            _move(beside, target, keep)
            del staged[target]
    except BaseException:
        for beside in staged.values():
            os.unlink(beside)
        raise


def _move(beside: str, target: Path, keep: Callable[[Path], None] | None) -> None:
    if keep is None or not _swap(beside, target):
        os.replace(beside, target)
        return
    try:
        keep(Path(beside))
    except BaseException:
        _swap(beside, target)
        raise
    os.unlink(beside)


def _swap(one: str, other: Path) -> bool:
    """Let two files change places in one step; whether the system could, and both are there."""
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux, or an old one
        return False
    swapped: int = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return swapped == 0


def _stage_bytes(target: Path, data: bytes, staged: dict[Path, str]) -> None:
    """Write the bytes to a new file beside the target, and add its path to `staged`."""
    prefix = f".{target.name[:50]}."
    _sweep_strays(target.parent, prefix)
    handle, staged[target] = tempfile.mkstemp(dir=target.parent, prefix=prefix)
    with open(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(staged[target], _choose_mode(target))


def _sweep_strays(folder: Path, prefix: str) -> None:
    """Remove what writes of the same file left that were killed an hour ago, or longer."""
    stray = re.compile(re.escape(prefix) + "[a-z0-9_]{8}")
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if stray.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age >= STRAY_SECONDS:
                    os.unlink(entry.path)


def save_text(text: str, path: str | Path) -> None:
    """Write an answer to its file; raises UsageError where it cannot be written or was read."""
    save_bytes(encode_text(text), path)


def save_bytes(data: bytes, path: str | Path) -> None:
    """As `save_text`, for an answer that is no text; raises UsageError in the same cases."""
    check_not_read(path)
    try:
        write_bytes(Path(path), data)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{quote_text(str(path))} cannot be written: {why}") from None


def _choose_mode(target: Path) -> int:
    """The mode of the file that is replaced, or that of a new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask
