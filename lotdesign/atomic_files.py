"""Writes files atomically: to a temporary file beside the target, then moved over it."""

import os
import tempfile
from pathlib import Path

from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import check_not_read

_NEW_FILE_MODE = 0o666


def write_file(path: Path, text: str) -> None:
    """Write a text file atomically."""
    write_bytes(path, encode_text(text))


def encode_text(text: str) -> bytes:
    """UTF-8; characters that cannot be encoded are written as escapes."""
    return text.encode("utf-8", "backslashreplace")


def write_bytes(path: Path, data: bytes) -> None:
    """As `write_file`."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a pipe or a device has nothing to be moved over
        return
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _choose_mode(target))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


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
