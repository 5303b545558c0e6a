"""Whole scenarios: the tables, a planted design, and everything that is set against it."""

import math
from collections.abc import Collection, Sequence
from itertools import islice

from hypothesis import strategies as st

from tests.brute.case import Doc, Row
from tests.brute.design import Design
from tests.brute.judge import Judge
from tests.brute.partitions import Labels
from tests.brute.read import read
from tests.strategies import delivery, finance, market
from tests.strategies.amounts import chance
from tests.strategies.consortia import consortia as consortia_of
from tests.strategies.consortia import partners
from tests.strategies.objectives import objectives
from tests.strategies.place import places
from tests.strategies.plant import Plant, partition
from tests.strategies.prices import set_prices, set_today, single_ids
from tests.strategies.rules import KINDS, rules
from tests.strategies.terms import count_years, keep_promises, set_terms
from tests.strategies.units import Units
from tests.strategies.units import units as drawn_units

PRICED_UNITS = 6
ROUTED_UNITS = 5


@st.composite
def scenarios(
    draw: st.DrawFn,
    *,
    max_units: int = 7,
    max_rules: int = 5,
    kinds: Sequence[str] = KINDS,
    with_providers: bool | None = None,
    units: tuple[int, int] | None = None,
    prices: bool | None = False,
    consortia: bool | None = False,
    routes: bool | None = False,
    funding: bool | None = False,
    terms: bool | None = False,
    areas: bool | None = False,
) -> Doc:
    """A valid scenario document of at most `max_units` units after dividing.

    `kinds` limits the rules. `with_providers` asks for a providers table or for none; left
    out, one is drawn in most scenarios. `units` gives the fewest and the most units instead.
    `prices` and `consortia` ask for them (which takes providers), or leave it open when None;
    with prices there are at most six units, and few enough providers for a brute force. `routes`
    and `funding` ask for ways to deliver lots and sources of money in the same way; with routes
    there are at most five units, with prices too four. `terms` asks for services and units that
    are bought in years of their own, `areas` for areas above the localities, rules that name them,
    localities without units, and caps on the lots of one provider.
    """
    priced, joint = _wanted(draw, prices), _wanted(draw, consortia)
    with_providers = True if prices or consortia else with_providers
    fewest, most = units or (2, max_units)
    if priced:
        fewest, most = min(fewest, PRICED_UNITS), min(most, PRICED_UNITS)
    delivered = _wanted(draw, routes)
    if delivered:
        limit = ROUTED_UNITS - priced
        fewest, most = min(fewest, limit), min(most, limit)
    with_areas = _wanted(draw, areas)
    found = places(draw, with_areas)
    drawn = drawn_units(draw, found, min(fewest, most), most)
    doc = _tables(draw, drawn, long="reserved" in kinds, spread=_wanted(draw, terms))
    doc |= {"localities": found.localities, "neighbours": found.neighbours}
    doc |= {"data": {"areas": list(found.areas)}} if found.areas else {}
    doc |= {"routes": delivery.routes(draw, drawn.rows)} if delivered else {}
    doc = _filled(doc)
    keep_promises(doc)
    case = read(doc)
    labels = partition(draw, case)
    design = Judge(case).design(labels)
    if not chance(draw, 3):
        values = [math.ceil(lot.value) for lot in design.lots]
        doc["money"]["scale"] = finance.scale(draw, values)
    if not chance(draw, 4) if with_providers is None else with_providers:
        doc |= _market(draw, doc, design, kinds, priced=priced, joint=joint)
    asked = (_wanted(draw, funding), with_areas)
    return _with_rules(draw, doc, labels, kinds, max_rules, *asked)


def _wanted(draw: st.DrawFn, asked: bool | None) -> bool:
    return draw(st.booleans()) if asked is None else asked


def _filled(doc: Doc) -> Doc:
    """Without tables that are empty, but for a map on which nothing touches."""
    kept = ("money", "market", "neighbours")
    return {key: value for key, value in doc.items() if value or key in kept}


def _tables(draw: st.DrawFn, drawn: Units, *, long: bool, spread: bool) -> Doc:
    term = finance.term(draw, long=long)
    if spread:
        set_terms(draw, term, drawn.rows)
    years = count_years(term, drawn.rows)
    return {
        "schema": 1,
        "authority": {"name": "Drawn Council", "title": "A drawn scenario"},
        "term": term,
        "money": finance.finance(draw, drawn.rows, years),
        "divide": drawn.divide,
        "market": market.market(draw),
        "units": drawn.rows,
    }


def _market(
    draw: st.DrawFn,
    doc: Doc,
    design: Design,
    kinds: Collection[str],
    *,
    priced: bool,
    joint: bool,
) -> Doc:
    """Providers and consortia, their prices, and who counts as small."""
    rows = market.providers(draw, design)
    count = draw(st.sampled_from((1, 1, 2))) if joint else 0
    partnered = joint and not chance(draw, 3)
    if priced:
        # With prices each lot may go to each provider and consortium that is eligible.
        most = 4 if len(design.case.units) > 5 else 6
        rows = _few(rows, max(1, most - count - 2 * partnered))
    market.suit(draw, rows, kinds)
    if partnered:
        if draw(st.booleans()):
            market.cap(draw, rows, design)
        rows += partners(draw, design)
    found: Doc = {"providers": rows, "market": doc["market"] | market.access(draw, rows)}
    if priced:
        set_prices(draw, rows)
        set_today(draw, doc["units"], rows)
    return found | ({"consortium": consortia_of(draw, rows, count)} if joint else {})


def _few(rows: list[Row], most: int) -> list[Row]:
    """The first rows, not more with the copies of counted ones than so many."""
    kept: list[Row] = []
    for row in rows:
        if len(single_ids([*kept, row])) > most:
            row.pop("count", None)
        if len(single_ids([*kept, row])) <= most:
            kept.append(row)
    return kept


def _with_rules(
    draw: st.DrawFn,
    doc: Doc,
    labels: Sequence[int],
    kinds: Sequence[str],
    max_rules: int,
    funded: bool,
    areas: bool,
) -> Doc:
    """Add rules and objectives; in one of three scenarios the planted design stays admissible."""
    tight = not chance(draw, 3)
    routes = delivery.some_routes(draw, doc, max(labels) + 1) if "routes" in doc else ()
    design = _planted(draw, Judge(read(doc)), tuple(labels), routes)
    if funded:
        doc["funding"] = delivery.sources(draw, design)
        again = Judge(read(doc)).design(design.labels, routes)
        design = again if design.winners is None else again.awarded(design.winners)
    case = design.case
    plant = Plant(draw, case, design, tight, areas)
    doc["rule"] = rules(plant, kinds, max_rules)
    doc["objective"] = objectives(draw, case)
    if chance(draw, 4):
        lots = [[unit.id for unit in lot.units] for lot in plant.design.lots]
        doc["option"] = [{"id": "planted", "name": "The planted design", "lots": lots}]
        doc["option"][0] |= {"routes": list(routes)} if routes else {}
    if not tight:
        _admit(doc, plant.design)
    return _filled(doc)


def _planted(draw: st.DrawFn, judge: Judge, labels: Labels, routes: Sequence[str]) -> Design:
    """The design; with prices, one of its first awards too."""
    design = judge.design(labels, routes)
    if not judge.case.priced:
        return design
    found = list(islice(judge.certified(design), 20))
    # Bounds set from a costly award leave room for other ones.
    dearest = max(found, key=lambda design: sum(design.cost))
    return dearest if chance(draw, 2) else draw(st.sampled_from(found))


def _admit(doc: Doc, planted: Design) -> None:
    """Switch off the rules that the planted design breaks, and an award that it cannot have."""
    judge = Judge(read(doc))
    design = judge.design(planted.labels, planted.routes)
    if planted.winners is not None:
        design = design.awarded(planted.winners)
    broken = set(judge.broken(design))
    for rule in doc["rule"]:
        if rule["id"] in broken:
            rule["status"] = "off"
    if judge.case.certificate_required and design.certificate is None:
        doc["objective"] = _without_share(doc["objective"])


def _without_share(found: list[Row]) -> list[Row]:
    kept = [objective for objective in found if objective["measure"] != "largest_provider_share"]
    return kept or [{"measure": "whole_life_cost"}]
