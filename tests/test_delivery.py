"""Routes and sources of money: the whole tool against the brute force.

`make test-long` draws more of them than a test run has time for.
"""

from functools import cache

import pytest

from lotdesign.design import ROUTES
from tests import brute
from tests.fuzz.answers import USUAL, WAYS
from tests.fuzz.small import disagreements
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios
from tests.strategies.rules import DELIVERY

SET = SETS["delivery"]
MARKET = ("bidders", "small_bidders", "award", "small_award", "withdrawal", "reserved", "balance")


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to five units, the same on every run.

    Two of three have routes, two of three have sources of money; some have prices or consortia.
    """
    strategy = scenarios(
        units=(2, 5),
        kinds=DRAWABLE if number % 2 else MARKET,
        prices=number % 4 == 1,
        consortia=number % 4 == 3,
        routes=number % 3 != 0,
        funding=number % 3 != 1,
    )
    return drawn(strategy, SET.each, start=SET.seed(number))


@pytest.mark.parametrize("number", SET.parts)
def test_engines_and_brute_force_agree(number: int) -> None:
    """Status, optima, lots, routes and award; one scenario of three is put to each engine."""
    for at, doc in enumerate(chunk(number)):
        ways = WAYS if at % 3 == 0 else (USUAL,)
        assert disagreements(doc, ways) == []


def test_every_route_is_chosen_and_every_rule_is_drawn() -> None:
    """Otherwise nothing would be compared: both answers, and sources that are just enough."""
    docs = [doc for number in range(SET.sample) for doc in chunk(number)]
    answers = [brute.solve(doc) for doc in docs]
    assert {answer.status for answer in answers} == {"optimal", "infeasible"}
    assert {route for answer in answers for route in answer.routes} == set(ROUTES)
    for kind in DELIVERY:
        with_it = [answer for doc, answer in zip(docs, answers, strict=True) if _has(doc, kind)]
        assert {answer.status for answer in with_it} == {"optimal", "infeasible"}


def _has(doc: Doc, kind: str) -> bool:
    return any(r["kind"] == kind and r.get("status") != "off" for r in doc.get("rule", []))
