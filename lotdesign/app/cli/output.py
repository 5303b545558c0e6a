"""Where an answer goes and in which form: stdout, or a file that is there whole or not at all."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import FormatOption, OutOption, OutputForm, QuietOption, choose_form
from lotdesign.app.cli.terminal import colour_answer, say
from lotdesign.atomic_files import encode_text, write_bytes
from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import check_not_read, reserve_output

if TYPE_CHECKING:
    from lotdesign.report.page import ReportPage, ReportView
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


STDOUT_PATH = "-"


def check_target(out: str | None, name: str = "--out") -> None:
    """Keeps a place for an answer; raises UsageError, before any work is done, where it has none.

    That is so where a file that was read already lies there, and one that is read from now on is
    refused there. `name` is the flag that names the place.
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


def deliver_text(text: str, out: str | None, quiet: bool = False) -> None:
    """Writes the result; one that cannot be written to its file goes to stdout, not lost."""
    if out is None or out == STDOUT_PATH:
        write_stdout(text)
        return
    try:
        deliver_bytes(encode_text(text), out, quiet)
    except UsageError:
        write_stdout(text)
        raise


def save_text(text: str, out: str | Path) -> None:
    """Writes a text to its file, without a remark; as `deliver_bytes`."""
    deliver_bytes(encode_text(text), str(out), quiet=True)


def deliver_bytes(data: bytes, out: str, quiet: bool = False) -> None:
    """Writes a result that is no text to its file; raises UsageError where that cannot be.

    A file that was read is never written over.
    """
    check_not_read(out)
    try:
        write_bytes(Path(out), data)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{quote_text(out)} cannot be written: {why}") from None
    if not quiet:
        say(f"Written to {quote_text(out)}.")


def write_stdout(text: str) -> None:
    """Text on stdout: the same bytes on every machine unless somebody looks at a screen."""
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def report_unmet_conditions(failures: Iterable[str]) -> ExitCode:
    """Says each condition that does not hold; they are an answer, so --quiet keeps them."""
    told = tuple(failures)
    for line in told:
        say(line)
    return ExitCode.DIFFERENT if told else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Where a result goes, in which format, and whether anything is said beside it."""

    form: FormatOption = None
    out: OutOption = None
    quiet: QuietOption = False


def report_result(
    scenario: "Scenario", result: "Result", view: "ReportView", target: OutputOptions
) -> None:
    """The result on stdout or in its file; then the answer in a sentence for whoever waits."""
    from lotdesign.report.answer import write_headline
    from lotdesign.report.result_report import render_result

    form = choose_form(target.form, target.out)
    text = render_result(scenario, result, form, view)
    on_screen = target.out in (None, STDOUT_PATH)
    deliver_text(
        colour_answer(text) if on_screen and form == "table" else text, target.out, target.quiet
    )
    if not on_screen and not target.quiet:
        say(write_headline(scenario, result, view))


@dataclass(frozen=True, slots=True)
class AnswerForms:
    """An answer in each form that it can be written in, made when that form is asked for."""

    page: "Callable[[], ReportPage]"
    json: Callable[[], str]
    csv: Callable[[], str]
    sentence: Callable[[], str] | None = None

    def render(self, form: OutputForm) -> str:
        """The whole answer in this form."""
        from lotdesign.report.markdown import write_markdown
        from lotdesign.report.plain_text import write_plain_text

        if form == "json":
            return self.json()
        if form == "csv":
            return self.csv()
        return write_markdown(self.page()) if form == "md" else write_plain_text(self.page())


def report_answer(forms: AnswerForms, target: OutputOptions) -> None:
    """The answer on stdout or in its file; then a sentence of it for whoever waits."""
    deliver_text(forms.render(choose_form(target.form, target.out)), target.out, target.quiet)
    if forms.sentence and target.out not in (None, STDOUT_PATH) and not target.quiet:
        say(forms.sentence())
