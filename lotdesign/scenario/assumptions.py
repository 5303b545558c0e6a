"""What a scenario rests on that no source gives."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pydantic import BaseModel

from lotdesign.money.baseline import unlisted_today
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Appraisal, InHouse, Market, Money, Prime, Term
from lotdesign.words import listed, plural

SOURCE, ASSUMPTION = MARKS = ("source:", "assumption:")
"""How a text of [basis] begins."""

_SECTIONS: dict[str, type[BaseModel]] = {
    "term": Term,
    "money": Money,
    "market": Market,
    "routes.in_house": InHouse,
    "routes.prime": Prime,
    "appraisal": Appraisal,
}

FIGURES = tuple(f"{name}.{key}" for name, model in _SECTIONS.items() for key in model.model_fields)
"""The keys that [basis] may speak of."""

NO_SOURCE = "no source given"

_FEW = 4


class Evidenced(Protocol):
    """A unit, a provider, a source of funding or a score."""

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
        *_rows("units", scenario.units),
        *(("units", remark) for remark in unlisted_today(scenario)),
        *_rows("providers", scenario.providers or ()),
        *_rows("funding sources", scenario.funding),
        *_rows("scores", scenario.scores),
        *assumed_figures(sections, scenario.basis),
        *(
            (f"{what} {each.id}", each.source or NO_SOURCE)
            for what, entries in (("criterion", scenario.criteria), ("rule", scenario.active_rules))
            for each in entries
            if not each.source or each.source.startswith(ASSUMPTION)
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


def assumed_figures(
    sections: Mapping[str, BaseModel], basis: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """(section.key, text) of each figure that a section sets and `basis` gives no source for."""
    for name, section in sections.items():
        for key in type(section).model_fields:
            text = basis.get(f"{name}.{key}", "")
            if key in section.model_fields_set and not text.startswith(SOURCE):
                yield f"{name}.{key}", text.removeprefix(ASSUMPTION).strip() or NO_SOURCE
