"""What selection asks of a solver, and what it gets back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model

Status = Literal["optimal", "feasible", "infeasible", "unknown"]

Listener = Callable[[int | None, int | None], None]
"""Told of the best value and the bound so far, in the form's own units, from any thread."""


@dataclass(frozen=True)
class Outcome:
    """How a solve ended.

    `optimal` and `infeasible` are proved by the engine; `feasible` and `unknown` were stopped.
    `solution` gives every variable a value; nothing allowed has a form below `bound`.
    """

    status: Status
    solution: Ints | None = None
    bound: int | None = None
    interrupted: bool = False


@dataclass(frozen=True)
class Settings:
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
    all_or_nothing: bool = False
    presolve: bool = True
    ceiling: int | None = None
    windowed: bool = False


class Engine(Protocol):
    """A solver behind the neutral model."""

    name: str

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """Minimise a form, or find any solution without one, over the allowed candidates.

        `hint` is a solution to start from, if the engine can. Ctrl-C ends the search; the
        outcome then says so and carries the best so far.
        """
