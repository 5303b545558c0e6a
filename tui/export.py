"""Texts to export: report, lots, result, the request as a command, the comparison."""

from dataclasses import dataclass
from shlex import quote
from typing import Literal

from lotdesign.report.page import ReportView
from lotdesign.report.result_report import render_result
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tui.canvas.picture import join_text
from tui.pictures.compare import draw_figures, draw_moves
from tui.pictures.tray import list_compared_designs
from tui.pictures.wording import describe_ending
from tui.snapshot import Snapshot

COMPARISON_COLUMNS = 110


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file: the letter that chooses it, its ending, what it holds, and what for."""

    letter: str
    ending: str
    name: str
    remark: str


EXPORT_FORMATS = (
    ExportFormat("m", "md", "the report in Markdown", "for a committee paper"),
    ExportFormat("c", "csv", "the lots as CSV", "for a spreadsheet"),
    ExportFormat("j", "json", "the result as JSON", "lotdesign verify reads it"),
    ExportFormat("p", "svg", "this screen as a picture", "SVG"),
    ExportFormat("q", "sh", "the request as a command", "so that others get the same"),
    ExportFormat("t", "txt", "the comparison as text", "what Compare shows"),
)


def export_text(snapshot: Snapshot, ending: str) -> str | None:
    """The text of a file with this ending, None where there is nothing to export.

    Pictures (svg) are made by the app.
    """
    if ending == "sh":
        return _write_command(snapshot)
    if ending == "txt":
        return _write_comparison(snapshot)
    entry = snapshot.entry
    if entry is None:
        return None
    result = _check_if_unchecked(snapshot.scenario, entry.result)
    title = None if entry.is_answer else f"{entry.name}, {describe_ending(entry)}"
    if ending == "json":
        return result.to_json()
    if ending in ("md", "csv"):
        form: Literal["md", "csv"] = "md" if ending == "md" else "csv"
        return render_result(snapshot.scenario, result, form, ReportView(judged=title))
    return None


def _check_if_unchecked(scenario: Scenario, result: Result) -> Result:
    """The result, verified here if the worker has not come to that."""
    same = result.scenario.sha256 == scenario.sha256
    if result.verification.checks or not same:
        return result
    from lotdesign.verify.verify import verify_result

    return result.model_copy(update={"verification": verify_result(scenario, result)})


def _write_command(snapshot: Snapshot) -> str:
    flags = snapshot.session.state.edits.as_flags
    return f"lotdesign solve {quote(snapshot.session.path)} {flags}".rstrip() + "\n"


def _write_comparison(snapshot: Snapshot) -> str | None:
    designs = list_compared_designs(snapshot)
    if not designs:
        return None
    lines = [
        *draw_figures(snapshot, designs, 0, COMPARISON_COLUMNS),
        (),
        *draw_moves(snapshot, designs, 0, COMPARISON_COLUMNS),
    ]
    return "\n".join(join_text(line).rstrip() for line in lines) + "\n"
