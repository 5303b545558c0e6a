"""No time at all, and nothing claimed that is not so."""

import pytest

from lotdesign.app import api
from tests import brute
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


@pytest.mark.parametrize("context", [False, True])
def test_without_time_nothing_false_is_claimed(context: bool) -> None:
    """Unknown, a verified design, or what arithmetic proves before any search."""
    seen = set()
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6), 30, start=40):
        result = api.solve(loaded(doc), time_limit=0, context=context).result
        assert result.verification.ok, result.verification.faults
        if result.status in ("optimal", "infeasible"):
            answer = brute.solve(doc)
            assert answer.status == result.status
            assert [list(lot.units) for lot in result.lots] == answer.lots
        else:
            assert result.termination == "time limit"
            assert not any(objective.proved for objective in result.objective)
        seen.add(result.status)
    assert "unknown" in seen
