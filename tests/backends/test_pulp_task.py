"""What follows from answers of a solver that may be wrong, written down one by one."""

import numpy as np
import pytest

from solver.backends.base import (
    PROVED_INFEASIBLE,
    PROVED_OPTIMAL,
    EngineOutcome,
    SolveRequest,
    StatusReading,
)
from solver.backends.pulp_problem import PulpProblem
from solver.backends.pulp_task import PulpAnswer, PulpTask
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

STOPPED = StatusReading("feasible", "time limit")
FAILED = StatusReading("feasible", "failed")


@pytest.fixture
def task() -> PulpTask:
    """One of three, which cost 1, 2 and 4."""
    model = LinearModel(3)
    model.add_unit_row("one", np.arange(3))
    costs = LinearExpression(np.arange(3), np.array([1, 2, 4]))
    return PulpTask(SolveRequest(model, costs), None)


def judge(
    task: PulpTask, monkeypatch: pytest.MonkeyPatch, values: list[int] | None, answer: PulpAnswer
) -> EngineOutcome | None:
    """The outcome where the solver's columns have these values."""
    monkeypatch.setattr(PulpProblem, "read_values", lambda self: values)
    return task.judge_answer(answer)


@pytest.mark.parametrize(("fits", "status"), [(True, "infeasible"), (False, "unknown")])
def test_no_solution_is_believed_where_doubles_can_tell(
    task: PulpTask, fits: bool, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task.exact_rows.fits_doubles = fits
    outcome = judge(task, monkeypatch, None, PulpAnswer(PROVED_INFEASIBLE))
    assert outcome is not None
    assert outcome.status == status


def test_a_best_that_is_worse_than_one_before_is_no_proof(
    task: PulpTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver is asked again for something better, until it has nothing."""
    assert judge(task, monkeypatch, [0, 1, 0], PulpAnswer(FAILED, 2.0)) is None
    assert judge(task, monkeypatch, [0, 0, 1], PulpAnswer(PROVED_OPTIMAL, 4.0)) is None
    assert task.incumbent is not None
    assert task.incumbent.tolist() == [0, 1, 0]
    outcome = judge(task, monkeypatch, [1, 0, 0], PulpAnswer(PROVED_OPTIMAL, 1.0))
    assert outcome is not None
    assert (outcome.status, outcome.bound) == ("optimal", 1)


def test_a_best_whose_value_the_solver_has_wrong_is_no_proof(
    task: PulpTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judge(task, monkeypatch, [0, 1, 0], PulpAnswer(PROVED_OPTIMAL, 1.0)) is None
    outcome = judge(task, monkeypatch, None, PulpAnswer(PROVED_INFEASIBLE))
    assert outcome is not None
    assert (outcome.status, outcome.bound) == ("optimal", 2)


@pytest.mark.parametrize(("told", "bound"), [(0.9, 1), (1.2, 2), (3.7, 2), (None, None)])
def test_a_bound_never_lies_above_the_value_that_was_found(
    task: PulpTask, told: float | None, bound: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that time stopped leaves a solution and a bound."""
    outcome = judge(task, monkeypatch, [0, 1, 0], PulpAnswer(STOPPED, 2.0, told))
    assert outcome is not None
    assert (outcome.status, outcome.bound) == ("feasible", bound)


def test_a_proof_over_rows_that_were_split_is_asked_for_twice(task: PulpTask) -> None:
    """With another seed, and once; what proves nothing is not asked for again."""
    proof, seed = EngineOutcome("infeasible"), task.seed
    assert task.is_settled(proof)
    task.exact_rows.has_split_rows = True
    assert task.is_settled(EngineOutcome("unknown"))
    assert not task.is_settled(proof)
    assert task.seed == seed + 1
    assert task.is_settled(proof)


def test_just_the_values_that_failed_are_forbidden(
    task: PulpTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are still allowed by the row that is added."""
    task._forbid_binaries([1, 0, 1])
    row = task.model.rows[-1]
    for values in np.ndindex(2, 2, 2):
        kept = row.high is not None and row.expression.evaluate(np.array(values)) <= row.high
        assert kept == (values != (1, 0, 1))
