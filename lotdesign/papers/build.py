"""Builds a paper from its sources: the public one, and the exempt part apart."""

from collections.abc import Iterator

from lotdesign.papers.content import CouncilPaper, PaperSection, PaperTable
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.sections import (
    changes,
    closing,
    finance,
    holding,
    lots,
    market,
    nearby,
    options,
    provider_sheet,
    rules,
    summary,
)
from lotdesign.papers.sources import PaperSources
from lotdesign.papers.text import RichText, compose_text
from lotdesign.papers.wording import PROMPT_LABEL, write_headers

UNNAMED_TITLE = "How the services are divided into lots"

FRONT_PROMPTS = (
    ("Decision maker", "cabinet, committee or officer"),
    ("Date of the decision", "when it is taken"),
    ("Key decision", "yes or no, and its reference"),
    ("Wards", "all, or which"),
    ("Report of", "director and author"),
)
"""What stands at the head of a paper and only officers know."""


def build_paper(sources: PaperSources) -> CouncilPaper:
    """Build the public paper, in which no provider is named."""
    facts = PaperFacts(sources)
    found = tuple(section for section in _list_sections(facts) if section is not None)
    exempt = (
        "An exempt part with the details of providers goes with it."
        if sources.scenario.providers is not None
        else "It has no exempt part."
    )
    notice = compose_text(
        f"This paper is public. {exempt} Figures are worked out by the program and can each be "
        "followed back; what only officers can write is marked."
    )
    return CouncilPaper(
        _write_title(facts), _write_authority(facts), notice, _build_front("Public"), found
    )


def build_exempt_paper(sources: PaperSources) -> CouncilPaper:
    """Build the exempt part, which names providers; of a scenario without any it says so."""
    facts = PaperFacts(sources, named=True)
    sections: list[PaperSection] = []
    if sources.scenario.providers is not None:
        assumed = closing.write_provider_assumptions(facts)
        held = holding.write_holding_names(facts)
        further = (each for each in (held, assumed) if each is not None)
        sections += (*provider_sheet.write_provider_sheet(facts), *further)
    sections.append(closing.write_repeat(facts))
    title = compose_text("{}: exempt part", _write_title(facts))
    notice = compose_text(
        "Exempt: this part has prices and details of providers. Officers state the ground on "
        "which it is not for publication. Nothing in it says who bids or wins."
    )
    return CouncilPaper(
        title, _write_authority(facts), notice, _build_front("Exempt"), tuple(sections)
    )


def _list_sections(facts: PaperFacts) -> Iterator[PaperSection | None]:
    """The sections in the order of councils' papers."""
    yield summary.write_summary(facts)
    yield changes.write_changes(facts)
    yield changes.write_explanation(facts)
    yield summary.write_recommendation(facts)
    yield summary.write_background(facts)
    if facts.result.lots:
        yield lots.write_lots(facts)
    yield options.write_options(facts)
    yield options.write_scores(facts)
    yield changes.write_compared(facts)
    yield nearby.write_nearby(facts)
    yield rules.write_reasons(facts)
    yield rules.write_rules(facts)
    yield closing.write_consultation()
    yield finance.write_finance(facts)
    yield rules.write_legal(facts)
    yield lots.write_equality(facts)
    yield lots.write_staff_and_property(facts)
    yield market.write_market(facts)
    yield holding.write_holding(facts)
    yield market.write_risk(facts)
    yield closing.write_social_value()
    yield closing.write_assumptions(facts)
    yield closing.write_repeat(facts)


def _write_title(facts: PaperFacts) -> RichText:
    authority = facts.scenario.authority
    if authority.title:
        return compose_text(
            "{}: division into lots", facts.reader.quote("scenario.authority.title")
        )
    return compose_text(UNNAMED_TITLE)


def _write_authority(facts: PaperFacts) -> RichText:
    return (facts.reader.quote_first("scenario.authority.name", "scenario.name"),)


def _build_front(standing: str) -> PaperTable:
    rows: list[tuple[RichText, ...]] = [
        ((name,), (f"{PROMPT_LABEL} {wanted}",)) for name, wanted in FRONT_PROMPTS
    ]
    rows.append((("Public or exempt",), (standing,)))
    return PaperTable(
        compose_text("Particulars"), write_headers("Particular", "Entry"), tuple(rows)
    )
