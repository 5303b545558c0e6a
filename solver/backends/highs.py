"""HiGHS, through PuLP: the second engine, for any model, with answers checked in whole numbers."""

import time
from dataclasses import replace
from typing import Any

import pulp

from solver.backends.base import EngineOutcome, SolveRequest, read_highs_status
from solver.backends.highs_create import THREADS
from solver.backends.highs_stop import CALLBACK_KINDS, INTERRUPT_CALLBACKS, StopSignal
from solver.backends.native_calls import Interrupted, run_interruptible, silence_stdout
from solver.backends.pulp_task import PulpAnswer, PulpTask

FEASIBILITY_TOLERANCE = 1e-7
"""How far values may be from whole, and rows from kept (see `exact_rows.LARGEST_COEFFICIENT`)."""
MAX_TRIES = 200
"""How often HiGHS is asked before the request is left open."""


class HighsEngine:
    """Solves neutral models with HiGHS. It takes no hint, and one worker searches."""

    name = "highs"

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`)."""
        seconds = request.settings.seconds
        deadline = None if seconds is None else time.monotonic() + seconds
        task = PulpTask(request, deadline)
        for _ in range(MAX_TRIES):
            if task.exact_rows.is_infeasible:
                return task.build_outcome(True, False)
            outcome = task.judge_answer(_run_highs(task))
            if outcome is not None and task.is_settled(outcome):
                return outcome
        return task.build_outcome(False, False)


def _run_highs(task: PulpTask) -> PulpAnswer:
    listener = _HighsListener(task)
    solver = pulp.HiGHS(
        msg=False,
        gapRel=0,
        gapAbs=0,
        timeLimit=task.seconds,
        callbackTuple=(listener.receive, None),
        callbacksToActivate=[*INTERRUPT_CALLBACKS, CALLBACK_KINDS.kCallbackMipImprovingSolution],
        presolve="choose" if task.presolve else "off",
        threads=THREADS,
        random_seed=task.seed,
        mip_feasibility_tolerance=FEASIBILITY_TOLERANCE,
        primal_feasibility_tolerance=FEASIBILITY_TOLERANCE,
    )
    problem = task.problem.problem

    def work() -> PulpAnswer:
        with silence_stdout():
            problem.solve(solver)
        return _read_answer(problem)

    try:
        answer = run_interruptible(work, listener.stop.set)
    except Interrupted as interrupt:
        stopped: PulpAnswer = interrupt.result
        return replace(stopped, interrupted=True)
    listener.reraise()
    return answer


def _read_answer(problem: pulp.LpProblem) -> PulpAnswer:
    """Read the native model's answer, and let the model go.

    It holds the listener, which holds it: a ring that Python cannot see and would never free.
    """
    native, problem.solverModel = problem.solverModel, None
    info = native.getInfo()
    reading = read_highs_status(problem.sol_status, native.getModelStatus().name)
    return PulpAnswer(reading, info.objective_function_value, info.mip_dual_bound)


class _HighsListener:
    """Hears of improving solutions while HiGHS works, and stops it."""

    def __init__(self, task: PulpTask) -> None:
        self._task = task
        self._failure: Exception | None = None
        self.stop = StopSignal(task.deadline)

    def receive(self, kind: Any, message: str, output: Any, reply: Any, data: Any) -> None:
        """The callback; no exception may pass into native code."""
        if kind in INTERRUPT_CALLBACKS:
            self.stop.reply(kind, message, output, reply, data)
            return
        try:
            values = self._task.problem.round_solution(output.mip_solution)
            self._task.report_improvement(values, output.mip_dual_bound)
        except Exception as failure:
            self._failure = failure
            self.stop.set()

    def reraise(self) -> None:
        """Raise what the request's listener raised."""
        if self._failure is not None:
            raise self._failure
