"""Scenarios that minimise cut pairs, and outcomes as the brute force writes its answers."""

from lotdesign.rules.registry import RULE_KINDS
from solver.constraints.registry import load_constraint_module
from solver.outcome import SolveOutcome
from tests.fuzz.answers import Answer
from tests.fuzz.small import by_listing
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

KINDS = tuple(
    kind for kind in RULE_KINDS if hasattr(load_constraint_module(kind), "state_requirements")
)
"""The kinds of which requirements say all."""


def documents(count: int, start: int) -> list[Doc]:
    """Scenarios that minimise cut pairs, every second with connected lots.

    Where `start` is odd many maps have localities without units; where it is 2 above a multiple of
    three units are bought in years of their own.
    """
    strategy = scenarios(
        kinds=KINDS,
        units=(4, 7),
        with_providers=False,
        areas=start % 2 == 1,
        terms=start % 3 == 2,
    )
    found = drawn(strategy, count, start)
    connected = {"id": "one area", "kind": "contiguous"}
    return [
        doc
        | {
            "objective": [{"measure": "cut_neighbours"}],
            "rule": [*doc.get("rule", []), *([connected] if i % 2 else [])],
        }
        for i, doc in enumerate(found)
    ]


def as_answer(doc: Doc, outcome: SolveOutcome) -> Answer:
    """An outcome as an answer of the brute force."""
    units = loaded(doc).units
    lots = () if outcome.design is None else outcome.design.lots
    status = "infeasible" if outcome.design is None else "optimal"
    return Answer(
        status=status if outcome.proved else "unknown",
        lots=tuple(tuple(units[u].id for u in lot.units) for lot in lots),
        award=(),
        optima=tuple(each.value for each in outcome.reached),
        routes=by_listing(doc).routes,
    )
