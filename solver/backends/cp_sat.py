"""CP-SAT, through its native interface, with its parameters.

`cp_model_helper` is what `cp_model` wraps; taken directly it spares the import of pandas,
most of a second, and lets rows be filled from arrays.
"""

from math import ceil
from typing import Any

import numpy as np
from ortools.sat.python import cp_model_helper as native

from solver.arrays import Flags, Ints
from solver.backends.base import (
    BoundListener,
    EngineOutcome,
    EngineSettings,
    SolveRequest,
    read_cp_sat_status,
)
from solver.backends.native_calls import Interrupted, run_interruptible
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

PORTFOLIO_WORKERS = 8
"""Workers choose CP-SAT's portfolio; on two cores eight prove far more than two."""
ONE_WORKER_VARIABLES = 3_000
"""Models with fewer variables are solved by one worker sooner than eight take to start."""
NO_LOWER_BOUND, NO_UPPER_BOUND = -(2**63), 2**63 - 1
"""The ends of CP-SAT's numbers, which it reads as no bound; anything near them overflows."""


class CpSatEngine:
    """Solves neutral models with CP-SAT."""

    name = "cp-sat"

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`)."""
        settings, hint = request.settings, request.hint
        proto, kept = _build_proto(request)
        if proto is None:
            return EngineOutcome("infeasible")
        if hint is not None:
            proto.solution_hint.vars.extend(range(len(kept)))
            proto.solution_hint.values.extend(hint[kept].tolist())
        wrapper = native.SolveWrapper()
        wrapper.set_parameters(_build_parameters(settings, len(kept)))
        hearing = _CpSatListener(request.listener, request.objective)
        wrapper.add_solution_callback(hearing)
        wrapper.add_best_bound_callback(hearing.bound)
        interrupted = False
        try:
            response = run_interruptible(lambda: _call_cp_sat(wrapper, proto), wrapper.stop_search)
        except Interrupted as stopped:
            response, interrupted = stopped.result, True
        wrapper.clear_solution_callback(hearing)
        hearing.reraise()
        return _read_response(response, request, kept, interrupted)


def _call_cp_sat(wrapper: Any, proto: Any) -> Any:
    """The native call, which carries no types."""
    return wrapper.solve(proto)


def _build_proto(
    request: SolveRequest,
) -> tuple["native.CpModelProto | None", Ints]:
    """The model over the allowed candidates, and the variables that it keeps.

    None in place of a model in which some row has lost all its variables and fails.
    """
    model, minimise, ceiling = request.model, request.objective, request.settings.cutoff
    keep = model.mark_usable(request.allowed)
    kept = np.flatnonzero(keep)
    place = np.cumsum(keep) - 1
    proto = native.CpModelProto()
    for variable in kept.tolist():
        low, high = model.bounds(variable)
        proto.variables.add().domain.extend([low, high])
    for row in model.rows:
        if row.indicator is not None and not keep[row.indicator]:
            continue
        if not _add_constraint(proto, model, row, keep, place):
            return None, kept
    if minimise is not None:
        some = keep[minimise.variables]
        proto.objective.vars.extend(place[minimise.variables[some]].tolist())
        proto.objective.coeffs.extend(minimise.coefficients[some].tolist())
        if ceiling is not None:
            proto.objective.domain.extend([NO_LOWER_BOUND, ceiling - minimise.constant])
    return proto, kept


def _is_all_binary(model: LinearModel, row: LinearRow) -> bool:
    """Whether a row is over 0 and 1 alone, as literals must be."""
    extra = row.expression.variables[row.expression.variables >= model.candidates]
    return all(model.bounds(variable) == (0, 1) for variable in extra.tolist())


def _add_constraint(
    proto: "native.CpModelProto", model: LinearModel, row: LinearRow, keep: Flags, place: Ints
) -> bool:
    """Adds a row; False when it has no variables left and does not hold."""
    variables, coefficients = row.expression.variables, row.expression.coefficients
    some = keep[variables]
    if not some.all():
        variables, coefficients = variables[some], coefficients[some]
    low = NO_LOWER_BOUND if row.low is None else row.low - row.expression.constant
    high = NO_UPPER_BOUND if row.high is None else row.high - row.expression.constant
    if not len(variables) and row.indicator is None:
        return low <= 0 <= high
    columns, numbers = place[variables].tolist(), coefficients.tolist()
    constraint = proto.constraints.add()
    if row.indicator is not None:
        constraint.enforcement_literal.append(int(place[row.indicator]))
    elif low == high == 1 and _is_all_binary(model, row) and set(numbers) == {1}:
        constraint.exactly_one.literals.extend(columns)
        return True
    constraint.linear.vars.extend(columns)
    constraint.linear.coeffs.extend(numbers)
    constraint.linear.domain.extend([low, high])
    return True


def _build_parameters(settings: EngineSettings, variables: int) -> "native.SatParameters":
    parameters = native.SatParameters()
    parameters.num_workers = settings.workers or (
        1 if variables < ONE_WORKER_VARIABLES else PORTFOLIO_WORKERS
    )
    parameters.random_seed = settings.seed
    parameters.cp_model_presolve = settings.presolve
    # 9.15 can return a wrong optimum with this presolve step (or-tools issue 5293).
    parameters.presolve_inclusion_work_limit = 0
    # Probing took half of every small solve and saved nothing (see docs/reliability.md).
    parameters.cp_model_probing_level = 0
    parameters.catch_sigint_signal = False
    if settings.seconds is not None:
        parameters.max_time_in_seconds = max(0.0, settings.seconds)
    return parameters


class _CpSatListener(native.SolutionCallback):
    """Passes news on, and keeps exceptions from crossing native code."""

    def __init__(self, listen: BoundListener, minimise: LinearExpression | None) -> None:
        super().__init__()
        self._listen = listen
        self._constant = 0 if minimise is None else minimise.constant
        self._counts = minimise is not None
        self._failure: Exception | None = None

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the name that CP-SAT calls
        self._forward(self.ObjectiveValue() if self._counts else None, None)

    def bound(self, bound: float) -> None:
        """A new bound on the objective."""
        self._forward(None, bound if self._counts else None)

    def _forward(self, best: float | None, bound: float | None) -> None:
        try:
            self._listen(
                None if best is None else round(best) + self._constant,
                None if bound is None else ceil(bound - 1e-6) + self._constant,
            )
        except Exception as failure:
            self._failure = failure

    def reraise(self) -> None:
        """Raises what a listener raised."""
        if self._failure is not None:
            raise self._failure


def _read_response(
    response: "native.CpSolverResponse",
    request: SolveRequest,
    kept: Ints,
    interrupted: bool,
) -> EngineOutcome:
    model, minimise = request.model, request.objective
    status = read_cp_sat_status(response.status.name, response.solution_info).status
    if status in ("infeasible", "unknown"):
        bound = None
        if status == "unknown" and minimise is not None and response.best_objective_bound:
            bound = ceil(response.best_objective_bound - 1e-6) + minimise.constant
        return EngineOutcome(status, bound=bound, interrupted=interrupted)
    solution = np.zeros(model.size, dtype=np.int64)
    solution[kept] = np.array(list(response.solution), dtype=np.int64)
    if minimise is None:
        return EngineOutcome(status, solution, interrupted=interrupted)
    reached = minimise.evaluate(solution)
    bound = reached
    if status == "feasible":
        bound = min(reached, ceil(response.best_objective_bound - 1e-6) + minimise.constant)
    return EngineOutcome(status, solution, bound, interrupted)
