"""Writes answers to stdout, or to files that are there whole or not at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from lotdesign.app.cli.options import FormatOption, OutOption, QuietOption
from lotdesign.app.cli.streams import keep_unwritten, write_stdout
from lotdesign.app.cli.terminal import say
from lotdesign.atomic_files import encode_text, save_bytes
from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import reserve_output

STDOUT_PATH = "-"


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Where an answer goes, in which form, and whether anything is said beside it."""

    form: FormatOption = None
    out: OutOption = None
    quiet: QuietOption = False


WRITERS_OF_ENDINGS: Mapping[str, str] = {
    "pdf": "report",
    "docx": "report",
    "html": "report",
    "xlsx": "export",
    "parquet": "export",
    "geojson": "export",
}
"""Endings of files that only some commands write, and a command that does."""


def check_target(
    out: str | None,
    name: str = "--out",
    *,
    form: str | None = None,
    writes: Collection[str] = (),
) -> None:
    """Reserve the file of an answer; raises UsageError where it cannot be written.

    That is so where it was read already; a file that is read from now on must be another one.
    It is so too where the ending stands for a form that is none of what the command `writes`,
    unless a `form` was asked for. `name` is the flag that names the file.
    """
    if out is None or out == STDOUT_PATH:
        return
    ending = out.rpartition(".")[2].lower()
    if form is None and ending in WRITERS_OF_ENDINGS and ending not in writes:
        writer = WRITERS_OF_ENDINGS[ending]
        raise UsageError(
            f"{name} {quote_text(out)}: this command writes no .{ending} file; "
            f"for the best design use lotdesign {writer}"
        )
    target = Path(out)
    if not out or target.is_dir():
        raise UsageError(f"{name} {quote_text(out)} is a folder; give a file")
    if not target.parent.is_dir():
        raise UsageError(
            f"{name} {quote_text(out)}: there is no folder {quote_text(str(target.parent))}"
        )
    reserve_output(out, name)


def deliver_text(text: str, out: str | None, quiet: bool = False) -> None:
    """Write a text; one that cannot be written to its file goes to stdout instead of being lost."""
    if out is None or out == STDOUT_PATH:
        write_stdout(text)
        return
    try:
        deliver_bytes(encode_text(text), out, quiet, is_text=True)
    except UsageError:
        write_stdout(text)
        raise


def deliver_bytes(data: bytes, out: str, quiet: bool = False, is_text: bool = False) -> None:
    """Write a file and say so; raises UsageError where it cannot be written or was read.

    What is no text is then kept in another file: it cannot go to stdout.
    """
    try:
        save_bytes(data, out)
    except UsageError as error:
        kept = "" if is_text else keep_unwritten(data, out.rpartition(".")[2][:8])
        raise UsageError(f"{error}{kept}") from None
    if not quiet:
        say(f"Written to {quote_text(out)}.")


def deliver_export(data: bytes, out: str | None, quiet: bool = False) -> None:
    """Write a file, or UTF-8 text to stdout."""
    if out is None or out == STDOUT_PATH:
        write_stdout(data.decode())
    else:
        deliver_bytes(data, out, quiet)
