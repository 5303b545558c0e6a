"""Sections on what a result rests: assumptions, pre-flight, law; and what is not claimed."""

from collections.abc import Sequence
from typing import Protocol

from lotdesign.assumptions import ASSUMPTION
from lotdesign.faults import make_printable
from lotdesign.report.page import BulletList, PageSection, Paragraph
from lotdesign.result.model import AssumptionNote, Result

_LONGEST_FLAG = 500

NO_LEGAL_ADVICE = "None of this decides anything, and none of it is legal advice."

_LONGEST_NOTE = 500

ROW_TABLES = ("units", "providers", "scores")

NOT_CLAIMED = (
    "Best means best among all designs of this scenario, by its rules and aims. Nothing here says "
    "who bids or wins. Savings from larger lots are assumptions unless a source is named. "
    "Nothing here is legal advice."
)


class LawStatement(Protocol):
    """A flag of the law, or the copy of it that a result holds."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def level(self) -> str:
        """One of fact, look and unsettled."""

    @property
    def source(self) -> str:
        """The source of its figure."""


def write_law_section(flags: Sequence[LawStatement]) -> PageSection:
    """Write a line a flag, with its source."""
    items = tuple(map(_write_flag, flags))
    return PageSection("Points of law to check", (BulletList(items), Paragraph(NO_LEGAL_ADVICE)))


def _write_flag(flag: LawStatement) -> str:
    open_ = " Not settled." if flag.level == "unsettled" else ""
    source = f" ({make_printable(flag.source, _LONGEST_FLAG)})" if flag.source else ""
    return f"{make_printable(flag.text, _LONGEST_FLAG)}{open_}{source}"


def write_assumptions_section(result: Result) -> PageSection:
    """Write every figure that has no source."""
    return PageSection(
        "What is assumed", (BulletList(tuple(map(_write_assumption, result.assumptions))),)
    )


def _write_assumption(note: AssumptionNote) -> str:
    """Write an assumption; rows of a table are named in its text already."""
    text = make_printable(note.text.removeprefix(ASSUMPTION).strip(), _LONGEST_NOTE)
    return text if note.where in ROW_TABLES else f"{make_printable(note.where)}: {text}"


def write_preflight_section(result: Result) -> PageSection:
    """Write what arithmetic alone proves of the scenario."""
    notes = tuple(make_printable(each, _LONGEST_NOTE) for each in result.preflight)
    return PageSection("Found before solving", (BulletList(notes),))


def write_claims_section() -> PageSection:
    """Write what the tool does not claim."""
    return PageSection("What this does not say", (Paragraph(NOT_CLAIMED),))
