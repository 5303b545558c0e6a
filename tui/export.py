"""Files to export: paper, workbook, report, lots, result, the request, the comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Any, Literal

from lotdesign.atomic_files import encode_text
from lotdesign.report.page import ReportView
from lotdesign.report.result_report import render_result
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tui.canvas.picture import join_text
from tui.pictures.compare import draw_figures, draw_moves
from tui.pictures.compared_designs import list_compared_designs
from tui.pictures.wording import describe_ending
from tui.snapshot import Snapshot
from tui.worker.messages import HoldPages

if TYPE_CHECKING:
    from lotdesign.papers.forms.render import PaperForm

COMPARISON_COLUMNS = 110

EXEMPT_ENDING = "exempt.html"
PAPER_FORMS: Mapping[str, "PaperForm"] = {
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    EXEMPT_ENDING: "html",
}
"""Ending -> the form of a paper."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file: the letter that chooses it, its ending, what it holds, and what for."""

    letter: str
    ending: str
    name: str
    remark: str


EXPORT_FORMATS = (
    ExportFormat("h", "html", "the paper for the committee", "for any browser"),
    ExportFormat("w", "docx", "the same for Word", "officers write in it"),
    ExportFormat("f", "pdf", "the same as PDF", "tagged for screen readers"),
    ExportFormat("x", EXEMPT_ENDING, "the exempt part of it", "names providers"),
    ExportFormat("k", "xlsx", "the workbook", "for a finance officer"),
    ExportFormat("g", "geojson", "the lots as a map", "GeoJSON"),
    ExportFormat("m", "md", "the report in Markdown", "to be read as it is"),
    ExportFormat("c", "csv", "the lots as CSV", "for a spreadsheet"),
    ExportFormat("j", "json", "the result as JSON", "lotdesign verify reads it"),
    ExportFormat("p", "svg", "this screen as a picture", "SVG"),
    ExportFormat("q", "sh", "the request as a command", "so that others get the same"),
    ExportFormat("t", "txt", "the comparison as text", "what Compare shows"),
)


ENDINGS_OF_ANY_FIGURES = ("svg", "sh", "txt")
"""What is written also of designs on other figures: it marks them, or tells the request alone."""


def refuse_other_figures(snapshot: Snapshot, ending: str) -> str:
    """Why the design on show is not written: it is not measured on today's figures; else ""."""
    entry = snapshot.entry
    if entry is None or ending in ENDINGS_OF_ANY_FIGURES:
        return ""
    if not snapshot.is_on_other_figures(entry.figures):
        return ""
    return (
        f"Not written: {entry.name} is measured on other figures than now. In the list, m measures "
        "it on today's and r asks its request again."
    )


def export_file(snapshot: Snapshot, ending: str) -> bytes | None:
    """The file with this ending, None where there is nothing to export.

    Pictures (svg) are made by the app. Raises UsageError where what a form needs is not installed,
    InputFaults where this design cannot be written in it.
    """
    if ending in PAPER_FORMS:
        return _write_paper(snapshot, ending)
    if ending in ("xlsx", "geojson"):
        return _write_design(snapshot, "xlsx" if ending == "xlsx" else "geojson")
    text = _write_text(snapshot, ending)
    return None if text is None else encode_text(text)


def _write_paper(snapshot: Snapshot, ending: str) -> bytes | None:
    """A paper of the design on show, with the studies that are of the present request."""
    entry = snapshot.entry
    if entry is None:
        return None
    from lotdesign.papers.forms.render import CouncilPapers, check_form
    from lotdesign.papers.gather import gather_known

    form = PAPER_FORMS[ending]
    check_form(form)
    result = _check_if_unchecked(snapshot.scenario, entry.result)
    answers = _list_study_answers(snapshot)
    stress = answers.pop("stress", None)
    known = gather_known(snapshot.scenario, result, snapshot.session.path, stress)
    papers = CouncilPapers(replace(known, **answers))
    return papers.render_exempt(form) if ending == EXEMPT_ENDING else papers.render(form)


def _list_study_answers(snapshot: Snapshot) -> dict[str, Any]:
    """What is known already of the present request, by its name in a paper."""
    names = {"price": "price", "frontier": "frontier", "explain": "explanation", "stress": "stress"}
    return {
        names[kind]: study.result.answer if isinstance(study.result, HoldPages) else study.result
        for kind, study in snapshot.studies.items()
        if kind in names and study.result is not None and not snapshot.is_outdated_study(study)
    }


def _write_design(snapshot: Snapshot, form: Literal["xlsx", "geojson"]) -> bytes | None:
    entry = snapshot.entry
    if entry is None:
        return None
    from lotdesign.exporting.forms import check_form, write_export

    check_form(form)
    result = _check_if_unchecked(snapshot.scenario, entry.result)
    return write_export(snapshot.scenario, result, form)


def _write_text(snapshot: Snapshot, ending: str) -> str | None:
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
    from lotdesign.verify.verify import verify_anew

    return verify_anew(scenario, result)


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
