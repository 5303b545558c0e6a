"""The best design for each number of lots."""

from hypothesis import given

from lotdesign import api
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, examples, loaded
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
