"""The outcome of `verify`: how many checks were made, and which failed."""

from lotdesign.faults import make_printable
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import PageSection, ReportPage, TextDrawing
from lotdesign.result.model import Verification

_LONGEST_FAULT = 1000


def build_verification_forms(verification: Verification) -> AnswerForms:
    """Return the verification as lines of text, which are never wrapped, and as JSON."""
    return AnswerForms(
        page=lambda: write_verification_page(verification),
        json=lambda: verification.model_dump_json(indent=2) + "\n",
    )


def write_verification_page(verification: Verification) -> ReportPage:
    """Write the number of checks, and a line for each that failed."""
    checks = f"{verification.checks:,} checks"
    if verification.ok:
        lines = [f"verified: {checks}"]
    else:
        lines = [f"not verified: {len(verification.faults)} of {checks} failed"]
        lines += [f"- {make_printable(fault, _LONGEST_FAULT)}" for fault in verification.faults]
    return (PageSection("", (TextDrawing(tuple(lines)),)),)
