"""Bound certificates of drawn scenarios: what the brute force finds best is certified.

`make test-long` draws more of them than a test run has time for.
"""

from dataclasses import replace
from functools import cache

import pytest

from lotdesign.app import api
from lotdesign.result.model import Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.lot_listing import list_possible_lots
from solver.whatif.variants import switch_off_rules
from tests import brute
from tests.candidates import naive
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios
from tests.verify.certified import certified, refusals

SET = SETS["bound certificates"]


@cache
def chunk(number: int) -> list[Doc]:
    """Scenarios of up to seven units; by turns with prices, routes, consortia and funding."""
    strategy = scenarios(
        units=(2, 7) if number % 2 else (2, 5),
        kinds=DRAWABLE,
        prices=number % 4 == 2,
        consortia=number % 8 == 4,
        routes=number % 4 == 0,
        funding=number % 8 == 6,
    )
    return drawn(strategy, SET.each, start=SET.seed(number))


@pytest.mark.parametrize("number", SET.parts)
def test_every_optimum_is_certified(number: int) -> None:
    """All aims, or that there is no design; and with a rule less only what still holds."""
    refused = 0
    for doc in chunk(number):
        scenario, answer = loaded(doc), brute.solve(doc)
        result = certified(scenario)
        assert result.status == answer.status
        assert result.verification.ok, result.verification.faults
        claims = [] if result.bound_certificate is None else result.bound_certificate.claims
        if PREFLIGHT_ARITHMETIC in result.proved_by:
            assert claims == []
        else:
            aims: list[str | None] = [name for name, _ in answer.objective]
            aims = aims or [None]
            assert [claim.measure for claim in claims] == aims
            refused += _count_slips(scenario, result)
    assert refused


def _count_slips(scenario: Scenario, result: Result) -> int:
    """How often the certificate is rightly refused for the same scenario with one rule off."""
    refused = 0
    for rule in scenario.active_rules:
        loose = switch_off_rules(scenario, [rule.id])
        if loose.needs_certificate != scenario.needs_certificate:
            continue
        best = api.solve(loose, context=False).result
        if _is_better(best, result):
            assert refusals(loose, result), rule.id
            refused += 1
    return refused


def _is_better(best: Result, result: Result) -> bool:
    """Whether the first aim is better there, or there is a design where there was none."""
    if result.status == "infeasible":
        return best.status == "optimal"
    return best.objective[0].optimum != result.objective[0].optimum


@pytest.mark.parametrize("number", range(2))
def test_every_lot_that_rules_allow_is_listed(number: int) -> None:
    """With whatever number of lots: one that a design with so many lots holds is there."""
    for doc in chunk(number):
        scenario = replace(loaded(doc), objectives=())
        allowed = {lot.units for lot in naive.admissible(scenario)}
        listed = list(list_possible_lots(scenario, None))
        assert allowed <= set(listed)
        assert len(listed) == len(set(listed))
        best = brute.solve(doc)
        ids = [unit.id for unit in scenario.units]
        lots = {tuple(sorted(map(ids.index, lot))) for lot in best.lots}
        assert lots <= set(list_possible_lots(scenario, len(lots) or None))
