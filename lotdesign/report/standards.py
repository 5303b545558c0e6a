"""Commissioning standards with the evidence of a run, as a page, JSON and CSV."""

import json

from lotdesign.faults import make_printable
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import NamedList, PageSection, Paragraph, ReportPage
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.standard_evidence import collect_evidence
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

NO_EVIDENCE = "No evidence here."
STANDARDS_NOTE = (
    "Evidence for a standard does not mean that the standard is met: that is for the partners to "
    "judge."
)

StandardsRecord = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Text, source and evidence of each standard, in the scenario's order."""


def collect_record(scenario: Scenario, result: Result) -> StandardsRecord:
    """Collect the evidence of a run for each standard."""
    return tuple(
        (
            each.text,
            each.source,
            tuple(
                sentence
                for kind in each.evidence
                for sentence in collect_evidence(kind, scenario, result)
            ),
        )
        for each in scenario.standards
    )


def build_standards_forms(scenario: Scenario, result: Result) -> AnswerForms:
    """Return the standards with their evidence in every form; as CSV a row for each."""
    record = collect_record(scenario, result)
    return AnswerForms(
        page=lambda: write_standards_page(record),
        json=lambda: _write_json(scenario, record),
        csv=lambda: write_standards_csv(record),
    )


def _write_json(scenario: Scenario, record: StandardsRecord) -> str:
    body = {
        "schema": 1,
        "scenario": {"name": scenario.name, "sha256": scenario.sha256},
        "standards": [
            {"text": text, "source": source, "evidence": evidence}
            for text, source, evidence in record
        ],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def write_standards_page(record: StandardsRecord) -> ReportPage:
    """Write how many standards have evidence, and each with its own."""
    some = sum(bool(evidence) for _, _, evidence in record)
    has = "has" if some == 1 else "have"
    of = format_count(len(record), "standard")
    first = f"{some} of {of} {has} evidence in this run. {STANDARDS_NOTE}"
    entries = tuple(
        NamedList(
            make_printable(text, 400) + (f" ({make_printable(source, 200)})" if source else ""),
            evidence or (NO_EVIDENCE,),
        )
        for text, source, evidence in record
    )
    return (PageSection("", (Paragraph(first), *entries)),)


def write_standards_csv(record: StandardsRecord) -> str:
    """Write a row a standard."""
    rows = (
        (escape_cell(text), escape_cell(source), escape_cell(" ".join(evidence)))
        for text, source, evidence in record
    )
    return write_csv(("standard", "source", "evidence"), rows)
