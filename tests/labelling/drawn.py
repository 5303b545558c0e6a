"""Scenarios that ask for few cut pairs, and what was found in the words of the brute force."""

from solver.outcome import SolveOutcome
from tests.fuzz.answers import Answer
from tests.fuzz.small import by_listing
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

KINDS = ("contiguous", "lot_count", "lot_value", "lot_size", "together", "apart")


def documents(count: int, start: int) -> list[Doc]:
    """Scenarios whose aim is few cut pairs, every second of connected lots."""
    found = drawn(scenarios(kinds=KINDS, units=(4, 7), with_providers=False), count, start)
    connected = {"id": "one area", "kind": "contiguous"}
    return [
        doc
        | {
            "objective": [{"measure": "cut_neighbours"}],
            "rule": [*doc.get("rule", []), *([connected] if i % 2 else [])],
        }
        for i, doc in enumerate(found)
    ]


def told(doc: Doc, found: SolveOutcome) -> Answer:
    """What was found, as the brute force says it."""
    units = loaded(doc).units
    lots = () if found.design is None else found.design.lots
    status = "infeasible" if found.design is None else "optimal"
    return Answer(
        status=status if found.proved else "unknown",
        lots=tuple(tuple(units[u].id for u in lot.units) for lot in lots),
        award=(),
        optima=tuple(each.value for each in found.reached),
        routes=by_listing(doc).routes,
    )
