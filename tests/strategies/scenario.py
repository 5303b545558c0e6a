"""Whole scenarios: the tables, a planted design, and everything that is set against it."""

import math
from collections.abc import Sequence

from hypothesis import strategies as st

from tests.brute.case import Doc, Row
from tests.brute.read import read
from tests.brute.search import Judge
from tests.strategies import finance, market
from tests.strategies.amounts import chance
from tests.strategies.objectives import objectives
from tests.strategies.place import places
from tests.strategies.plant import Plant, partition
from tests.strategies.rules import KINDS, rules
from tests.strategies.units import Units, units


@st.composite
def scenarios(
    draw: st.DrawFn,
    *,
    max_units: int = 7,
    max_rules: int = 5,
    kinds: Sequence[str] = KINDS,
    with_providers: bool | None = None,
) -> Doc:
    """A valid scenario document of at most `max_units` units after dividing.

    `kinds` limits the rules. `with_providers` asks for a providers table or for none; left
    out, one is drawn in most scenarios.
    """
    found = places(draw)
    drawn = units(draw, found, max_units)
    doc = _tables(draw, drawn)
    doc |= {"localities": found.localities, "neighbours": found.neighbours}
    doc = {key: value for key, value in doc.items() if value or key in ("money", "market")}
    case = read(doc)
    labels = partition(draw, case)
    design = Judge(case).design(labels)
    if not chance(draw, 3):
        values = [math.ceil(lot.value) for lot in design.lots]
        doc["money"]["scale"] = finance.scale(draw, values)
    if not chance(draw, 4) if with_providers is None else with_providers:
        doc["providers"] = market.providers(draw, design)
        doc["market"] |= market.access(draw, doc["providers"])
    return _with_rules(draw, doc, labels, kinds, max_rules)


def _tables(draw: st.DrawFn, drawn: Units) -> Doc:
    term = finance.term(draw)
    years = int(term["initial"]) + sum(term.get("extensions", []))
    return {
        "schema": 1,
        "authority": {"name": "Drawn Council", "title": "A drawn scenario"},
        "term": term,
        "money": finance.finance(draw, drawn.rows, years),
        "divide": drawn.divide,
        "market": market.market(draw),
        "units": drawn.rows,
    }


def _with_rules(
    draw: st.DrawFn, doc: Doc, labels: Sequence[int], kinds: Sequence[str], max_rules: int
) -> Doc:
    """Add rules and objectives; in one of three scenarios the planted design stays admissible."""
    case = read(doc)
    tight = not chance(draw, 3)
    judge = Judge(case)
    plant = Plant(draw, case, judge.design(tuple(labels)), tight)
    doc["rule"] = rules(plant, kinds, max_rules)
    doc["objective"] = objectives(draw, case)
    if chance(draw, 4):
        lots = [[unit.id for unit in lot.units] for lot in plant.design.lots]
        doc["option"] = [{"id": "planted", "name": "The planted design", "lots": lots}]
    if not tight:
        _admit(doc, tuple(labels))
    return {key: value for key, value in doc.items() if value or key in ("money", "market")}


def _admit(doc: Doc, labels: tuple[int, ...]) -> None:
    """Switch off the rules that the planted design breaks, and an award that it cannot have."""
    judge = Judge(read(doc))
    design = judge.design(labels)
    broken = set(judge.broken(design))
    for rule in doc["rule"]:
        if rule["id"] in broken:
            rule["status"] = "off"
    if judge.case.certificate_required and design.certificate is None:
        doc["objective"] = _without_share(doc["objective"])


def _without_share(found: list[Row]) -> list[Row]:
    kept = [objective for objective in found if objective["measure"] != "largest_provider_share"]
    return kept or [{"measure": "whole_life_cost"}]
