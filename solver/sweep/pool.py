"""Where jobs are worked on."""

from dataclasses import dataclass
from typing import Protocol

from lotdesign.result.swept import Solved
from solver.sweep.job import Job


@dataclass(frozen=True, slots=True)
class Done:
    """A job that was answered, and how many seconds that took."""

    key: str
    answer: Solved
    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A job whose worker ended before it was answered."""

    key: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that could not be answered: `error` says it all, `faults` are contradictions."""

    key: str
    error: str
    faults: tuple[str, ...] = ()


Outcome = Done | Lost | Failed


class Pool(Protocol):
    """Takes jobs while there is room."""

    @property
    def room(self) -> int:
        """How many more jobs it takes at present."""

    def submit(self, job: Job) -> None:
        """Has a job done."""

    def wait(self, seconds: float) -> list[Outcome]:
        """What has come of jobs since; waits so long for something to come."""

    def close(self) -> None:
        """Ends everything that was begun."""
