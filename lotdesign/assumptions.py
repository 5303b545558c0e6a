"""Lists the figures and rules of a scenario that are assumed, without a source."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pydantic import BaseModel

from lotdesign.money.design_cost import describe_unlisted_providers
from lotdesign.scenario.money_section import MoneySection
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import (
    AppraisalSection,
    InHouseRoute,
    MarketSection,
    PrimeRoute,
    TermSection,
)
from lotdesign.words import format_count, join_words, name_one, shorten_list

SOURCE, ASSUMPTION = MARKS = ("source:", "assumption:")
"""How each text of [basis] begins."""

_BASIS_SECTIONS: dict[str, type[BaseModel]] = {
    "term": TermSection,
    "money": MoneySection,
    "market": MarketSection,
    "routes.in_house": InHouseRoute,
    "routes.prime": PrimeRoute,
    "appraisal": AppraisalSection,
}

BASIS_FIGURES = tuple(
    f"{name}.{key}" for name, model in _BASIS_SECTIONS.items() for key in model.model_fields
)
"""The keys for which [basis] may give a source."""

NO_SOURCE = "no source given"

_MOST_LISTED_ROWS = 4


class HasEvidence(Protocol):
    """A row with a basis: a unit, a provider, a source of funding or a score."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


def list_assumptions(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(where, text) of everything assumed: rows of tables, figures of sections, active rules.

    Rows of a table with the same text are listed together. A figure that the file sets is assumed
    unless [basis] gives its source; figures left at their defaults are not listed.
    """
    sections: dict[str, BaseModel] = {
        "term": scenario.term,
        "money": scenario.money,
        "market": scenario.market,
        "appraisal": scenario.appraisal,
    }
    for route in ("in_house", "prime"):
        offered = getattr(scenario.routes, route)
        sections |= {} if offered is None else {f"routes.{route}": offered}
    return (
        *_list_assumed_rows("units", scenario.units),
        *(("units", remark) for remark in describe_unlisted_providers(scenario)),
        *_list_assumed_rows("providers", scenario.providers or ()),
        *_list_assumed_rows("funding sources", scenario.funding),
        *_list_assumed_rows("scores", scenario.scores),
        *list_assumed_figures(sections, scenario.basis),
        *(
            (f"{what} {each.id}", each.source or NO_SOURCE)
            for what, entries in (("criterion", scenario.criteria), ("rule", scenario.active_rules))
            for each in entries
            if not each.source or each.source.startswith(ASSUMPTION)
        ),
    )


def _list_assumed_rows(table: str, rows: Iterable[HasEvidence]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.basis == "assumption":
            groups.setdefault(row.source or NO_SOURCE, []).append(row.name)
    for text, members in groups.items():
        few = shorten_list(members, _MOST_LISTED_ROWS, _MOST_LISTED_ROWS)
        noun = format_count(len(members), name_one(table))
        yield table, f"{noun} ({join_words(few)}): {text}"


def list_assumed_figures(
    sections: Mapping[str, BaseModel], basis: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """(section.key, text) of each figure that a section sets and `basis` gives no source for."""
    for name, section in sections.items():
        for key in type(section).model_fields:
            text = basis.get(f"{name}.{key}", "")
            if key in section.model_fields_set and not text.startswith(SOURCE):
                yield f"{name}.{key}", text.removeprefix(ASSUMPTION).strip() or NO_SOURCE
