"""Frameworks written as people write them, and random ones."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.load import load_framework

Rows = list[dict[str, Any]]


@dataclass
class Draft:
    """A framework with one category and one criterion unless told otherwise."""

    offers: Rows
    marks: dict[str, int] = field(default_factory=dict)
    demand: Rows = field(default_factory=list)
    capacities: dict[str, int] = field(default_factory=dict)
    categories: tuple[str, ...] = ("art",)
    ranking: dict[str, Any] = field(default_factory=dict)
    call_off: dict[str, Any] = field(default_factory=dict)
    years: int = 2

    def tables(self) -> dict[str, Any]:
        """The document, marks for all providers included."""
        providers = dict.fromkeys(offer["provider"] for offer in self.offers)
        weights = {"price_weight": 40, "quality_weight": 60, "ties": ["quality", "price"]}
        return {
            "schema": 1,
            "term": {"years": self.years},
            "ranking": {**weights, **self.ranking},
            "call_off": self.call_off,
            "criterion": [{"id": "skill"}],
            "lots": [{"id": "all"}],
            "categories": [{"id": each, "lot": "all"} for each in self.categories],
            "providers": [
                {"id": each}
                | ({"monthly_capacity": self.capacities[each]} if each in self.capacities else {})
                for each in providers
            ],
            "offers": [{"category": self.categories[0], **offer} for offer in self.offers],
            "marks": [
                {"provider": each, "criterion": "skill", "mark": self.marks.get(each, 50)}
                for each in providers
            ],
            "demand": [{"category": self.categories[0], **row} for row in self.demand],
        }

    def framework(self) -> Framework:
        """The draft, read from a file."""
        return read(self.tables())


def read(tables: dict[str, Any]) -> Framework:
    """A document, read from a file."""
    with TemporaryDirectory() as folder:
        return load_framework(write(Path(folder), tables))


def write(folder: Path, tables: dict[str, Any]) -> Path:
    """The document as a TOML file in the folder."""
    path = folder / "framework.toml"
    lines = [f"{key} = {_value(each)}" for key, each in tables.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _value(value: Any) -> str:
    """TOML of a value: tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Small frameworks with two categories; lots are drawn, so that no tie is left open."""
    names = [f"p{i}" for i in range(draw(st.integers(1, 5)))]
    capacity = st.one_of(st.none(), st.integers(0, 6))
    offers = [
        {
            "provider": name,
            "category": category,
            "price": draw(st.integers(1, 5)) * 10,
            "opening": draw(st.integers(1, 2)),
            "drawn": i + 1,
        }
        | ({} if (room := draw(capacity)) is None else {"capacity": room})
        for i, name in enumerate(names)
        for category in draw(st.sampled_from([("a",), ("b",), ("a", "b")]))
    ]
    demand = [
        {
            "category": draw(st.sampled_from("ab")),
            "month": draw(st.integers(1, 24)),
            "quantity": draw(st.integers(0, 9)),
            "buyer": draw(st.sampled_from(["", "school"])),
        }
        for _ in range(draw(st.integers(0, 6)))
    ]
    ties = draw(st.permutations(["quality", "price", "earlier"]))
    return Draft(
        offers=offers,
        marks={name: draw(st.integers(0, 4)) * 25 for name in names},
        demand=demand,
        capacities={name: draw(st.integers(0, 8)) for name in names if draw(st.booleans())},
        categories=("a", "b"),
        ranking={
            "price_weight": draw(st.integers(0, 3)),
            "quality_weight": draw(st.integers(1, 3)),
            "price_points": draw(st.sampled_from(["lowest", "range"])),
            "ties": [*ties[: draw(st.integers(0, 3))], "drawn"],
        },
        call_off={"unmet": draw(st.sampled_from(["waits", "lapses"]))},
    )
