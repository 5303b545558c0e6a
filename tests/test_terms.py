"""Services and units that are bought in years of their own: the whole tool against brute force.

Every scenario has such terms. Status, optima, the canonical design and its award are compared, with
all engines in one of three; in one of three also the best design for each number of lots, and
in the others what is said of given designs.
`make test-long` draws more of them than a test run has time for.
"""

import time
from collections import Counter
from functools import cache
from random import Random

import pytest

from lotdesign.app import api
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.column_generation.loop import iterate_bounds
from solver.heuristics.run import solve_heuristically
from solver.solve_context import SolveContext
from tests import brute
from tests.fuzz.answers import USUAL, WAYS, answer
from tests.fuzz.large import ENGINES, contradictions
from tests.fuzz.small import disagreements
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios
from tests.strategies.seeded import document
from tests.test_given import disagreements as disagreements_on_given
from tests.test_given import with_options

SET = SETS["terms"]
SECONDS = 60.0


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to five units, or six, the same on every run."""
    strategy = scenarios(
        units=(2, 5 + (number % 5 == 0)),
        kinds=DRAWABLE,
        prices=number % 4 == 1,
        consortia=number % 4 == 3,
        routes=number % 3 == 1,
        funding=number % 5 == 2,
        terms=True,
    )
    return drawn(strategy, SET.each, start=SET.seed(number))


@pytest.mark.parametrize("number", SET.parts)
def test_engines_and_brute_force_agree(number: int) -> None:
    """One scenario of three is put to each engine."""
    for at, doc in enumerate(chunk(number)):
        ways = WAYS if at % 3 == 0 else (USUAL,)
        assert disagreements(doc, ways) == []


@pytest.mark.parametrize("number", SET.parts)
def test_what_is_said_of_given_designs_agrees_with_brute_force(number: int) -> None:
    """By `evaluate`, by the checker, and where `solve` compares with options."""
    for at, doc in enumerate(chunk(number)):
        if at % 3 == 1:
            given = with_options(doc, Random(number * SET.each + at))
            assert list(disagreements_on_given(given)) == []


@pytest.mark.parametrize("number", SET.parts)
def test_the_best_design_for_each_number_of_lots_agrees_with_brute_force(number: int) -> None:
    for at, doc in enumerate(chunk(number)):
        if at % 3 == 2:
            for rung in api.solve(loaded(doc)).result.ladder:
                just = {"id": "just", "kind": "lot_count", "min": rung.lots, "max": rung.lots}
                answer = brute.solve(doc | {"rule": [*doc.get("rule", []), just]})
                assert rung.status == answer.status
                assert [list(lot) for lot in rung.design] == answer.lots


@pytest.mark.parametrize("seed", [1, 4, 5, 7, 10, 13])
def test_larger_scenarios_are_answered_alike_and_bounded(seed: int) -> None:
    """By two engines; no bound is above the optimum, and nothing that is looked for below it."""
    band = ("size", "value")[seed % 2]
    doc = document(seed, (9, 12, 14)[seed % 3], band=band, consortia_too=seed % 5 == 0, terms=True)
    scenario = loaded(doc)
    first, second = (answer(scenario, way, time.monotonic() + SECONDS) for way in ENGINES)
    assert contradictions(scenario, first, second) == []
    assert first.status == "optimal"
    bounds = [bound_measure(scenario, "whole_life_cost")]
    bounds += iterate_bounds(scenario, "whole_life_cost")
    assert all(bound <= first.optima[0] for bound in bounds)
    found = solve_heuristically(scenario, SolveContext(deadline=time.monotonic() + SECONDS))
    assert found.design is not None
    assert found.reached[0].value >= first.optima[0]


def test_terms_of_every_sort_are_drawn() -> None:
    """Otherwise nothing would be compared."""
    seen: Counter[str] = Counter()
    for doc in (doc for number in range(SET.sample) for doc in chunk(number)):
        case = brute.read(doc)
        seen["a service's"] += bool(doc["term"].get("service"))
        seen["a unit's first"] += any("first_year" in row for row in doc["units"])
        seen["a unit's last"] += any("last_year" in row for row in doc["units"])
        seen["apart"] += len({(unit.first, unit.last) for unit in case.units}) > 1
        seen["a late start of all"] += all(unit.first > 1 for unit in case.units)
        seen[case.value_basis] += 1
        seen["promised"] += bool(doc["money"].get("promised"))
        seen["kept together"] += any(rule["kind"] == "term" for rule in case.rules)
        seen[brute.solve(doc).status] += 1
    assert len(seen) == 12
    assert min(seen.values()) >= 3
    assert seen["apart"] >= SET.sample * SET.each // 3
