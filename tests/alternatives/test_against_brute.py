"""Near-optimal designs of random scenarios against the brute force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations

import pytest

from lotdesign.measures.registry import MEASURES
from lotdesign.result.alternatives import AlternativesAnswer
from lotdesign.result.figures import write_figure
from lotdesign.scenario.values import parse_tolerance
from solver.alternatives import study as runs
from solver.alternatives.study import find_alternatives
from solver.solve_context import RunOptions
from tests import brute
from tests.brute.order import tolerance
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["alternatives"]
ROUTED = (4, 5)
"""In these two of six chunks lots can be delivered in several ways."""
TOLERANCES = ("0", "1%", "10%", "500")

Lots = frozenset[tuple[frozenset[str], str]]
"""Units and route of each lot."""


@dataclass(frozen=True)
class Truth:
    """All admissible designs, each with the best signed first objective of its awards."""

    measure: str
    values: dict[Lots, Fraction]

    def near(self, doc: Doc, allowed: str) -> dict[Lots, Fraction]:
        """Those within a tolerance."""
        least = min(self.values.values())
        worst = least + tolerance({"measure": self.measure, "tolerance": allowed}, least)
        return {lots: value for lots, value in self.values.items() if value <= worst}


@cache
def chunk(number: int) -> tuple[tuple[Doc, Truth], ...]:
    """Some random scenarios of up to six units that have a best design."""
    found: list[tuple[Doc, Truth]] = []
    start = SET.seed(number)
    while len(found) < SET.each:
        start += 1
        priced = start % 3 == 0
        most = 5 if priced else 6
        routed = number % 6 in ROUTED
        kinds = scenarios(
            kinds=DRAWABLE, max_units=most, prices=priced, consortia=None, routes=routed
        )
        for doc in drawn(kinds, 8, start):
            truth = enumerate_truth(doc)
            if truth.values:
                found.append((doc, truth))
    return tuple(found[: SET.each])


def enumerate_truth(doc: Doc) -> Truth:
    """Every partition by every route with every award, judged."""
    name = loaded(doc).objectives[0].measure
    sign = MEASURES[name].sign
    values: dict[Lots, Fraction] = {}
    for design in brute.designs(doc):
        if design.admissible:
            lots = delivered(design.lots, design.routes)
            value = sign * Fraction(design.measures[name])
            values[lots] = min(value, values.get(lots, value))
    return Truth(name, values)


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "searched"])
@pytest.mark.parametrize("number", SET.parts)
def test_all_of_them_are_found(number: int, listed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """More of them by `make test-long`."""
    if not listed:
        monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)
    for place, (doc, truth) in enumerate(chunk(number)):
        allowed = TOLERANCES[place % len(TOLERANCES)]
        check_all(doc, truth, allowed)
        check_picked(doc, truth, allowed)


def look(doc: Doc, allowed: str, most: int | None) -> AlternativesAnswer:
    """The answer of the study for a tolerance."""
    return find_alternatives(loaded(doc), parse_tolerance(allowed), most, RunOptions())


def lots_of(told: AlternativesAnswer) -> list[Lots]:
    """The designs of an answer."""
    return [delivered(each.lots, each.routes) for each in told.designs]


def delivered(lots: Iterable[Iterable[str]], routes: Iterable[str]) -> Lots:
    """A design; without routes all its lots are external."""
    held = list(map(frozenset, lots))
    return frozenset(zip(held, list(routes) or ["external"] * len(held), strict=True))


def check_all(doc: Doc, truth: Truth, allowed: str) -> None:
    """Every design within the tolerance, once, from the best down, and what they share."""
    told, near = look(doc, allowed, None), truth.near(doc, allowed)
    assert (told.status, told.ended, told.selection) == ("optimal", "done", "all")
    assert told.proved_by
    measure = MEASURES[truth.measure]
    least = min(truth.values.values())
    assert told.optimum == write_figure(measure.sign * least, measure.unit)
    found = lots_of(told)
    assert told.count == len(found) == len(set(found))
    assert set(found) == set(near)
    assert [near[lots] for lots in found] == sorted(near.values())
    for each, lots in zip(told.designs, found, strict=True):
        assert each.measures[truth.measure] == write_figure(measure.sign * near[lots], measure.unit)
        assert each.behind == write_figure(near[lots] - least, measure.unit)
        assert each.apart is None
    answer = brute.solve(doc)
    best = delivered(answer.lots, answer.routes)
    assert [each.best for each in told.designs] == [lots == best for lots in found]
    assert told.best_within == (best in near)
    for each, lots in zip(told.designs, found, strict=True):
        assert each.pairs + each.rerouted == distance(lots, best)
        assert each.rerouted == rerouted(lots, best)
    check_shared(told, near)


def check_picked(doc: Doc, truth: Truth, allowed: str) -> None:
    """Each differs most, of all that are left, from those picked before; pairs are proved."""
    told, near = look(doc, allowed, 3), truth.near(doc, allowed)
    found = lots_of(told)
    assert set(found) <= set(near)
    check_shared(told, near)
    if len(near) <= 3:
        assert told.selection == "all" or len(near) == 3
        assert len(found) == len(near)
        return
    assert told.selection == "most different"
    assert len(found) == 3
    apart = {lots: each.apart for lots, each in zip(found, told.designs, strict=True)}
    picked = [lots for lots in found if apart[lots] is None]
    assert len(picked) == 1
    for lots in sorted(found, key=lambda lots: -(apart[lots] or 10**9))[1:]:
        farthest = max(min(distance(one, other) for other in picked) for one in near)
        assert min(distance(lots, other) for other in picked) == apart[lots] == farthest
        picked.append(lots)


def check_shared(told: AlternativesAnswer, near: dict[Lots, Fraction]) -> None:
    """Whether each pair is together in all designs, in none or in some; all of it is settled."""
    for pair in told.backbone:
        seen = {together(lots, *pair.units) for lots in near}
        assert pair.shared == ("some" if len(seen) == 2 else "all" if seen.pop() else "none")


def together(lots: Lots, one: str, other: str) -> bool:
    """Whether two units share a lot."""
    return any(one in lot and other in lot for lot, _ in lots)


def distance(one: Lots, other: Lots) -> int:
    """In how many pairs of units, and routes of units, two designs differ."""
    differing = sum(together(one, *pair) != together(other, *pair) for pair in pairs(one))
    return differing + rerouted(one, other)


def rerouted(one: Lots, other: Lots) -> int:
    """How many units are delivered by another route."""
    return len(
        {(u, route) for lot, route in one for u in lot}
        - {(u, route) for lot, route in other for u in lot}
    )


def pairs(lots: Lots) -> Iterator[tuple[str, str]]:
    """All pairs of units."""
    return combinations(sorted(unit for lot, _ in lots for unit in lot), 2)
