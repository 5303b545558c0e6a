"""The solve signature that every engine has, its settings and outcome, and how native statuses

are read.

One table a solver says what its statuses mean, and nothing else decides. PuLP's `status` says
Optimal of a
run that its time limit stopped; only `sol_status`, with the solver's own status where there is
one, is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from solver.arrays import Flags, Ints
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

EngineStatus = Literal["optimal", "feasible", "infeasible", "unknown"]

BoundListener = Callable[[int | None, int | None], None]
"""Told of the best value and the bound so far, in the form's own units, from any thread."""


@dataclass(frozen=True)
class EngineOutcome:
    """How a solve ended.

    `optimal` and `infeasible` are proved by the engine; `feasible` and `unknown` were stopped.
    `solution` gives every variable a value; nothing allowed has a form below `bound`.
    """

    status: EngineStatus
    solution: Ints | None = None
    bound: int | None = None
    interrupted: bool = False


@dataclass(frozen=True)
class EngineSettings:
    """How an engine runs: its seed, its workers (0: as suits the size), and seconds left.

    Without `presolve` it takes models as they are: slower, and a way to check itself.

    A form above `ceiling` is of no interest: where no solution is at most that, an engine may say
    "infeasible".

    `windowed` says that the model is a window of a larger one, its form in small numbers.

    Where a half-finished answer is worth nothing, `all_or_nothing` raises KeyboardInterrupt on
    Ctrl-C instead of keeping the best so far.
    """

    seed: int = 0
    workers: int = 0
    seconds: float | None = None
    raise_on_interrupt: bool = False
    presolve: bool = True
    cutoff: int | None = None
    is_window: bool = False


def ignore_progress(best: int | None, bound: int | None) -> None:
    """A listener that does nothing."""


@dataclass(frozen=True)
class SolveRequest:
    """What an engine is asked: minimise `objective`, or find any solution where it is None.

    Only candidates that `allowed` marks may be chosen; None allows all. `hint` is a solution to
    start from, if the engine can use one.
    """

    model: LinearModel
    objective: LinearExpression | None = None
    allowed: Flags | None = None
    settings: EngineSettings = EngineSettings()
    listener: BoundListener = ignore_progress
    hint: Ints | None = None


class Engine(Protocol):
    """A solver of neutral models."""

    name: str

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request.

        Ctrl-C ends the search; the outcome then is `interrupted` and has the incumbent.
        """


EndReason = Literal["proved", "time limit", "interrupted", "failed"]


@dataclass(frozen=True)
class StatusReading:
    """Our status, and how the solve ended: `failed` when the solver could not go on."""

    status: EngineStatus
    end_reason: EndReason


PROVED_OPTIMAL = StatusReading("optimal", "proved")
PROVED_INFEASIBLE = StatusReading("infeasible", "proved")
NO_ANSWER = StatusReading("unknown", "failed")

CP_SAT_STATUSES = {
    "OPTIMAL": PROVED_OPTIMAL,
    "INFEASIBLE": PROVED_INFEASIBLE,
    "FEASIBLE": StatusReading("feasible", "time limit"),
    "UNKNOWN": StatusReading("unknown", "time limit"),
}
"""CP-SAT's status. A model that it calls invalid is a fault of ours and has no answer."""

HIGHS_STATUSES = {
    (1, "kOptimal"): PROVED_OPTIMAL,
    (-1, "kInfeasible"): PROVED_INFEASIBLE,
    (2, "kTimeLimit"): StatusReading("feasible", "time limit"),
    (0, "kTimeLimit"): StatusReading("unknown", "time limit"),
    # PuLP says 2 of an interrupted run even where there is no solution: values tell.
    (2, "kInterrupt"): StatusReading("feasible", "interrupted"),
    (2, "kIterationLimit"): StatusReading("feasible", "failed"),
    (0, "kIterationLimit"): NO_ANSWER,
}
"""PuLP's `sol_status` and HiGHS's model status. Anything else is no answer: kUnbounded or
kUnboundedOrInfeasible of a model in which everything has bounds, or trouble with numbers."""

CBC_STATUSES = {
    (1, 1): PROVED_OPTIMAL,
    (-1, -1): PROVED_INFEASIBLE,
    # "Integer infeasible": PuLP leaves its `sol_status` as it was.
    (0, -1): PROVED_INFEASIBLE,
    (2, 1): StatusReading("feasible", "time limit"),
    (0, 0): StatusReading("unknown", "time limit"),
}
"""PuLP's `sol_status` and `status` of CBC, which has no other word for a run that was stopped."""


def read_cp_sat_status(status: str, info: str = "") -> StatusReading:
    """The answer to a CP-SAT status by name; raises ValueError for a model that it refuses."""
    if status not in CP_SAT_STATUSES:
        raise ValueError(f"CP-SAT refuses the model: {status} {info}")
    return CP_SAT_STATUSES[status]


def read_highs_status(sol_status: int, model_status: str) -> StatusReading:
    """The answer to what PuLP and HiGHS say."""
    return HIGHS_STATUSES.get((sol_status, model_status), NO_ANSWER)


def read_cbc_status(sol_status: int, status: int) -> StatusReading:
    """The answer to what PuLP says of CBC."""
    return CBC_STATUSES.get((sol_status, status), NO_ANSWER)
