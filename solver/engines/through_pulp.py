"""What solvers behind PuLP share: whole numbers in, verified whole numbers out.

Solvers that count in floating point may call a solution what breaks a row by a penny, or best
what is beaten by one. Every solution is completed and verified in whole numbers. One that fails
is forbidden; one that is not surely the best must be beaten by a whole unit, until nothing does.
What cannot be settled so stays unknown.
"""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from solver.engines.answers import NOTHING, Answer
from solver.engines.base import Listener, Outcome, Settings
from solver.engines.completion import Completion
from solver.engines.goal import Goal
from solver.engines.interrupt import Interrupted
from solver.engines.pulp_model import Problem
from solver.engines.rows import Written
from solver.engines.task import Task
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model

TRIES = 200
"""How often a solver is asked before the question is left open."""


@dataclass(frozen=True)
class Said:
    """A solver's answer; `objective` and `bound` are of the form that it minimised."""

    answer: Answer = NOTHING
    objective: float | None = None
    bound: float | None = None
    interrupted: bool = False

    @property
    def late(self) -> bool:
        """Whether there is no time to ask again."""
        return self.interrupted or self.answer.ended in ("time limit", "interrupted")


class ThroughPulp(ABC):
    """An engine whose models are PuLP's."""

    name: str

    @abstractmethod
    def run(self, task: Task) -> Said:
        """What the solver says of the task; raises Interrupted with it on Ctrl-C."""

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
        deadline = None if settings.seconds is None else time.monotonic() + settings.seconds
        source = Written(model, allowed)
        goal = Goal(minimise, source)
        problem = Problem(source, goal.columns, goal.coefficients)
        own = model.copy()
        task = Task(own, allowed, source, goal, problem, listen, settings.seed, deadline)
        task.presolve = settings.presolve
        for _ in range(TRIES):
            if source.impossible:
                return task.outcome(proved=True, interrupted=False)
            said = self._asked(task)
            outcome = _judged(task, said)
            if outcome is not None and task.stands(outcome):
                return outcome
        return task.outcome(proved=False, interrupted=False)

    def _asked(self, task: Task) -> Said:
        try:
            return self.run(task)
        except Interrupted as stopped:
            said: Said = stopped.result
            return replace(said, interrupted=True)


def _judged(task: Task, said: Said) -> Outcome | None:
    """The outcome that an answer comes to; None to ask once more, of a changed task."""
    if said.answer.status == "infeasible":
        return task.outcome(proved=task.source.exact, interrupted=said.interrupted)
    if task.best is None and task.source.exact:
        task.bound = task.goal.below(said.bound)
    values = None if said.answer.status == "unknown" else task.problem.values()
    found = Completion(None) if values is None else task.completed(values)
    if found.solution is not None:
        optimal = said.answer.status == "optimal"
        minimal = optimal and task.goal.agrees(found.solution, said.objective)
        if task.keep(found.solution, minimal):
            return task.outcome(proved=task.source.exact, interrupted=said.interrupted)
    if said.late or (task.best is not None and task.goal.whole is None):
        return task.outcome(proved=False, interrupted=said.interrupted)
    if values is not None and found.impossible:
        task.forbid(values)
    elif found.solution is None:
        if not task.presolve:
            return task.outcome(proved=False, interrupted=False)
        task.presolve = False
    return None
