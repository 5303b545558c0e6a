"""What several commands are asked, stated once: each a dataclass whose fields are flags.

A command takes such a dataclass as a parameter; the wrapper spreads its fields on the command
line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from lotdesign.app.cli.exit_codes import UNVERIFIED_REMARK, MemoryLimitReached
from lotdesign.app.cli.input_files import (
    build_reloader,
    read_and_remember,
    read_design_file,
    read_result_file,
)
from lotdesign.app.cli.options import (
    EngineOption,
    MemoryLimitOption,
    OffOption,
    ProgressOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    TimeLimitOption,
    WorkersOption,
    check_single_stdin,
)
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.app.cli.terminal import say
from lotdesign.app.memory import MemoryWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.events import EventListener
    from lotdesign.result.base import AnswerModel
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


class SearchKeywords(TypedDict):
    """With what the calls of `lotdesign.api` search."""

    time_limit: float | None
    seed: int
    workers: int
    engine: str


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How long and with what is searched, and what is told meanwhile."""

    time_limit: TimeLimitOption = None
    seed: SeedOption = 0
    workers: WorkersOption = 0
    engine: EngineOption = "auto"
    show: ProgressOption = "auto"
    memory_limit: MemoryLimitOption = None

    @property
    def keywords(self) -> SearchKeywords:
        """As keywords of a call."""
        return SearchKeywords(
            time_limit=self.time_limit, seed=self.seed, workers=self.workers, engine=self.engine
        )

    def run_search(
        self, quiet: bool, search: "Callable[[EventListener], AnswerModel]"
    ) -> "AnswerModel":
        """What a search tells, also one that its memory limit has stopped.

        How far it is is told while it lasts. Raises OutOfMemory where nothing was found until then.
        """
        from lotdesign.app.cli.progress import choose_progress
        from lotdesign.result.base import mark_memory_limit

        told, watch = None, MemoryWatch(self.memory_limit)
        try:
            with choose_progress(self.show, quiet) as listen, watch:
                told = search(listen)
        except KeyboardInterrupt:
            if not watch.limit_passed:
                raise
        if told is None:
            raise MemoryLimitReached
        return mark_memory_limit(told) if watch.limit_passed else told


class LotsKeywords(TypedDict):
    """The lots that calls of `lotdesign.api` look at."""

    option: str | None
    design: Sequence[Sequence[str]] | None
    routes: Sequence[str]


@dataclass(frozen=True, slots=True)
class DesignOptions:
    """A design: an option of the scenario, or what is in a file."""

    option: Annotated[str | None, typer.Option(metavar="ID", help="An option of the scenario.")] = (
        None
    )
    design: Annotated[
        str | None, typer.Option(metavar="FILE", help="A result or a design; - is stdin.")
    ] = None

    def read_lots(self) -> LotsKeywords:
        """As keywords of a call; raises InputFaults for a file without lots."""
        if self.design is None:
            return LotsKeywords(option=self.option, design=None, routes=())
        drawn = read_design_file(self.design)
        return LotsKeywords(option=None, design=drawn.lots, routes=drawn.routes)


@dataclass(frozen=True, slots=True)
class ScenarioOptions:
    """A scenario, and what is changed in it."""

    scenario: ScenarioArgument
    settings: SetOption
    off: OffOption

    def check_paths(self, target: OutputOptions, *others: str | None) -> None:
        """Raises UsageError where files are in each other's way, or the answer has no place.

        `others` are read besides the scenario.
        """
        check_single_stdin(self.scenario, *others)
        check_target(target.out)

    def read_scenario(self) -> "Scenario":
        """The scenario; raises InputFaults with everything that is wrong with it."""
        return read_and_remember(self.scenario, self.settings, self.off)

    def build_reloader(self) -> "Callable[[str], Scenario] | None":
        """Reads the same scenario with one more setting; None for what came from stdin."""
        return build_reloader(self.scenario, self.settings, self.off)


@dataclass(frozen=True, slots=True)
class ResultOptions:
    """Which result is read, and what is told while there is none yet."""

    result: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A result of this scenario instead of a new run."),
    ] = None
    show: ProgressOption = "auto"

    def read_verified(self, scenario: "Scenario", quiet: bool) -> "Result | None":
        """The result; None, and a remark, where it does not agree with the scenario."""
        from lotdesign.app import api

        found = (
            self._solve_anew(scenario, quiet)
            if self.result is None
            else read_result_file(self.result)
        )
        if api.verify(scenario, found).ok:
            return found
        say(UNVERIFIED_REMARK)
        return None

    def _solve_anew(self, scenario: "Scenario", quiet: bool) -> "Result":
        from lotdesign.app.cli.progress import choose_progress

        with choose_progress(self.show, quiet) as listen:
            from lotdesign.app import api

            return api.solve(scenario, listen=listen).result
