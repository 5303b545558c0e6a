"""What a framework rests on that no source gives."""

from collections.abc import Iterator

from lotdesign.frameworks.framework import Framework
from lotdesign.scenario.assumptions import ASSUMPTION, NO_SOURCE, assumed_figures

TABLES = ("providers", "offers", "marks", "demand")


def assumed(framework: Framework) -> tuple[tuple[str, str], ...]:
    """(where, text) of everything assumed: rows of tables, figures, criteria and standards."""
    document = framework.document
    sections = {
        "term": document.term,
        "ranking": document.ranking,
        "call_off": document.call_off,
    }
    return (
        *(found for table in TABLES for found in _rows(framework, table)),
        *assumed_figures(sections, document.basis),
        *(
            (f"{what} {entry.id}", entry.source.removeprefix(ASSUMPTION).strip() or NO_SOURCE)
            for what in ("criterion", "standard")
            for entry in getattr(document, what)
            if not entry.source or entry.source.startswith(ASSUMPTION)
        ),
    )


def _rows(framework: Framework, table: str) -> Iterator[tuple[str, str]]:
    """Rows with one text are counted together."""
    rows = getattr(framework.document, table)
    texts = [row.source or NO_SOURCE for row in rows if row.basis == "assumption"]
    for text in dict.fromkeys(texts):
        yield f"{table}, {texts.count(text)} of {len(rows)} rows", text
