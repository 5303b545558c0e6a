"""The ends of a paper: what only officers can write, what is assumed, how to repeat it."""

from collections.abc import Iterator

from lotdesign.assumptions import ASSUMPTION
from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import FieldText, RichText, compose_text
from lotdesign.papers.wording import EXEMPT_NOTE, write_headers
from lotdesign.report.basis import NOT_CLAIMED, ROW_TABLES

PROVIDER_TABLE = "providers"


def write_consultation() -> PaperSection:
    """Mark what officers write of consultation."""
    return _prompt("consultation", "Consultation", "who was asked, when, and what they said.")


def write_social_value() -> PaperSection:
    """Mark what officers write of social value and climate."""
    return PaperSection(
        "social-value",
        "Social value and climate",
        (
            OfficerPrompt(compose_text("what the contracts ask of providers for the area.")),
            OfficerPrompt(compose_text("what they do to travel, buildings and emissions.")),
        ),
    )


def _prompt(id_: str, title: str, wanted: str) -> PaperSection:
    return PaperSection(id_, title, (OfficerPrompt(compose_text(wanted)),))


def write_assumptions(facts: PaperFacts) -> PaperSection:
    """Write every figure and rule that has no source, and what is not claimed."""
    return PaperSection("assumptions", "What is assumed", tuple(_write_assumptions(facts)))


def _write_assumptions(facts: PaperFacts) -> Iterator[PaperBlock]:
    notes = facts.result.assumptions
    items = tuple(
        _write_note(facts, i)
        for i, note in enumerate(notes)
        if facts.named or note.where != PROVIDER_TABLE
    )
    if items:
        yield PaperList(items)
    if len(items) < len(notes):
        yield PaperParagraph(
            compose_text("Figures of providers that are assumed stand in the exempt part.")
        )
    if not notes:
        yield PaperParagraph(compose_text("Every figure that the scenario sets has a source."))
    yield PaperParagraph(compose_text(NOT_CLAIMED))


def _write_note(facts: PaperFacts, place: int) -> RichText:
    note, path = facts.result.assumptions[place], f"result.assumptions.{place}"
    text = facts.quote_public(f"{path}.text")
    if text == (EXEMPT_NOTE,):
        return compose_text("{}: {}", facts.reader.quote(f"{path}.where"), text)
    (quoted,) = text
    assert isinstance(quoted, FieldText)
    short = FieldText(quoted.text.removeprefix(ASSUMPTION).strip(), quoted.field)
    if note.where in ROW_TABLES:
        return (short,)
    return compose_text("{}: {}", facts.reader.quote(f"{path}.where"), short)


def write_provider_assumptions(facts: PaperFacts) -> PaperSection | None:
    """Write the assumed figures of providers, for the exempt part; None where there are none."""
    items = tuple(
        _write_note(facts, i)
        for i, note in enumerate(facts.result.assumptions)
        if note.where == PROVIDER_TABLE or facts.names_provider(note.text)
    )
    if not items:
        return None
    return PaperSection("assumed", "What is assumed of providers", (PaperList(items),))


def write_repeat(facts: PaperFacts) -> PaperSection:
    """Write how anybody with the same files gets the same answers."""
    return PaperSection("repeat", "How to repeat this", tuple(_write_repeat(facts)))


def _write_repeat(facts: PaperFacts) -> Iterator[PaperBlock]:
    yield PaperParagraph(
        compose_text("With the same files and the same program, these commands give these figures:")
    )
    commands = enumerate(facts.sources.repeat)
    yield PaperList(tuple((facts.reader.quote(f"repeat.{i}", 2000),) for i, _ in commands))
    yield _build_origin_table(facts)


def _build_origin_table(facts: PaperFacts) -> PaperTable:
    result, reader = facts.result, facts.reader
    rows: list[tuple[RichText, ...]] = [
        (("Program",), (reader.quote("result.created_with"),)),
        (("Scenario",), (reader.quote("result.scenario.name"),)),
    ]
    rows.append((("Digest of its files and settings",), (reader.quote("result.scenario.sha256"),)))
    for i, _ in enumerate(result.scenario.settings):
        rows.append((("Setting",), (reader.quote(f"result.scenario.settings.{i}"),)))
    rows.append((("Engine",), (reader.quote("result.engine.name"),)))
    for i, name in enumerate(result.engine.versions):
        version = reader.quote(f"result.engine.versions.@{i}")
        rows.append(((name,), (version,)))
    rows.append((("Seed",), (reader.sum("count", "result.engine.seed"),)))
    caption = compose_text("What the figures were made with")
    return PaperTable(caption, write_headers("What", "Which"), tuple(rows))
