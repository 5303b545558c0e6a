"""Larger scenarios from a seed alone: towns on a map, and a market that can take them.

Drawing ten to forty units takes hypothesis long, and nobody shrinks them: here one call of the
standard generator gives each figure, so that thousands of documents are made in a moment.
"""

from itertools import combinations
from math import dist
from random import Random

from tests.brute.case import Doc, Row
from tests.strategies.seeded_market import consortia, providers

SERVICES = ("centre", "youth")
Towns = dict[str, tuple[float, float]]


def document(
    seed: int,
    units: int = 20,
    *,
    band: str = "size",
    market: bool = True,
    prices: bool = False,
    consortia_too: bool = False,
    terms: bool = False,
) -> Doc:
    """The same scenario for the same arguments.

    Lots are connected, and `band` keeps them few: at most five units ("size"), or the value of
    a half to three and a half ("value"), so under 20,000 candidates of forty units. `market`
    adds providers and rules on bidders, access and awards; so do prices and consortia. With
    `terms` youth work and some units are bought in years of their own, and lots are valued by the
    first year or the mean as often as by the peak.
    """
    random = Random(f"{seed} {units} {band}")
    towns = _towns(random, max(2, units * 2 // 3))
    rows = _units(random, units, list(towns))
    doc: Doc = {
        "schema": 1,
        "authority": {"name": "Seeded Council", "title": f"Seed {seed}, {units} units"},
        "term": {"initial": random.randint(2, 4), "extensions": [1]},
        "money": _money(random),
        "market": {"turnover_multiple": 2, "small_needed": random.choice((1, 2))},
        "localities": [{"id": t, "name": t.title(), "x": x, "y": y} for t, (x, y) in towns.items()],
        "neighbours": [{"a": a, "b": b} for a, b in _neighbours(towns)],
        "units": rows,
        "rule": [{"id": "connected", "kind": "contiguous"}, _band(band, rows)],
        "objective": _objectives(random, market),
    }
    if terms:
        _set_terms(Random(f"{seed} terms"), doc)
    if not (market or prices or consortia_too):
        return doc
    doc["providers"] = providers(random, list(towns), rows, prices=prices)
    doc["rule"] += _market_rules(random)
    if consortia_too:
        doc["consortium"] = consortia(random, doc["providers"])
    return doc


def _towns(random: Random, count: int) -> Towns:
    """Points in kilometres on a square that grows with their number."""
    side = 6 * count**0.5
    return {
        f"town{i}": (round(random.uniform(0, side), 1), round(random.uniform(0, side), 1))
        for i in range(1, count + 1)
    }


def _neighbours(towns: Towns) -> list[tuple[str, str]]:
    """Two towns touch when none lies in the circle between them: all hang together so."""

    def between(a: str, b: str, other: str) -> bool:
        to_a, to_b = dist(towns[a], towns[other]), dist(towns[b], towns[other])
        return to_a**2 + to_b**2 < dist(towns[a], towns[b]) ** 2

    return [
        (a, b)
        for a, b in combinations(towns, 2)
        if not any(between(a, b, other) for other in towns if other not in (a, b))
    ]


def _units(random: Random, count: int, towns: list[str]) -> list[Row]:
    """One in each town, then more in towns at random; today in contracts of three or so."""
    places = [*towns, *random.choices(towns, k=count)][:count]
    return [
        {
            "id": f"u{i}",
            "name": f"Unit {i}",
            "service": random.choice(SERVICES),
            "annual_budget": 1000 * random.randint(60, 300),
            "locality": place,
            "tupe_fte": random.randint(0, 12) / 2,
            "contract": f"k{random.randint(1, max(1, count // 3))}",
            "basis": "assumption",
        }
        for i, place in enumerate(places, 1)
    ]


def _money(random: Random) -> Row:
    return {
        "contract_management": 1000 * random.randint(2, 10),
        "procurement": 1000 * random.randint(5, 20),
        "uplift": random.choice(("0%", "2%", "2.5%")),
        "discount_rate": "3.5%",
        "scale": [
            {"value": 200_000, "saving": "0%"},
            {"value": 1_000_000, "saving": random.choice(("2%", "4%"))},
        ],
    }


def _set_terms(random: Random, doc: Doc) -> None:
    doc["market"]["value_basis"] = random.choice(("peak", "first_year", "mean"))
    doc["term"]["service"] = [
        {"services": ["youth"], "initial": random.randint(2, 3), "extensions": [1]}
        | {"first_year": random.randint(1, 3)}
    ]
    for row in random.sample(doc["units"], len(doc["units"]) // 4):
        row["first_year"] = random.randint(1, 2)
        row["last_year"] = random.randint(3, 5)
    if random.random() < 0.5:
        doc["rule"].append({"id": "as-one", "kind": "term", "start_within": 1, "end_within": 2})


def _band(band: str, rows: list[Row]) -> Row:
    if band == "size":
        return {"id": "band", "kind": "lot_size", "max": 5}
    mean = sum(row["annual_budget"] for row in rows) // len(rows)
    return {"id": "band", "kind": "lot_value", "min": mean // 2, "max": mean * 7 // 2}


def _objectives(random: Random, market: bool) -> list[Row]:
    cost = {"measure": "whole_life_cost", "tolerance": random.choice(("0%", "0.5%", "2%"))}
    return [cost, {"measure": random.choice(("accessible_share",) if market else ("travel",))}]


def _market_rules(random: Random) -> list[Row]:
    """What most markets drawn here can keep, and not every design."""
    share = random.choice(("30%", "45%", "60%"))
    return [
        {"id": "bidders", "kind": "bidders", "min": random.choice((1, 2))},
        {"id": "access", "kind": "small_bidders", "share": share},
        {"id": "award", "kind": "award", "max_share": random.choice(("40%", "55%", "70%"))},
    ]
