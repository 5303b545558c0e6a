"""Small scenarios: every way against the brute force."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lotdesign.app import api
from tests import brute
from tests.fuzz.answers import USUAL, WAYS, Answer, Way, answer
from tests.solve.loading import Doc, loaded

SECONDS, PATIENCE = 10.0, 120.0
"""What a way gets; the one that users get has longer, as it must prove its answer."""
UNDECIDED: Counter[str] = Counter()
"""How often a way left it open."""


def disagreements(doc: Doc, ways: Sequence[Way] = WAYS) -> list[str]:
    """Where a way's answer is not that of listing every design and award; empty when all agree."""
    scenario, expected = loaded(doc), by_listing(doc)
    said = []
    for way in ways:
        seconds = PATIENCE if way == USUAL else SECONDS
        found = answer(scenario, way, time.monotonic() + seconds)
        if way != USUAL and (found.status in ("feasible", "unknown") or found.may_be_tied):
            UNDECIDED[str(way)] += 1
            if found.status == "optimal" and found.optima != expected.optima:
                said.append(f"{way}: {found} instead of {expected}")
        elif _plain(found) != expected:
            said.append(f"{way}: {found} instead of {expected}")
    verified = api.solve(scenario, context=False).result.verification
    return said + [f"checker: {fault}" for fault in verified.faults]


def disagreements_on_ladder(doc: Doc) -> list[str]:
    """Where the best design for a number of lots is not that of the brute force."""
    said = []
    for rung in api.solve(loaded(doc)).result.ladder:
        just = {"id": "just", "kind": "lot_count", "min": rung.lots, "max": rung.lots}
        best = brute.solve(doc | {"rule": [*doc.get("rule", []), just]})
        if (rung.status, [list(lot) for lot in rung.design]) != (best.status, best.lots):
            said.append(f"{rung.lots} lots: {rung.design} instead of {best.lots}")
    return said


def by_listing(doc: Doc) -> Answer:
    """The brute force's answer."""
    best = brute.solve(doc)
    return Answer(
        status=best.status,
        lots=tuple(tuple(lot) for lot in best.lots),
        award=tuple(best.award or ()),
        optima=tuple(Fraction(each) for each in best.optima),
        routes=tuple(best.routes),
    )


def _plain(found: Answer) -> Answer:
    return replace(found, bounds=(), may_be_tied=False)
