"""Areas, caps on the lots of one provider and maps with gaps: the whole tool against brute force.

Most scenarios have areas above their localities and rules that name them, many have localities
without units. Status, optima, the canonical design and its award are compared, with all engines in
one of three; in one of three also the best design for each number of lots, and in the others what
is said of given designs. `make test-long` draws more of them than a test run has time for.
"""

from collections import Counter
from functools import cache
from random import Random

import pytest

from tests import brute
from tests.brute.case import Case
from tests.brute.touch import connected, touching
from tests.fuzz.answers import USUAL, WAYS
from tests.fuzz.small import disagreements, disagreements_on_ladder
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios
from tests.test_given import disagreements as disagreements_on_given
from tests.test_given import with_options

SET = SETS["areas"]


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to six units, the same on every run."""
    strategy = scenarios(
        units=(2, 5 + (number % 3 == 0)),
        kinds=DRAWABLE,
        with_providers=True if number % 2 else None,
        prices=number % 4 == 1,
        consortia=number % 4 == 3,
        routes=number % 6 == 2,
        funding=number % 5 == 2,
        terms=number % 7 == 3,
        areas=True,
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
            assert disagreements_on_ladder(doc) == []


def has_gap(case: Case) -> bool:
    """Whether two units connect across a locality without units, and not otherwise."""
    local = [u for u, unit in enumerate(case.units) if unit.locality]
    return any(connected(case, [a, b]) and not touching(case, a, b) for a in local for b in local)


def test_each_of_them_is_drawn_often_enough() -> None:
    """In at least a fifth of the scenarios, and with both answers."""
    seen: Counter[str] = Counter()
    for doc in (doc for number in range(SET.sample) for doc in chunk(number)):
        case = brute.read(doc)
        seen.update({f"{rule['kind']} by area" for rule in case.rules if "by" in rule})
        seen["max_lots"] += any("max_lots" in rule for rule in case.rules)
        seen["gap"] += has_gap(case) and any(rule["kind"] == "contiguous" for rule in case.rules)
        seen["areas"] += bool(case.areas)
        seen[brute.solve(doc).status] += 1
    assert set(seen) == {
        *(f"{kind} by area" for kind in ("alignment", "envelope", "lot_count")),
        *("max_lots", "gap", "areas", "optimal", "infeasible"),
    }
    assert min(seen.pop("optimal"), seen.pop("infeasible")) >= 10
    assert min(seen.values()) >= SET.sample * SET.each // 5, seen
