"""The whole tool against the brute force: same status, same design, same pennies."""

from functools import cache

import pytest

from lotdesign.app import api
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import write_figure
from lotdesign.rules.registry import RULE_KINDS
from solver.backends import portfolio as together
from solver.exact import reduced_cost_fixing as narrow
from solver.exact.branch_and_cut import node as nodes
from solver.exact.branch_and_cut import partition_dynamic_program as sweep
from solver.exact.branch_and_cut import tree as trees
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios
from tests.strategies.rules import DELIVERY

SET = SETS["whole tool"]


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to seven units, the same on every run."""
    return drawn(scenarios(kinds=DRAWABLE), SET.each, start=SET.seed(number))


def check(doc: Doc) -> None:
    """Solved by way of a file, it is what enumerating all designs says."""
    result = api.solve(loaded(doc), context=False).result
    answer = brute.solve(doc)
    assert result.status == answer.status
    assert result.verification.ok, result.verification.faults
    assert [list(lot.units) for lot in result.lots] == answer.lots
    assert [lot.award for lot in result.lots if lot.award] == (answer.award or [])
    stages = zip(answer.objective, answer.optima, strict=True)
    expected = [
        (name, write_figure(value, MEASURES[name].unit), write_figure(optimum, MEASURES[name].unit))
        for (name, value), optimum in stages
    ]
    assert [(o.measure, o.value, o.optimum) for o in result.objective] == expected
    assert all(o.proved and o.bound == o.optimum for o in result.objective)
    assert result.tie_proved or not result.lots


@pytest.mark.parametrize("number", SET.parts)
def test_the_solver_agrees_with_brute_force(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other scenario with windows of three candidates to begin with, or room by room.

    Half of these rooms are too large for a sweep.
    """
    for at, doc in enumerate(chunk(number)):
        with monkeypatch.context() as patch:
            if at % 4 == 1:
                patch.setattr(narrow, "FEWEST_FOR_LP", 2)
                patch.setattr(narrow, "FIRST_WINDOW_SIZE", 3)
            if at % 4 == 3:
                patch.setattr(narrow, "MOST_FOR_ONE_MIP", 1)
                patch.setattr(nodes, "MOST_FOR_NODE_MIP", 2)
                patch.setattr(trees, "MOST_UNITS_FOR_ROOT_MIP", (0, 24)[at // 4 % 3 == 2])
                patch.setattr(sweep, "MOST_STATES", (2, 1000)[at // 4 % 2])
                patch.setattr(together, "HIGHS_LEAST_CANDIDATES", 1)
            check(doc)


def test_the_scenarios_hold_every_kind_of_rule_and_both_answers() -> None:
    """A kind that is never drawn would never be tested; so would impossibility."""
    docs = [doc for number in range(SET.sample) for doc in chunk(number)]
    active = [rule for doc in docs for rule in doc.get("rule", []) if rule.get("status") != "off"]
    assert {rule["kind"] for rule in active} == set(RULE_KINDS) - set(DELIVERY)  # see test_delivery
    assert {o["measure"] for doc in docs for o in doc["objective"]} == set(MEASURES)
    assert {brute.solve(doc).status for doc in docs[:60]} == {"optimal", "infeasible"}
    assert len(docs) == SET.sample * SET.each


@pytest.mark.parametrize("measure", ["largest_provider_share", "accessible_share"])
def test_shares_of_nothing_agree_with_brute_force(measure: str) -> None:
    """Units without money are worth nothing, whoever wins them."""
    unit = {"service": "s", "annual_budget": 0}
    provider = {"services": "*", "localities": "*", "annual_turnover": 10, "kind": "sme"}
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": [{"id": name, "name": name} | unit for name in "ab"],
        "providers": [{"id": "p", "name": "p"} | provider],
        "objective": [{"measure": measure}],
    }
    check(doc)
