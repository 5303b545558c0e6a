"""CP-SAT's bounds beyond 2^53, where its doubles may be above the optimum."""

from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model_helper as native

from solver.backends import cp_sat
from solver.backends.base import EngineSettings, SolveRequest
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

BEST = 2**54 + 3
"""As a double it is one more."""


def build_choice_of_three() -> tuple[LinearModel, LinearExpression]:
    """Three candidates that cost BEST, BEST + 2 and BEST + 4."""
    model = LinearModel(3)
    model.add_row("one", LinearExpression(np.arange(3), np.ones(3, dtype=np.int64)), 1, 1)
    return model, LinearExpression(np.arange(3), BEST + 2 * np.arange(3))


@pytest.mark.parametrize("status", ["FEASIBLE", "UNKNOWN"])
def test_no_bound_is_above_the_optimum(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if CP-SAT were stopped with its second solution, or with none."""
    assert int(float(BEST)) == BEST + 1
    solve = cp_sat._call_cp_sat

    def stop(wrapper: Any, proto: Any) -> Any:
        response = solve(wrapper, proto)
        response.status = getattr(native.CpSolverStatus, status)
        response.solution.clear()
        response.solution.extend([0, 1, 0] if status == "FEASIBLE" else [])
        return response

    monkeypatch.setattr(cp_sat, "_call_cp_sat", stop)
    model, objective = build_choice_of_three()
    told: list[int] = []

    def listen(best: int | None, bound: int | None) -> None:
        told.extend([] if bound is None else [bound])

    request = SolveRequest(model, objective, settings=EngineSettings(workers=1), listener=listen)
    outcome = cp_sat.CpSatEngine().solve(request)
    assert outcome.status == status.lower()
    assert outcome.bound == BEST
    assert told
    assert max(told) <= BEST
