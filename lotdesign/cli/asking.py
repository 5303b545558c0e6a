"""What several commands are asked, stated once: each a dataclass whose fields are flags.

A command takes such a dataclass as a parameter; `guarded` spreads its fields on the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from lotdesign.cli.exits import OutOfMemory
from lotdesign.cli.json_files import a_design
from lotdesign.cli.limits import MemoryLimit, Seed, TimeLimit, Workers
from lotdesign.cli.options import Engine, Off, Progress, ScenarioPath, Settings, one_stdin
from lotdesign.cli.output import check_target
from lotdesign.cli.reading import read, reloading
from lotdesign.cli.reporting import Target
from lotdesign.memory import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.events import Listen
    from lotdesign.result.ended import Told
    from lotdesign.scenario.scenario import Scenario


class Means(TypedDict):
    """With what the calls of `lotdesign.api` search."""

    time_limit: float | None
    seed: int
    workers: int
    engine: str


@dataclass(frozen=True, slots=True)
class Searching:
    """How long and with what is searched, and what is told meanwhile."""

    time_limit: TimeLimit = None
    seed: Seed = 0
    workers: Workers = 0
    engine: Engine = "auto"
    show: Progress = "auto"
    memory_limit: MemoryLimit = None

    @property
    def means(self) -> Means:
        """As keywords of a call."""
        return Means(
            time_limit=self.time_limit, seed=self.seed, workers=self.workers, engine=self.engine
        )

    def told(self, quiet: bool, search: "Callable[[Listen], Told]") -> "Told":
        """What a search tells, also one that its memory limit has stopped.

        How far it is is told while it lasts. Raises OutOfMemory where nothing was found until then.
        """
        from lotdesign.cli.progress import progress
        from lotdesign.result.ended import by_memory

        told, watch = None, Watch(self.memory_limit)
        try:
            with progress(self.show, quiet) as listen, watch:
                told = search(listen)
        except KeyboardInterrupt:
            if not watch.passed:
                raise
        if told is None:
            raise OutOfMemory
        return by_memory(told) if watch.passed else told


class Lots(TypedDict):
    """The lots that calls of `lotdesign.api` look at."""

    option: str | None
    design: Sequence[Sequence[str]] | None
    routes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Picked:
    """A design: an option of the scenario, or what is in a file."""

    option: Annotated[str | None, typer.Option(metavar="ID", help="An option of the scenario.")] = (
        None
    )
    design: Annotated[
        str | None, typer.Option(metavar="FILE", help="A result or a design; - is stdin.")
    ] = None

    def lots(self) -> Lots:
        """As keywords of a call; raises InputFaults for a file without lots."""
        if self.design is None:
            return Lots(option=self.option, design=None, routes=())
        drawn = a_design(self.design)
        return Lots(option=None, design=drawn.lots, routes=drawn.routes)


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario, and what is changed in it."""

    scenario: ScenarioPath
    settings: Settings
    off: Off

    def check(self, target: Target, *others: str | None) -> None:
        """Raises UsageError where files are in each other's way, or the answer has no place.

        `others` are read besides the scenario.
        """
        one_stdin(self.scenario, *others)
        check_target(target.out)

    def read(self) -> "Scenario":
        """The scenario; raises InputFaults with everything that is wrong with it."""
        return read(self.scenario, self.settings, self.off)

    def reloading(self) -> "Callable[[str], Scenario] | None":
        """Reads the same scenario with one more setting; None for what came from stdin."""
        return reloading(self.scenario, self.settings, self.off)
