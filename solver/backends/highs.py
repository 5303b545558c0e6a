"""HiGHS, by way of PuLP: the second engine for any model."""

import time
from typing import Any

import highspy
import pulp

from solver.backends.base import read_highs_status
from solver.backends.native_calls import run_interruptible, silence_stdout
from solver.backends.pulp_engine import PulpAnswer, PulpEngine, PulpTask

FEASIBILITY_TOLERANCE = 1e-7
"""How far from whole a number may be, and a row from kept: see `rows.LARGE`."""
CALLBACK_KINDS = highspy.cb.HighsCallbackType
INTERRUPT_CALLBACKS = (
    CALLBACK_KINDS.kCallbackMipInterrupt,
    CALLBACK_KINDS.kCallbackSimplexInterrupt,
    CALLBACK_KINDS.kCallbackIpmInterrupt,
)


class HighsEngine(PulpEngine):
    """Solves neutral models with HiGHS. It takes no hint, and as many threads as it likes."""

    name = "highs"

    def run_solver(self, task: PulpTask) -> PulpAnswer:
        """What HiGHS says of the task; raises Interrupted with it on Ctrl-C."""
        hearing = _HighsListener(task)
        solver = pulp.HiGHS(
            msg=False,
            gapRel=0,
            gapAbs=0,
            timeLimit=task.seconds,
            callbackTuple=(hearing.news, None),
            callbacksToActivate=[
                *INTERRUPT_CALLBACKS,
                CALLBACK_KINDS.kCallbackMipImprovingSolution,
            ],
            presolve="choose" if task.presolve else "off",
            random_seed=task.seed,
            mip_feasibility_tolerance=FEASIBILITY_TOLERANCE,
            primal_feasibility_tolerance=FEASIBILITY_TOLERANCE,
        )
        problem = task.problem.problem

        def work() -> PulpAnswer:
            with silence_stdout():
                problem.solve(solver)
            return _read_pulp_answer(problem)

        said = run_interruptible(work, hearing.stop)
        hearing.reraise()
        return said


def _read_pulp_answer(problem: pulp.LpProblem) -> PulpAnswer:
    """What the native model says of itself; it is let go, as it holds whoever listens to it.

    Python cannot see that ring and would never free it.
    """
    native, problem.solverModel = problem.solverModel, None
    info = native.getInfo()
    answer = read_highs_status(problem.sol_status, native.getModelStatus().name)
    return PulpAnswer(answer, info.objective_function_value, info.mip_dual_bound)


class _HighsListener:
    """Listens to HiGHS while it works, and tells it when to stop.

    It can overrun its own time limit, so the deadline is asked of here as well.
    """

    def __init__(self, task: PulpTask) -> None:
        self._task = task
        self._stopped = False
        self._failure: Exception | None = None

    def stop(self) -> None:
        """From now on HiGHS is told to stop."""
        self._stopped = True

    def news(self, kind: Any, message: str, told: Any, reply: Any, data: Any) -> None:
        """What HiGHS calls; no exception may pass into native code."""
        if kind in INTERRUPT_CALLBACKS:
            deadline = self._task.deadline
            late = deadline is not None and time.monotonic() > deadline
            reply.user_interrupt = self._stopped or late
            return
        try:
            values = self._task.problem.round_solution(told.mip_solution)
            self._task.report_improvement(values, told.mip_dual_bound)
        except Exception as failure:
            self._failure, self._stopped = failure, True

    def reraise(self) -> None:
        """Raises what a listener raised."""
        if self._failure is not None:
            raise self._failure
