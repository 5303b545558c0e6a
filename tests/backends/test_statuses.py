"""Every answer of every solver, row by row."""

import pytest

from solver.backends.base import (
    StatusReading,
    read_cp_sat_status,
    read_highs_status,
)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("OPTIMAL", StatusReading("optimal", "proved")),
        ("FEASIBLE", StatusReading("feasible", "time limit")),
        ("INFEASIBLE", StatusReading("infeasible", "proved")),
        ("UNKNOWN", StatusReading("unknown", "time limit")),
    ],
)
def test_cp_sat(status: str, answer: StatusReading) -> None:
    assert read_cp_sat_status(status) == answer


def test_a_model_that_cp_sat_refuses_is_no_answer() -> None:
    with pytest.raises(ValueError, match="MODEL_INVALID why"):
        read_cp_sat_status("MODEL_INVALID", "why")


@pytest.mark.parametrize(
    ("sol_status", "model_status", "answer"),
    [
        (1, "kOptimal", StatusReading("optimal", "proved")),
        (-1, "kInfeasible", StatusReading("infeasible", "proved")),
        (2, "kTimeLimit", StatusReading("feasible", "time limit")),
        (0, "kTimeLimit", StatusReading("unknown", "time limit")),
        (2, "kInterrupt", StatusReading("feasible", "interrupted")),
        (2, "kIterationLimit", StatusReading("feasible", "failed")),
        (0, "kIterationLimit", StatusReading("unknown", "failed")),
        (-1, "kUnboundedOrInfeasible", StatusReading("unknown", "failed")),
        (-2, "kUnbounded", StatusReading("unknown", "failed")),
        (1, "kTimeLimit", StatusReading("unknown", "failed")),
        (0, "kSolveError", StatusReading("unknown", "failed")),
        (0, "kUnknown", StatusReading("unknown", "failed")),
    ],
)
def test_highs(sol_status: int, model_status: str, answer: StatusReading) -> None:
    assert read_highs_status(sol_status, model_status) == answer
