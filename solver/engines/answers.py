"""What solvers' answers mean in our own words: one table for each, and nothing else decides.

PuLP's `status` says Optimal of a run that its time limit stopped; only `sol_status`, together
with the solver's own status where there is one, is read.
"""

from dataclasses import dataclass
from typing import Literal

from solver.engines.base import Status

Ended = Literal["proved", "time limit", "interrupted", "failed"]


@dataclass(frozen=True)
class Answer:
    """Our status, and how the solve ended: `failed` when the solver could not go on."""

    status: Status
    ended: Ended


PROVED = Answer("optimal", "proved")
NONE = Answer("infeasible", "proved")
NOTHING = Answer("unknown", "failed")

CP_SAT = {
    "OPTIMAL": PROVED,
    "INFEASIBLE": NONE,
    "FEASIBLE": Answer("feasible", "time limit"),
    "UNKNOWN": Answer("unknown", "time limit"),
}
"""CP-SAT's status. A model that it calls invalid is a fault of ours and has no answer."""

HIGHS = {
    (1, "kOptimal"): PROVED,
    (-1, "kInfeasible"): NONE,
    (2, "kTimeLimit"): Answer("feasible", "time limit"),
    (0, "kTimeLimit"): Answer("unknown", "time limit"),
    # PuLP says 2 of an interrupted run even where there is no solution: values tell.
    (2, "kInterrupt"): Answer("feasible", "interrupted"),
    (2, "kIterationLimit"): Answer("feasible", "failed"),
    (0, "kIterationLimit"): NOTHING,
}
"""PuLP's `sol_status` and HiGHS's model status. Anything else is no answer: kUnbounded or
kUnboundedOrInfeasible of a model in which everything has bounds, or trouble with numbers."""

CBC = {
    (1, 1): PROVED,
    (-1, -1): NONE,
    # "Integer infeasible": PuLP leaves its `sol_status` as it was.
    (0, -1): NONE,
    (2, 1): Answer("feasible", "time limit"),
    (0, 0): Answer("unknown", "time limit"),
}
"""PuLP's `sol_status` and `status` of CBC, which has no other word for a run that was stopped."""


def of_cp_sat(status: str, info: str = "") -> Answer:
    """The answer to a CP-SAT status by name; raises ValueError for a model that it refuses."""
    if status not in CP_SAT:
        raise ValueError(f"CP-SAT refuses the model: {status} {info}")
    return CP_SAT[status]


def of_highs(sol_status: int, model_status: str) -> Answer:
    """The answer to what PuLP and HiGHS say."""
    return HIGHS.get((sol_status, model_status), NOTHING)


def of_cbc(sol_status: int, status: int) -> Answer:
    """The answer to what PuLP says of CBC."""
    return CBC.get((sol_status, status), NOTHING)
