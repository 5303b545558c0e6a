"""HiGHS, by way of PuLP."""

import time
from typing import Any

import highspy
import pulp

from solver.engines.answers import of_highs
from solver.engines.interrupt import interruptible
from solver.engines.quiet import quiet
from solver.engines.task import Task
from solver.engines.through_pulp import Said, ThroughPulp

TOLERANCE = 1e-7
"""How far from whole a number may be, and a row from kept: see `rows.LARGE`."""
NEWS = highspy.cb.HighsCallbackType
ASKED = (NEWS.kCallbackMipInterrupt, NEWS.kCallbackSimplexInterrupt, NEWS.kCallbackIpmInterrupt)


class Highs(ThroughPulp):
    """Solves neutral models with HiGHS. It takes no hint, and as many threads as it likes."""

    name = "highs"

    def run(self, task: Task) -> Said:
        """What HiGHS says of the task; raises Interrupted with it on Ctrl-C."""
        hearing = _Hearing(task)
        solver = pulp.HiGHS(
            msg=False,
            gapRel=0,
            gapAbs=0,
            timeLimit=task.seconds,
            callbackTuple=(hearing.news, None),
            callbacksToActivate=[*ASKED, NEWS.kCallbackMipImprovingSolution],
            presolve="choose" if task.presolve else "off",
            random_seed=task.seed,
            mip_feasibility_tolerance=TOLERANCE,
            primal_feasibility_tolerance=TOLERANCE,
        )
        problem = task.problem.problem

        def work() -> Said:
            with quiet():
                problem.solve(solver)
            return _said(problem)

        said = interruptible(work, hearing.stop)
        hearing.reraise()
        return said


def _said(problem: pulp.LpProblem) -> Said:
    """What the native model says of itself; it is let go, as it holds whoever listens to it.

    Python cannot see that ring and would never free it.
    """
    native, problem.solverModel = problem.solverModel, None
    info = native.getInfo()
    answer = of_highs(problem.sol_status, native.getModelStatus().name)
    return Said(answer, info.objective_function_value, info.mip_dual_bound)


class _Hearing:
    """Listens to HiGHS while it works, and tells it when to stop.

    It can overrun its own time limit, so the deadline is asked of here as well.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self._stopped = False
        self._failure: Exception | None = None

    def stop(self) -> None:
        """From now on HiGHS is told to stop."""
        self._stopped = True

    def news(self, kind: Any, message: str, told: Any, reply: Any, data: Any) -> None:
        """What HiGHS calls; no exception may pass into native code."""
        if kind in ASKED:
            deadline = self._task.deadline
            late = deadline is not None and time.monotonic() > deadline
            reply.user_interrupt = self._stopped or late
            return
        try:
            values = self._task.problem.rounded(told.mip_solution)
            self._task.improved(values, told.mip_dual_bound)
        except Exception as failure:
            self._failure, self._stopped = failure, True

    def reraise(self) -> None:
        """Raises what a listener raised."""
        if self._failure is not None:
            raise self._failure
