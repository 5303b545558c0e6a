"""HiGHS through its own interface against listing all solutions of small models."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends import portfolio
from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.highs_native import NativeHighsEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


@examples(60)
@given(partitions(), st.integers(-60, 60), st.none() | st.integers(-2, 2), st.data())
def test_the_best_of_what_is_allowed_is_found(
    small: SmallModel, constant: int, off: int | None, data: st.DataObject
) -> None:
    """Rows may lose all their variables; the constant counts, also under a ceiling."""
    objective, count = small.objective.add_constant(constant), len(small.lots)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    solutions = [each for each in small.solutions() if allowed[each[:count] == 1].all()]
    best = min(map(objective.evaluate, solutions), default=None)
    cutoff = None if off is None else off if best is None else best + off
    settings = EngineSettings(workers=1, cutoff=cutoff)
    request = SolveRequest(small.model, objective, allowed, settings)
    engine = NativeHighsEngine()
    if not engine.can_solve(request):
        assert any(row.indicator is not None for row in small.model.rows)
        return
    outcome = engine.solve(request)
    if best is None or (off is not None and off < 0):
        assert outcome.status == "infeasible" or outcome.bound == best
    else:
        assert (outcome.status, outcome.bound) == ("optimal", best)
        assert outcome.solution is not None
        assert small.allows(outcome.solution)


@pytest.mark.parametrize(("low", "high"), [(0, 3), (1, 3), (-3, -1)])
def test_a_row_without_variables_holds_or_does_not(low: int, high: int) -> None:
    """Nothing is between 0 and 3, and not between 1 and 3."""
    model = LinearModel(1)
    nothing = np.zeros(0, dtype=np.int64)
    model.add_row("empty", LinearExpression(nothing, nothing), low, high)
    costs = LinearExpression(np.arange(1), np.array([-5]))
    outcome = NativeHighsEngine().solve(SolveRequest(model, costs))
    assert outcome.status == ("optimal" if low <= 0 <= high else "infeasible")


def test_rows_with_a_condition_are_left_to_another_engine() -> None:
    model = LinearModel(2)
    costs = LinearExpression(np.arange(2), np.array([1, 2]))
    assert NativeHighsEngine().can_solve(SolveRequest(model, costs))
    assert not NativeHighsEngine().can_solve(SolveRequest(model))
    model.add_at_most_zero("only then", LinearExpression.count(np.array([1])), indicator=0)
    assert not NativeHighsEngine().can_solve(SolveRequest(model, costs))


@pytest.mark.parametrize("has_condition", [False, True])
def test_a_window_with_rows_with_a_condition_is_left_to_cp_sat(
    has_condition: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others go to HiGHS; the best is the same."""
    monkeypatch.setattr(portfolio, "HIGHS_LEAST_CANDIDATES", 0)
    model = LinearModel(2)
    model.add_row("one of them", LinearExpression.count(np.arange(2)), 1, 1)
    if has_condition:
        model.add_at_most_zero("only then", LinearExpression.count(np.array([1])), indicator=0)
    costs = LinearExpression(np.arange(2), np.array([1, 2]))
    engine = portfolio.PortfolioEngine()
    outcome = engine.solve(SolveRequest(model, costs, None, EngineSettings(is_window=True)))
    assert (outcome.status, outcome.bound) == ("optimal", 1)
    assert engine.engines_used == ({"cp-sat"} if has_condition else {"cp-sat", "highs"})
