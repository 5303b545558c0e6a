"""The record of commissioning standards, by their text."""

from lotdesign.evidence import evidence
from lotdesign.faults import shown
from lotdesign.report.page import Entry, Page, Section, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural

NOTHING = "Not evidenced here."
CLAIM = (
    "What a run shows towards a standard does not say that the standard is met: that is for the "
    "partners to judge."
)

Record = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Text, source and evidence of each standard, in the scenario's order."""


def record(scenario: Scenario, result: Result) -> Record:
    """Each standard with what the run shows towards it, kind by kind."""
    return tuple(
        (
            each.text,
            each.source,
            tuple(told for kind in each.evidence for told in evidence(kind, scenario, result)),
        )
        for each in scenario.standards
    )


def standards_page(found: Record) -> Page:
    """How many have evidence, and each with it."""
    some = sum(bool(told) for _, _, told in found)
    has = "has" if some == 1 else "have"
    first = f"{some} of {plural(len(found), 'standard')} {has} evidence in this run. {CLAIM}"
    entries = tuple(
        Entry(
            shown(text, 400) + (f" ({shown(source, 200)})" if source else ""),
            told or (NOTHING,),
        )
        for text, source, told in found
    )
    return (Section("", (Text(first), *entries)),)


def standards_csv(found: Record) -> str:
    """A row a standard."""
    rows = ((words(text), words(source), words(" ".join(told))) for text, source, told in found)
    return csv_text(("standard", "source", "evidence"), rows)
