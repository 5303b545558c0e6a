"""Small scenarios: every way against the brute force."""

from fractions import Fraction

from lotdesign import api
from tests import brute
from tests.fuzz.answers import WAYS, Answer, answer
from tests.solve.loading import Doc, loaded


def disagreements(doc: Doc) -> list[str]:
    """Where a way's answer is not that of listing every design and award; empty when all agree."""
    scenario, expected = loaded(doc), by_listing(doc)
    said = [
        f"{way}: {found} instead of {expected}"
        for way in WAYS
        for found in (answer(scenario, way),)
        if _plain(found) != expected
    ]
    verified = api.solve(scenario, context=False).result.verification
    return said + [f"checker: {fault}" for fault in verified.faults]


def by_listing(doc: Doc) -> Answer:
    """The brute force's answer."""
    best = brute.solve(doc)
    return Answer(
        status=best.status,
        lots=tuple(tuple(lot) for lot in best.lots),
        award=tuple(best.award or ()),
        optima=tuple(Fraction(each) for each in best.optima),
    )


def _plain(found: Answer) -> Answer:
    return Answer(found.status, found.lots, found.award, found.optima)
