"""The best design for each number of lots."""

from itertools import chain, repeat

import pytest
from hypothesis import given

from lotdesign.app import api
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.comparisons.best_by_lot_count import find_best_by_lot_count
from solver.solve_context import SolveContext
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, drawn, examples, loaded
from tests.strategies import scenarios


@examples(12)
@given(scenarios(kinds=DRAWABLE, max_units=5))
def test_a_rung_is_the_answer_under_a_rule_of_that_many_lots(doc: Doc) -> None:
    """Status and design of every rung, against brute force with one more rule."""
    scenario = loaded(doc)
    rungs = api.solve(scenario).result.ladder
    if not rungs:
        assert brute.solve(doc).status == "infeasible"
        return
    assert [rung.lots for rung in rungs] == list(range(1, len(scenario.units) + 1))
    for rung in rungs:
        rule = {"id": "just", "kind": "lot_count", "min": rung.lots, "max": rung.lots}
        answer = brute.solve(doc | {"rule": [*doc.get("rule", []), rule]})
        assert rung.status == answer.status
        assert [list(lot) for lot in rung.design] == answer.lots


def test_numbers_for_which_there_is_no_time_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is proved without a search is still reported, and nothing false."""
    left_open = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6), 20, start=70):
        scenario, context = loaded(doc), SolveContext()
        candidates = list_candidates(scenario)
        best = solve_candidates(scenario, candidates, context)
        if best.design is None:
            continue
        patient = dict(find_best_by_lot_count(scenario, best, context))
        with monkeypatch.context() as patch:
            late = chain([False], repeat(True))
            patch.setattr(SolveContext, "is_late", property(lambda _, late=late: next(late)))
            hurried = dict(find_best_by_lot_count(scenario, best, context))
        assert sorted(hurried) == sorted(patient)
        for count, found in hurried.items():
            assert found.design == patient[count].design or not found.proved
            assert not found.proved or (found.design is None) == (patient[count].design is None)
            left_open += not found.proved
    assert left_open
