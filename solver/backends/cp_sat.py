"""CP-SAT, through its native interface.

`cp_model_helper` is what `cp_model` wraps. Taken directly it spares the import of pandas, most of
a second, and rows can be filled from arrays.
"""

from math import ceil, ulp
from typing import Any

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import (
    EngineOutcome,
    EngineSettings,
    SolveRequest,
    read_cp_sat_status,
)
from solver.backends.native_calls import Interrupted, bind_on_first_call, run_interruptible
from solver.model.linear_model import LinearModel, LinearRow

with bind_on_first_call():
    from ortools.sat.python import cp_model_helper as native

PORTFOLIO_WORKERS = 8
"""The number of workers decides CP-SAT's portfolio; on two cores 8 prove far more than 2."""
ONE_WORKER_VARIABLES = 3_000
"""Models with fewer variables are solved by one worker sooner than eight take to start."""
NO_LOWER_BOUND, NO_UPPER_BOUND = -(2**63), 2**63 - 1
"""CP-SAT reads the ends of int64 as no bound; numbers near them overflow."""
EXACT_INTEGERS = 2**53
"""Doubles hold every integer up to this size."""


class CpSatEngine:
    """Solves neutral models with CP-SAT."""

    name = "cp-sat"

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`); raises ValueError where CP-SAT refuses the model."""
        proto, kept = _build_proto(request)
        if proto is None:
            return EngineOutcome("infeasible")
        if request.hint is not None:
            proto.solution_hint.vars.extend(range(len(kept)))
            proto.solution_hint.values.extend(request.hint[kept].tolist())
        wrapper = native.SolveWrapper()
        wrapper.set_parameters(_build_parameters(request.settings, len(kept)))
        callback = _CpSatCallback(request, kept)
        wrapper.add_solution_callback(callback)
        wrapper.add_best_bound_callback(callback.report_bound)
        interrupted = False
        try:
            response = run_interruptible(lambda: _call_cp_sat(wrapper, proto), wrapper.stop_search)
        except Interrupted as interrupt:
            response, interrupted = interrupt.result, True
        wrapper.clear_solution_callback(callback)
        callback.reraise()
        return _read_response(response, request, kept, interrupted)


def _call_cp_sat(wrapper: Any, proto: Any) -> Any:
    """Call CP-SAT, whose bindings have no types."""
    return wrapper.solve(proto)


def _build_proto(request: SolveRequest) -> tuple["native.CpModelProto | None", Ints]:
    """Build the model over the allowed candidates; returns it with the variables that it keeps.

    None in place of a model in which some row has lost all its variables and fails.
    """
    model, objective = request.model, request.objective
    keep = model.mark_usable(request.allowed)
    kept = np.flatnonzero(keep)
    numbers = np.cumsum(keep) - 1
    proto = native.CpModelProto()
    for variable in kept.tolist():
        low, high = model.bounds(variable)
        proto.variables.add().domain.extend([low, high])
    for row in model.rows:
        if row.indicator is not None and not keep[row.indicator]:
            continue
        if not _add_constraint(proto, model, row, keep, numbers):
            return None, kept
    if objective is not None:
        terms = objective.restrict(keep, numbers)
        proto.objective.vars.extend(terms.variables.tolist())
        proto.objective.coeffs.extend(terms.coefficients.tolist())
        if request.settings.cutoff is not None:
            most = request.settings.cutoff - objective.constant
            proto.objective.domain.extend([NO_LOWER_BOUND, most])
    return proto, kept


def _is_all_binary(model: LinearModel, row: LinearRow) -> bool:
    """Whether all variables of a row are binary, as literals must be."""
    extra = row.expression.variables[row.expression.variables >= model.candidate_count]
    return all(model.bounds(variable) == (0, 1) for variable in extra.tolist())


def _add_constraint(
    proto: "native.CpModelProto", model: LinearModel, row: LinearRow, keep: Flags, numbers: Ints
) -> bool:
    """Add a row; False when it has no variables left and does not hold."""
    terms = row.expression.restrict(keep, numbers)
    low, high = row.variable_bounds
    low = NO_LOWER_BOUND if low is None else low
    high = NO_UPPER_BOUND if high is None else high
    if not len(terms.variables) and row.indicator is None:
        return low <= 0 <= high
    variables, coefficients = terms.variables.tolist(), terms.coefficients.tolist()
    constraint = proto.constraints.add()
    if row.indicator is not None:
        constraint.enforcement_literal.append(int(numbers[row.indicator]))
    elif low == high == 1 and _is_all_binary(model, row) and set(coefficients) == {1}:
        constraint.exactly_one.literals.extend(variables)
        return True
    constraint.linear.vars.extend(variables)
    constraint.linear.coeffs.extend(coefficients)
    constraint.linear.domain.extend([low, high])
    return True


def _build_parameters(settings: EngineSettings, variable_count: int) -> "native.SatParameters":
    parameters = native.SatParameters()
    parameters.num_workers = settings.workers or (
        1 if variable_count < ONE_WORKER_VARIABLES else PORTFOLIO_WORKERS
    )
    parameters.random_seed = settings.seed
    if parameters.num_workers == 1:
        # Or one worker may improve an objective with huge coefficients by a penny at a time.
        parameters.binary_search_num_conflicts = 10
    parameters.cp_model_presolve = settings.presolve
    # 9.15 can return a wrong optimum with this presolve step (or-tools issue 5293).
    parameters.presolve_inclusion_work_limit = 0
    # Probing took half of every small solve and saved nothing (see docs/reliability.md).
    parameters.cp_model_probing_level = 0
    parameters.catch_sigint_signal = False
    if settings.seconds is not None:
        parameters.max_time_in_seconds = max(0.0, settings.seconds)
    return parameters


class _CpSatCallback(native.SolutionCallback):
    """Passes values and bounds on to a listener; no exception of it crosses native code."""

    def __init__(self, request: SolveRequest, kept: Ints) -> None:
        super().__init__()
        objective = request.objective
        self._request, self._kept = request, kept
        self._constant = 0 if objective is None else objective.constant
        self._has_objective = objective is not None
        self._failure: Exception | None = None

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the name that CP-SAT calls
        if self._request.tell is not None:
            response = _take_response(self)
            self._request.tell(lambda: _read_solution(response, self._request, self._kept))
        self._forward(self.ObjectiveValue() if self._has_objective else None, None)

    def report_bound(self, bound: float) -> None:
        """Pass on a new lower bound."""
        self._forward(None, bound if self._has_objective else None)

    def _forward(self, best: float | None, bound: float | None) -> None:
        try:
            self._request.listener(
                None if best is None else round(best) + self._constant,
                None if bound is None else _round_bound(bound) + self._constant,
            )
        except Exception as failure:
            self._failure = failure

    def reraise(self) -> None:
        """Raise what the listener raised."""
        if self._failure is not None:
            raise self._failure


def _take_response(callback: Any) -> Any:
    """The solution that a callback was called for; the bindings have no types."""
    return callback.Response()


def _round_bound(bound: float) -> int:
    """The least integer that a lower bound allows; beyond 2^53 the double may be too high."""
    return ceil(bound - (1e-6 if abs(bound) < EXACT_INTEGERS else ulp(bound)))


def _read_solution(response: "native.CpSolverResponse", request: SolveRequest, kept: Ints) -> Ints:
    """The response's value of every variable of the model, (size,)."""
    solution: Ints = np.zeros(request.model.size, dtype=np.int64)
    solution[kept] = np.array(list(response.solution), dtype=np.int64)
    return solution


def _read_response(
    response: "native.CpSolverResponse", request: SolveRequest, kept: Ints, interrupted: bool
) -> EngineOutcome:
    objective = request.objective
    status = read_cp_sat_status(response.status.name, response.solution_info).status
    if status in ("infeasible", "unknown"):
        bound = None
        # A run that has no bound says 0; the bound as a double may be above the optimum.
        if status == "unknown" and objective is not None and response.inner_objective_lower_bound:
            bound = response.inner_objective_lower_bound + objective.constant
        return EngineOutcome(status, bound=bound, interrupted=interrupted)
    solution = _read_solution(response, request, kept)
    if objective is None:
        return EngineOutcome(status, solution, interrupted=interrupted)
    value = objective.evaluate(solution)
    bound = value
    if status == "feasible":
        bound = min(value, response.inner_objective_lower_bound + objective.constant)
    return EngineOutcome(status, solution, bound, interrupted)
