"""The flag --report: what came of conditions, for continuous integration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.output import STDOUT_PATH, check_target, deliver_text
from lotdesign.app.cli.terminal import say
from lotdesign.faults import UsageError, quote_text, suggest_name

if TYPE_CHECKING:
    from lotdesign.report.condition_reports import ConditionCheck

_FLAG = "--report"
_WITHOUT_FILE = "github"
"""The form that stands on stderr where no file is named: GitHub reads it from the log."""

ReportOption = Annotated[
    list[str],
    typer.Option(
        _FLAG,
        default_factory=list,
        show_default=False,
        metavar="FORM=FILE",
        help="Also write what came of the conditions: junit=FILE is JUnit XML; github, or "
        "github=FILE, are annotations. As often as needed.",
    ),
]


@dataclass(frozen=True, slots=True)
class ConditionFile:
    """A form in which the checks are written, and its file; None is stderr."""

    form: str
    path: str | None

    def write(self, command: str, checks: "Sequence[ConditionCheck]", quiet: bool) -> None:
        """Write the checks of a command."""
        from lotdesign.report.condition_reports import CONDITION_REPORTS

        text = CONDITION_REPORTS[self.form](command, checks)
        if self.path is not None:
            deliver_text(text, self.path, quiet)
        elif text:
            say(text.removesuffix("\n"))


def parse_condition_files(texts: Iterable[str]) -> tuple[ConditionFile, ...]:
    """What --report asks for, each file reserved; raises UsageError for what cannot be meant."""
    return tuple(map(_parse_condition_file, texts))


def _parse_condition_file(text: str) -> ConditionFile:
    from lotdesign.report.condition_reports import CONDITION_REPORTS

    form, _, path = text.partition("=")
    if form not in CONDITION_REPORTS:
        raise UsageError(f"{_FLAG} {quote_text(text)}: {suggest_name(form, CONDITION_REPORTS)}")
    if path == STDOUT_PATH:
        raise UsageError(f"{_FLAG} {quote_text(text)}: stdout has the answer; give a file")
    if not path and (form != _WITHOUT_FILE or text != form):
        raise UsageError(f"{_FLAG} {quote_text(text)}: give a file, as {form}=FILE")
    if path:
        check_target(path, _FLAG, form=form)
    return ConditionFile(form, path or None)
