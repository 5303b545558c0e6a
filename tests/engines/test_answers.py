"""Every answer of every solver, row by row."""

import pytest

from solver.engines.answers import Answer, of_cbc, of_cp_sat, of_highs


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("OPTIMAL", Answer("optimal", "proved")),
        ("FEASIBLE", Answer("feasible", "time limit")),
        ("INFEASIBLE", Answer("infeasible", "proved")),
        ("UNKNOWN", Answer("unknown", "time limit")),
    ],
)
def test_cp_sat(status: str, answer: Answer) -> None:
    assert of_cp_sat(status) == answer


def test_a_model_that_cp_sat_refuses_is_no_answer() -> None:
    with pytest.raises(ValueError, match="MODEL_INVALID why"):
        of_cp_sat("MODEL_INVALID", "why")


@pytest.mark.parametrize(
    ("sol_status", "model_status", "answer"),
    [
        (1, "kOptimal", Answer("optimal", "proved")),
        (-1, "kInfeasible", Answer("infeasible", "proved")),
        (2, "kTimeLimit", Answer("feasible", "time limit")),
        (0, "kTimeLimit", Answer("unknown", "time limit")),
        (2, "kInterrupt", Answer("feasible", "interrupted")),
        (2, "kIterationLimit", Answer("feasible", "failed")),
        (0, "kIterationLimit", Answer("unknown", "failed")),
        (-1, "kUnboundedOrInfeasible", Answer("unknown", "failed")),
        (-2, "kUnbounded", Answer("unknown", "failed")),
        (1, "kTimeLimit", Answer("unknown", "failed")),
        (0, "kSolveError", Answer("unknown", "failed")),
        (0, "kUnknown", Answer("unknown", "failed")),
    ],
)
def test_highs(sol_status: int, model_status: str, answer: Answer) -> None:
    assert of_highs(sol_status, model_status) == answer


@pytest.mark.parametrize(
    ("sol_status", "status", "answer"),
    [
        (1, 1, Answer("optimal", "proved")),
        (-1, -1, Answer("infeasible", "proved")),
        (0, -1, Answer("infeasible", "proved")),
        (2, 1, Answer("feasible", "time limit")),
        (0, 0, Answer("unknown", "time limit")),
        (-2, -2, Answer("unknown", "failed")),
        (0, -3, Answer("unknown", "failed")),
    ],
)
def test_cbc(sol_status: int, status: int, answer: Answer) -> None:
    assert of_cbc(sol_status, status) == answer
