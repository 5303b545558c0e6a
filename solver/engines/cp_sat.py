"""CP-SAT, through its native interface.

`cp_model_helper` is what `cp_model` wraps; taken directly it spares the import of pandas,
most of a second, and lets rows be filled from arrays.
"""

from math import ceil
from typing import Any

import numpy as np
from ortools.sat.python import cp_model_helper as native

from solver.engines.answers import of_cp_sat
from solver.engines.base import Listener, Outcome, Settings
from solver.engines.interrupt import Interrupted, interruptible
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

WORKERS = 8
"""Workers choose CP-SAT's portfolio; on two cores eight prove far more than two."""
SMALL = 3_000
"""Models with fewer variables are solved by one worker sooner than eight take to start."""
LEAST, MOST = -(2**63), 2**63 - 1
"""The ends of CP-SAT's numbers, which it reads as no bound; anything near them overflows."""


class CpSat:
    """Solves neutral models with CP-SAT."""

    name = "cp-sat"

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """Minimise `minimise`, or find any solution without it (see `Engine`)."""
        proto, kept = _translated(model, minimise, allowed, settings.ceiling)
        if proto is None:
            return Outcome("infeasible")
        if hint is not None:
            proto.solution_hint.vars.extend(range(len(kept)))
            proto.solution_hint.values.extend(hint[kept].tolist())
        wrapper = native.SolveWrapper()
        wrapper.set_parameters(_parameters(settings, len(kept)))
        hearing = _Hearing(listen, minimise)
        wrapper.add_solution_callback(hearing)
        wrapper.add_best_bound_callback(hearing.bound)
        interrupted = False
        try:
            response = interruptible(lambda: _solved(wrapper, proto), wrapper.stop_search)
        except Interrupted as stopped:
            response, interrupted = stopped.result, True
        wrapper.clear_solution_callback(hearing)
        hearing.reraise()
        return _outcome(response, model, minimise, kept, interrupted)


def _solved(wrapper: Any, proto: Any) -> Any:
    """The native call, which carries no types."""
    return wrapper.solve(proto)


def _translated(
    model: Model, minimise: Linear | None, allowed: Flags | None, ceiling: int | None
) -> tuple["native.CpModelProto | None", Ints]:
    """The model over the allowed candidates, and the variables that it keeps.

    None in place of a model in which some row has lost all its variables and fails.
    """
    keep = model.kept(allowed)
    kept = np.flatnonzero(keep)
    place = np.cumsum(keep) - 1
    proto = native.CpModelProto()
    for variable in kept.tolist():
        low, high = model.bounds(variable)
        proto.variables.add().domain.extend([low, high])
    for row in model.rows:
        if row.when is not None and not keep[row.when]:
            continue
        if not _add(proto, model, row, keep, place):
            return None, kept
    if minimise is not None:
        some = keep[minimise.variables]
        proto.objective.vars.extend(place[minimise.variables[some]].tolist())
        proto.objective.coeffs.extend(minimise.coefficients[some].tolist())
        if ceiling is not None:
            proto.objective.domain.extend([LEAST, ceiling - minimise.constant])
    return proto, kept


def _all_binary(model: Model, row: Row) -> bool:
    """Whether a row is over 0 and 1 alone, as literals must be."""
    extra = row.form.variables[row.form.variables >= model.candidates]
    return all(model.bounds(variable) == (0, 1) for variable in extra.tolist())


def _add(proto: "native.CpModelProto", model: Model, row: Row, keep: Flags, place: Ints) -> bool:
    """Adds a row; False when it has no variables left and does not hold."""
    variables, coefficients = row.form.variables, row.form.coefficients
    some = keep[variables]
    if not some.all():
        variables, coefficients = variables[some], coefficients[some]
    low = LEAST if row.low is None else row.low - row.form.constant
    high = MOST if row.high is None else row.high - row.form.constant
    if not len(variables) and row.when is None:
        return low <= 0 <= high
    columns, numbers = place[variables].tolist(), coefficients.tolist()
    constraint = proto.constraints.add()
    if row.when is not None:
        constraint.enforcement_literal.append(int(place[row.when]))
    elif low == high == 1 and _all_binary(model, row) and set(numbers) == {1}:
        constraint.exactly_one.literals.extend(columns)
        return True
    constraint.linear.vars.extend(columns)
    constraint.linear.coeffs.extend(numbers)
    constraint.linear.domain.extend([low, high])
    return True


def _parameters(settings: Settings, variables: int) -> "native.SatParameters":
    parameters = native.SatParameters()
    parameters.num_workers = settings.workers or (1 if variables < SMALL else WORKERS)
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


class _Hearing(native.SolutionCallback):
    """Passes news on, and keeps exceptions from crossing native code."""

    def __init__(self, listen: Listener, minimise: Linear | None) -> None:
        super().__init__()
        self._listen = listen
        self._constant = 0 if minimise is None else minimise.constant
        self._counts = minimise is not None
        self._failure: Exception | None = None

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the name that CP-SAT calls
        self._tell(self.ObjectiveValue() if self._counts else None, None)

    def bound(self, bound: float) -> None:
        """A new bound on the objective."""
        self._tell(None, bound if self._counts else None)

    def _tell(self, best: float | None, bound: float | None) -> None:
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


def _outcome(
    response: "native.CpSolverResponse",
    model: Model,
    minimise: Linear | None,
    kept: Ints,
    interrupted: bool,
) -> Outcome:
    status = of_cp_sat(response.status.name, response.solution_info).status
    if status in ("infeasible", "unknown"):
        bound = None
        if status == "unknown" and minimise is not None and response.best_objective_bound:
            bound = ceil(response.best_objective_bound - 1e-6) + minimise.constant
        return Outcome(status, bound=bound, interrupted=interrupted)
    solution = np.zeros(model.size, dtype=np.int64)
    solution[kept] = np.array(list(response.solution), dtype=np.int64)
    if minimise is None:
        return Outcome(status, solution, interrupted=interrupted)
    reached = minimise.of(solution)
    bound = reached
    if status == "feasible":
        bound = min(reached, ceil(response.best_objective_bound - 1e-6) + minimise.constant)
    return Outcome(status, solution, bound, interrupted)
