"""Pareto fronts of random scenarios against the brute force, with prices over all awards."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from random import Random
from typing import cast

import pytest

from lotdesign.measures.registry import ALL_MEASURES, MEASURES
from lotdesign.result.alternatives import FrontierAnswer
from lotdesign.result.build import write_measure
from lotdesign.scenario.sections import MeasureName
from solver.awards import combinatorial_benders
from solver.pareto import study as runs
from solver.pareto import zone_fixing
from solver.solve_context import RunOptions
from tests import brute
from tests.brute.design import Assessed
from tests.brute.measures import available
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["frontier"]
ROUTED = (4, 5)
"""In these two of six chunks lots can be delivered in several ways."""

Values = tuple[Fraction, ...]
Truth = dict[Values, Assessed]
"""The points, signed so that less is better, each with the first design that has its values."""


@cache
def chunk(number: int) -> tuple[tuple[Doc, Truth], ...]:
    """Some random scenarios of up to six units, with two or three measures as objectives."""
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
        for place, doc in enumerate(drawn(kinds, 8, start)):
            asked = aimed(doc, 2 + place % 2, Random(start + place))
            truth = frontier_of(asked)
            if len(truth) > 1 or place % 4 == 0:
                found.append((asked, truth))
    return tuple(found[: SET.each])


def aimed(doc: Doc, count: int, dice: Random) -> Doc:
    """The document with so many measures as objectives; what needed an award still does."""
    needed = brute.read(doc).certificate_required
    bare = {key: value for key, value in doc.items() if key != "objective"}
    names = [*available(brute.read(bare)), *(["largest_provider_share"] if needed else [])]
    names = list(dict.fromkeys(names))
    objectives = [{"measure": name} for name in dice.sample(names, count)]
    asked: Doc = {**bare, "objective": objectives}
    if needed and not brute.read(asked).certificate_required:
        asked["rule"] = [*doc.get("rule", []), {"id": "winners", "kind": "award"}]
    return asked


def frontier_of(doc: Doc) -> Truth:
    """The values that no admissible design dominates, by comparing all with all."""
    names = [each["measure"] for each in doc["objective"]]
    all_of_them: Truth = {}
    for design in brute.designs(doc):
        if design.admissible:
            values = tuple(MEASURES[n].sign * Fraction(design.measures[n]) for n in names)
            all_of_them.setdefault(values, design)
    return {
        values: design
        for values, design in all_of_them.items()
        if not any(dominates(other, values) for other in all_of_them)
    }


def dominates(one: Values, other: Values) -> bool:
    """Whether one is at least as good in every measure and better in some."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "searched"])
@pytest.mark.parametrize("number", SET.parts)
def test_a_frontier_is_what_enumeration_says(
    number: int, listed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By listing designs, and point by point with what relaxations leave as with many candidates.

    More of them by `make test-long`.
    """
    if not listed:
        monkeypatch.setattr(runs, "enumerate_designs", lambda *given: None)
        monkeypatch.setattr(zone_fixing, "FEWEST_FOR_LP", 0)
    for doc, truth in chunk(number):
        check(doc, truth)


@pytest.mark.parametrize("most", [40, 60])
def test_the_award_joins_the_model_at_whatever_question_there_are_too_many_cuts(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where only progress is told, by the least value of each measure: a rare draw."""
    monkeypatch.setattr(runs, "enumerate_designs", lambda *given: None)
    monkeypatch.setattr(zone_fixing, "FEWEST_FOR_LP", 0)
    monkeypatch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", most)
    for doc, truth in chunk(117):
        check(doc, truth)


def check(doc: Doc, truth: Truth) -> None:
    """Every point, once, from the best by the first measure on, with its canonical design."""
    names = [cast("MeasureName", each["measure"]) for each in doc["objective"]]
    told: FrontierAnswer = runs.trace_pareto_front(loaded(doc), names, RunOptions())
    assert told.complete
    assert told.ended == "done"
    assert told.status == ("optimal" if truth else "infeasible")
    assert told.proved_by
    check_points(told, names, truth)
    for point, values in zip(told.points, sorted(truth), strict=True):
        if "price" in "".join(key for row in doc.get("providers", []) for key in row):
            assert [each for each in point.award if each] == truth[values].award


def check_points(told: FrontierAnswer, names: Sequence[str], truth: Truth) -> None:
    """Every point in its order, with its figures and its design."""
    expected = sorted(truth)
    shown = [
        tuple(write_measure(n, ALL_MEASURES[n].sign * v) for n, v in zip(names, point, strict=True))
        for point in expected
    ]
    assert [point.values for point in told.points] == shown
    for point, values in zip(told.points, expected, strict=True):
        design = truth[values]
        assert [set(lot) for lot in point.lots] == [set(lot) for lot in design.lots]
        assert list(point.routes or ["external"] * len(point.lots)) == design.routes
        assert tuple(point.measures[name] for name in names) == point.values
