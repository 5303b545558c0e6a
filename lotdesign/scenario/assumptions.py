"""What a scenario rests on that no source gives."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from pydantic import BaseModel

from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Market, Money, Term
from lotdesign.words import listed, plural

SOURCE, ASSUMPTION = MARKS = ("source:", "assumption:")
"""How a text of [basis] begins."""

_SECTIONS: dict[str, type[BaseModel]] = {"term": Term, "money": Money, "market": Market}

FIGURES = tuple(f"{name}.{key}" for name, model in _SECTIONS.items() for key in model.model_fields)
"""The keys that [basis] may speak of."""

NO_SOURCE = "no source given"

_FEW = 4


class Evidenced(Protocol):
    """A unit or a provider."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


def assumptions(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(where, text) of everything assumed: tables, figures of sections, rules that apply.

    Rows of a table with one text are told together. A figure that the file sets counts as
    assumed unless [basis] gives its source; one that is left at its default is not told.
    """
    return (
        *_rows("units", scenario.units),
        *_rows("providers", scenario.providers or ()),
        *_figures(scenario),
        *(
            (f"rule {rule.id}", rule.source or NO_SOURCE)
            for rule in scenario.active_rules
            if not rule.source or rule.source.startswith(ASSUMPTION)
        ),
    )


def _rows(table: str, rows: Iterable[Evidenced]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.basis == "assumption":
            groups.setdefault(row.source or NO_SOURCE, []).append(row.name)
    for text, members in groups.items():
        few = members[:_FEW]
        more = [f"{len(members) - _FEW} more"] if len(members) > _FEW else []
        noun = plural(len(members), table.removesuffix("s"))
        yield table, f"{noun} ({listed(few + more)}): {text}"


def _figures(scenario: Scenario) -> Iterator[tuple[str, str]]:
    sections = {"term": scenario.term, "money": scenario.money, "market": scenario.market}
    for figure in FIGURES:
        section, _, key = figure.partition(".")
        text = scenario.basis.get(figure, "")
        if key in sections[section].model_fields_set and not text.startswith(SOURCE):
            yield figure, text.removeprefix(ASSUMPTION).strip() or NO_SOURCE
