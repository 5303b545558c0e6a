"""The design whose largest regret over the cases is least (section 9): every design, every case."""

from __future__ import annotations

from dataclasses import dataclass

from tests.brute.case import Doc
from tests.brute.exact import Exact
from tests.brute.judge import Judge
from tests.brute.measures import MAXIMISED, measure
from tests.brute.partitions import Labels, partitions
from tests.brute.read import read
from tests.brute.stress import apply

Key = tuple[Labels, tuple[str, ...]]
"""A design by its labels and routes."""


@dataclass(frozen=True)
class Robust:
    """The answer; without a design there are no lots.

    `best` has each case's best, None where no design is admissible; `values` and `regrets` are of
    the design.
    """

    best: tuple[Exact | None, ...]
    lots: tuple[tuple[str, ...], ...] = ()
    routes: tuple[str, ...] = ()
    values: tuple[Exact, ...] = ()
    regrets: tuple[Exact, ...] = ()


def robust(doc: Doc) -> Robust:
    """Judges every design in every case, its award chosen anew in each."""
    name = doc["objective"][0]["measure"]
    sign = -1 if name in MAXIMISED else 1
    reached = [_reach(apply(doc, entry["set"]), name, sign) for entry in doc["case"]]
    best = [min(found.values(), default=None) for found in reached]
    signed = tuple(None if each is None else sign * each for each in best)
    everywhere = set(reached[0]).intersection(*reached[1:])
    if not everywhere:
        return Robust(signed)

    def list_regrets(key: Key) -> tuple[Exact, ...]:
        return tuple(found[key] - min(found.values()) for found in reached)

    def rank(key: Key) -> tuple[Exact, Exact, Labels, list[int]]:
        regrets = list_regrets(key)
        return max(regrets), sum(regrets), key[0], list(map(ROUTE_ORDER.index, key[1]))

    chosen = min(everywhere, key=rank)
    values = tuple(sign * found[chosen] for found in reached)
    return Robust(signed, _name_lots(doc, chosen[0]), chosen[1], values, list_regrets(chosen))


def _name_lots(doc: Doc, labels: Labels) -> tuple[tuple[str, ...], ...]:
    units = read(doc).units
    return tuple(
        tuple(unit.id for unit, of in zip(units, labels, strict=True) if of == label)
        for label in range(max(labels) + 1)
    )


ROUTE_ORDER = ("external", "in_house", "prime")


def _reach(doc: Doc, name: str, sign: int) -> dict[Key, Exact]:
    """What each admissible design reaches at its best award, so signed that less is better."""
    case = read(doc)
    judge = Judge(case)
    found: dict[Key, Exact] = {}
    for labels in partitions(len(case.units)):
        for design in judge.admissible(labels):
            key = (labels, tuple(design.routes))
            value = sign * measure(design, [name])[name]
            found[key] = min(found.get(key, value), value)
    return found
