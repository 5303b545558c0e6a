"""A small office's scenario and designs of it, which tests change in one place each.

Ash, Bree and Combe touch in a row. Centres a, b, c stand in them, youth work y in Ash, and
supervised contact w serves the whole authority: £10,000, £20,000, £30,000, £40,000 and £50,000
a year for two years. Big does everything, Small centres and youth work up to £70,000 a year,
Tiny centres in Ash and Bree up to £30,000 a year.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lotdesign.design import Design, Lot, Route, build_design
from lotdesign.evaluation import Evaluation
from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.scenario.rule import RuleFinding
from lotdesign.scenario.scenario import Scenario
from tests.strategies import to_toml

Row = dict[str, Any]

PLACES: list[Row] = [
    {"id": "ash", "name": "Ash", "need": 1, "x": 0, "y": 0},
    {"id": "bree", "name": "Bree", "need": 2, "x": 3, "y": 4},
    {"id": "combe", "name": "Combe", "need": 3, "x": 6, "y": 8},
]
PROVIDERS: list[Row] = [
    {
        "id": "big",
        "name": "Big",
        "services": "*",
        "localities": "*",
        "annual_turnover": "",
        "kind": "national",
    },
    {
        "id": "small",
        "name": "Small",
        "services": "centre;youth",
        "localities": "*",
        "annual_turnover": 140_000,
        "kind": "vcse",
    },
    {
        "id": "tiny",
        "name": "Tiny",
        "services": "centre",
        "localities": "ash;bree",
        "annual_turnover": 60_000,
        "kind": "sme",
    },
]


def unit(name: str, service: str, budget: object, locality: str = "", **cells: object) -> Row:
    """A unit's row."""
    row = {"id": name, "name": name.upper(), "service": service, "annual_budget": budget}
    return row | ({"locality": locality} if locality else {}) | cells


UNITS: list[Row] = [
    unit("a", "centre", 10_000, "ash", need=1, procedure="dialogue"),
    unit("b", "centre", 20_000, "bree", need=2, procedure="dialogue"),
    unit("c", "centre", 30_000, "combe", need=3, procedure="dialogue"),
    unit("y", "youth", 40_000, "ash", need=4, procedure="dialogue"),
    unit("w", "contact", 50_000, need=5, procedure="open"),
]
AREAS: Row = {
    "localities": [
        place | {"unitary": area}
        for place, area in zip(PLACES, ("West", "West", "East"), strict=True)
    ],
    "data": {"areas": ["unitary"]},
}
"""Tables by which Ash and Bree lie in West, and Combe in East."""
DIVIDED: list[Row] = [{"units": ["w"], "by": "equal"}]
"""Supervised contact as w@ash, w@bree and w@combe."""


def rule(kind: str, **parameters: object) -> Row:
    """A rule called after its kind."""
    return {"id": kind, "kind": kind} | parameters


def doc(*rules: Row, **tables: Any) -> Row:
    """The office's document; a table that is None is left out.

    With other units it has no providers unless they are given.
    """
    basic: Row = {
        "schema": 1,
        "term": {"initial": 2},
        "rule": list(rules),
        "units": UNITS,
        "localities": PLACES,
        "neighbours": [{"a": "ash", "b": "bree"}, {"a": "bree", "b": "combe"}],
        "providers": None if "units" in tables else PROVIDERS,
    }
    return {key: table for key, table in (basic | tables).items() if table is not None}


def loaded(document: Row) -> Scenario:
    """The scenario of a document, by way of a TOML file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "office.toml"
        file.write_text(to_toml(document), encoding="utf-8")
        return load(file)


def office(*rules: Row, **tables: Any) -> Scenario:
    """The office with these rules, and these tables in place of its own."""
    return loaded(doc(*rules, **tables))


def faults(*rules: Row, **tables: Any) -> str:
    """What a user is told of an office that is not valid; nothing when it is."""
    try:
        office(*rules, **tables)
    except InputFaults as error:
        return str(error)
    return ""


def design(scenario: Scenario, *lots: str) -> Design:
    """The design with these lots, each as "a b c", or "a b c/in_house"."""
    return build_design(_lot(scenario, *lot.split("/")) for lot in lots)


def _lot(scenario: Scenario, units: str, route: Route = "external") -> Lot:
    return Lot(tuple(sorted(scenario.find_positions(units.split()))), route)


def evaluate(scenario: Scenario, *lots: str, award: Sequence[str] | None = None) -> Evaluation:
    """The figures of a design, with the providers that its lots go to in their order, "" none."""
    names = [provider.id for provider in scenario.providers or ()]
    winners = None
    if award is not None:
        winners = tuple(names.index(winner) if winner else None for winner in award)
    return Evaluation(scenario, design(scenario, *lots), winners)


def judged(
    tested: Row, *lots: str, award: Sequence[str] | None = None, **tables: Any
) -> RuleFinding:
    """How a design of the office stands to a rule."""
    scenario = office(tested, **tables)
    return scenario.rules[0].judge(evaluate(scenario, *lots, award=award))


def sentence(tested: Row, **tables: Any) -> str:
    """The rule in plain English."""
    scenario = office(tested, **tables)
    return scenario.rules[0].write_sentence(scenario)


def idle(tested: Row, **tables: Any) -> bool:
    """Whether the rule is known to be unbreakable in the office."""
    scenario = office(tested, **tables)
    return scenario.rules[0].is_idle(scenario)
