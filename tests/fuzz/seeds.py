"""What is drawn from a seed, how it is judged, and what is counted on the way."""

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from tests.fuzz.answers import USUAL, Way
from tests.fuzz.kept import keep
from tests.fuzz.large import crossings
from tests.fuzz.relations import broken_relations
from tests.fuzz.shrink import shrunk
from tests.fuzz.small import by_listing, disagreements
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios
from tests.strategies.seeded import document

EACH = 20
"""Scenarios drawn at a time."""
HIGHS = (Way("highs"), Way("highs", presolve=False))
OTHERS = (Way(workers=8), Way(presolve=False))
"""How the engines run in turn beside what users get."""
Judge = Callable[[Doc], list[str]]


def small(seed: int, counted: Counter[str]) -> int:
    """Two to eight units against listing everything, and what must follow from the answers."""
    prices, consortia = seed % 2 == 1, seed % 4 >= 2
    most = 6 if prices else 8 if seed % 8 == 0 else 6
    kinds = DRAWABLE if seed % 3 else MARKET
    routes, funding = seed % 5 == 3, seed % 5 >= 3
    areas, terms = seed % 7 < 2, seed % 6 == 4
    strategy = scenarios(
        kinds=kinds,
        units=(2, most),
        prices=prices,
        consortia=consortia,
        routes=routes,
        funding=funding,
        areas=areas,
        terms=terms,
    )
    wrong = 0
    for at, doc in enumerate(drawn(strategy, EACH, start=seed)):
        counted["small scenarios"] += 1
        counted["with prices"] += prices
        counted["with consortia"] += consortia and bool(doc.get("consortium"))
        counted["with routes"] += routes
        counted["with funding"] += funding
        counted["with areas"] += areas
        counted["with terms"] += terms
        counted[by_listing(doc).status] += 1
        counted.update(f"kind {kind}" for kind in _kinds(doc))
        ways = [USUAL, HIGHS[at % 2]]
        if at % 4 == 0:
            ways.append(OTHERS[at // 4 % 2])
        counted.update(f"answered by {way}" for way in ways)
        wrong += _wrong(doc, partial(disagreements, ways=ways))
        if at % 8 == 0:
            counted["relations asked"] += 1
            wrong += _wrong(doc, broken_relations)
    return wrong


def large(seed: int, counted: Counter[str]) -> int:
    """Ten to forty units by two engines."""
    doc = document(seed, 10 + seed % 31, prices=seed % 2 == 1, consortia_too=seed % 4 == 3)
    counted["large scenarios"] += 1
    return _wrong(doc, crossings, smaller=False)


MARKET = ("award", "small_award", "withdrawal", "reserved", "envelope", "saving", "lot_value")
"""Rules whose awards and money hang together."""


def _kinds(doc: Doc) -> set[str]:
    return {rule["kind"] for rule in doc.get("rule", []) if rule.get("status") != "off"}


def _wrong(doc: Doc, judge: Judge, smaller: bool = True) -> int:
    faults = _faults(judge, doc)
    if faults:
        least = shrunk(doc, lambda each: bool(judge(each))) if smaller else doc
        told = _faults(judge, least) or faults
        sys.stderr.write(f"{keep(least)}\n  " + "\n  ".join(told) + "\n")
    return 1 if faults else 0


def _faults(judge: Judge, doc: Doc) -> list[str]:
    """What the judge finds; failing is a fault too."""
    try:
        return judge(doc)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
