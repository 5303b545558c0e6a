"""Where a result goes: stdout, or a file that is there whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

from lotdesign.cli.exits import UsageError
from lotdesign.cli.messages import say
from lotdesign.faults import quoted
from lotdesign.files import check_unread, keep_for_answer

STDOUT = "-"
_ANY_MODE = 0o666


def check_target(out: str | None, name: str = "--out") -> None:
    """Keeps a place for an answer; raises UsageError, before any work is done, where it has none.

    That is so where a file that was read already lies there, and one that is read from now on is
    refused there. `name` is the flag that names the place.
    """
    if out is None or out == STDOUT:
        return
    target = Path(out)
    if not out or target.is_dir():
        raise UsageError(f"{name} {quoted(out)} is a folder; give a file")
    if not target.parent.is_dir():
        raise UsageError(f"{name} {quoted(out)}: there is no folder {quoted(str(target.parent))}")
    keep_for_answer(out, name)


def deliver(text: str, out: str | None, quiet: bool = False) -> None:
    """Writes the result; one that cannot be written to its file goes to stdout, not lost."""
    if out is None or out == STDOUT:
        write_stdout(text)
        return
    try:
        deliver_bytes(_encoded(text), out, quiet)
    except UsageError:
        write_stdout(text)
        raise


def put(text: str, out: str | Path) -> None:
    """Writes a text to its file, without a remark; as `deliver_bytes`."""
    deliver_bytes(_encoded(text), str(out), quiet=True)


def deliver_bytes(data: bytes, out: str, quiet: bool = False) -> None:
    """Writes a result that is no text to its file; raises UsageError where that cannot be.

    A file that was read is never written over.
    """
    check_unread(out)
    try:
        write_bytes(Path(out), data)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{quoted(out)} cannot be written: {why}") from None
    if not quiet:
        say(f"Written to {quoted(out)}.")


def write_stdout(text: str) -> None:
    """Text on stdout: the same bytes on every machine unless somebody looks at a screen."""
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def write_file(path: Path, text: str) -> None:
    """The file as a whole: written beside its place, then moved there."""
    write_bytes(path, _encoded(text))


def _encoded(text: str) -> bytes:
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
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those of any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return _ANY_MODE & ~mask
