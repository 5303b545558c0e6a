"""What engines have in common: the request, its settings, the outcome, and the status tables.

One table for each solver says what its statuses mean, and nothing else decides. PuLP's `status`
calls a run optimal that its time limit stopped, so `sol_status` and the solver's own status are
read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from solver.arrays import Flags, Ints
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

EngineStatus = Literal["optimal", "feasible", "infeasible", "unknown"]

BoundListener = Callable[[int | None, int | None], None]
"""Called with the objective's best value and its lower bound so far, each if known; from any
thread."""


SolutionListener = Callable[[Callable[[], Ints]], None]
"""Called with a function that reads a solution, (size,), found on the way; from any thread."""


def ignore_progress(*values: object) -> None:
    """A listener of values and bounds that does nothing."""


@dataclass(frozen=True)
class EngineSettings:
    """How an engine runs.

    `workers` of 0 lets it choose by the model's size; `seconds` are a limit. Without `presolve` it
    takes models as they are: slower, and a way to check itself. Where no solution has an objective
    of at most `cutoff` (in the objective's unit), an engine may say "infeasible". `is_window`: the
    model is a part of a larger one, with small numbers in its objective. With `raise_on_interrupt`
    a search raises KeyboardInterrupt on Ctrl-C, where half an answer is worth nothing, instead of
    keeping the incumbent; engines themselves never do.
    """

    seed: int = 0
    workers: int = 0
    seconds: float | None = None
    raise_on_interrupt: bool = False
    presolve: bool = True
    cutoff: int | None = None
    is_window: bool = False


@dataclass(frozen=True)
class SolveRequest:
    """What an engine is asked: minimise `objective`, or find any solution where it is None.

    Only candidates that `allowed`, (N,), marks may be chosen; None allows all. `hint` is a solution
    to start from, (size,), if the engine can use one. `tell` hears of solutions on the way.
    """

    model: LinearModel
    objective: LinearExpression | None = None
    allowed: Flags | None = None
    settings: EngineSettings = EngineSettings()
    listener: BoundListener = ignore_progress
    hint: Ints | None = None
    tell: SolutionListener | None = None


@dataclass(frozen=True)
class EngineOutcome:
    """How a solve ended.

    `optimal` and `infeasible` are proved by the engine; `feasible` and `unknown` were stopped.
    `solution` has a value for every variable, (size,) int64; no allowed solution has an objective
    below `bound`, which is in the objective's own unit. Without an objective there is no bound.
    """

    status: EngineStatus
    solution: Ints | None = None
    bound: int | None = None
    interrupted: bool = False


class Engine(Protocol):
    """A solver of neutral models."""

    name: str

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request.

        Ctrl-C ends the search; the outcome then is `interrupted` and has the incumbent. Solutions
        keep every row in whole numbers. What the request's listener raises is raised here, once the
        engine has ended.
        """


EndReason = Literal["proved", "time limit", "interrupted", "failed"]


@dataclass(frozen=True)
class StatusReading:
    """A native status in our words; `failed`: the solver could not go on."""

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
"""By CP-SAT's status. A model that it calls invalid is a fault of ours and has no answer."""

HIGHS_STATUSES = {
    (1, "kOptimal"): PROVED_OPTIMAL,
    (-1, "kInfeasible"): PROVED_INFEASIBLE,
    (2, "kTimeLimit"): StatusReading("feasible", "time limit"),
    (0, "kTimeLimit"): StatusReading("unknown", "time limit"),
    # PuLP says 2 of an interrupted run even without a solution: the values show it.
    (2, "kInterrupt"): StatusReading("feasible", "interrupted"),
    (2, "kIterationLimit"): StatusReading("feasible", "failed"),
    (0, "kIterationLimit"): NO_ANSWER,
}
"""By PuLP's `sol_status` and HiGHS's model status. Anything else is no answer: "unbounded" of a
model in which everything has bounds, or numerical trouble."""


def read_cp_sat_status(status: str, info: str = "") -> StatusReading:
    """Read a CP-SAT status by name; raises ValueError for a model that it refuses."""
    if status not in CP_SAT_STATUSES:
        raise ValueError(f"CP-SAT refuses the model: {status} {info}")
    return CP_SAT_STATUSES[status]


def read_highs_status(sol_status: int, model_status: str) -> StatusReading:
    """Read PuLP's `sol_status` together with HiGHS's model status."""
    return HIGHS_STATUSES.get((sol_status, model_status), NO_ANSWER)
