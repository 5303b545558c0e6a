"""Where an answer goes: stdout, or a file that is there whole or not at all."""

import sys
from dataclasses import dataclass
from pathlib import Path

from lotdesign.app.cli.exit_codes import ALWAYS_SAID, DONE, ExitCode, Verdict
from lotdesign.app.cli.options import (
    FormatOption,
    OutOption,
    QuietOption,
    choose_form,
    wants_parquet,
)
from lotdesign.app.cli.terminal import colour_answer, say
from lotdesign.atomic_files import encode_text, save_bytes
from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import reserve_output
from lotdesign.report.forms import AnswerForms

STDOUT_PATH = "-"


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Where an answer goes, in which form, and whether anything is said beside it."""

    form: FormatOption = None
    out: OutOption = None
    quiet: QuietOption = False


def check_target(out: str | None, name: str = "--out") -> None:
    """Reserve the file of an answer; raises UsageError where it cannot be written.

    That is so where it was read already; a file that is read from now on must be another one.
    `name` is the flag that names the file.
    """
    if out is None or out == STDOUT_PATH:
        return
    target = Path(out)
    if not out or target.is_dir():
        raise UsageError(f"{name} {quote_text(out)} is a folder; give a file")
    if not target.parent.is_dir():
        raise UsageError(
            f"{name} {quote_text(out)}: there is no folder {quote_text(str(target.parent))}"
        )
    reserve_output(out, name)


def deliver(forms: AnswerForms, output: OutputOptions, verdict: Verdict = DONE) -> ExitCode:
    """Write an answer, say what is to be said of it on stderr, and return its exit code."""
    on_screen = output.out in (None, STDOUT_PATH)
    if forms.parquet is not None and wants_parquet(output.form, output.out):
        deliver_bytes(forms.parquet(), str(output.out), output.quiet)
    else:
        form = choose_form(output.form, output.out)
        text = forms.render(form)
        if forms.coloured and on_screen and form == "table":
            text = colour_answer(text)
        deliver_text(text, output.out, output.quiet)
    if forms.sentence and not on_screen and not output.quiet:
        say(forms.sentence)
    if not output.quiet or verdict.code in ALWAYS_SAID:
        for remark in verdict.remarks:
            say(remark)
    return verdict.code


def deliver_text(text: str, out: str | None, quiet: bool = False) -> None:
    """Write a text; one that cannot be written to its file goes to stdout instead of being lost."""
    if out is None or out == STDOUT_PATH:
        write_stdout(text)
        return
    try:
        deliver_bytes(encode_text(text), out, quiet)
    except UsageError:
        write_stdout(text)
        raise


def deliver_bytes(data: bytes, out: str, quiet: bool = False) -> None:
    """Write a file and say so; raises UsageError where it cannot be written or was read."""
    save_bytes(data, out)
    if not quiet:
        say(f"Written to {quote_text(out)}.")


def write_stdout(text: str) -> None:
    """Write to stdout: the same bytes on every machine unless somebody looks at a screen."""
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()
