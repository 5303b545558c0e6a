"""The driver of studies: what changes around the best design, kept when a run is stopped.

Infeasibility, rule cost, break-even, alternatives and the Pareto front are studies. Each asks many
questions; one that is stopped by its deadline or Ctrl-C answers with what it has found until then.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from lotdesign.result.base import StudyEnd
from lotdesign.result.build import build_scenario_ref
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from solver.deadline import OutOfTime as OutOfTime
from solver.solve_context import RunOptions, SolveContext

Answer = TypeVar("Answer")


@dataclass
class Study(ABC, Generic[Answer]):
    """A study of one scenario. What is found stays in its fields while it works."""

    scenario: Scenario
    context: SolveContext
    ended: StudyEnd = field(default="done", init=False)

    @abstractmethod
    def work(self) -> StudyEnd:
        """Finds out what there is to find, and says how that ended.

        May raise OutOfTime or KeyboardInterrupt between any two questions.
        """

    @abstractmethod
    def describe(self) -> Answer:
        """Builds the answer from what has been found, also after `work` was stopped."""

    def describe_so_far(self) -> Answer:
        """The answer while `work` goes on, as if it had been interrupted now; from any thread."""
        answer: Any = self.describe()
        interrupted: Answer = answer.model_copy(update={"ended": "interrupted"})
        return interrupted

    def describe_run(self) -> dict[str, object]:
        """What every answer says of its run: the scenario, the version, and how it ended."""
        return {
            "scenario": build_scenario_ref(self.scenario),
            "created_with": CREATED_WITH,
            "ended": self.ended,
        }


def run_study(
    build: Callable[[SolveContext], Study[Answer]],
    options: RunOptions,
    raise_on_interrupt: bool = True,
) -> Answer:
    """Builds a study, has it work until it ends or is stopped, and returns its answer.

    Ctrl-C and the deadline end the work, and the answer says so. Ctrl-C raises KeyboardInterrupt
    inside the study; without `raise_on_interrupt` a solve that it stops ends with its incumbent
    instead. Whatever else the study raises is raised here.
    """
    context = SolveContext.begin(options, raise_on_interrupt)
    study = build(context)
    if options.offer is not None:
        options.offer(study.describe_so_far)
    try:
        study.ended = study.work()
    except KeyboardInterrupt:
        study.ended = "interrupted"
    except OutOfTime:
        study.ended = "time limit"
    context.progress.begin_phase("done")
    return study.describe()
