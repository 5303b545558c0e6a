"""Groups of flags that several commands share, each a dataclass whose fields are the flags.

A command takes such a dataclass as a parameter; `registry` spreads its fields on the command line.
"""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from lotdesign.app.cli.exit_codes import UNVERIFIED_REMARK, ExitCode, MemoryLimitReached, NoAnswer
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
from lotdesign.app.cli.rescue import find_rescue
from lotdesign.app.cli.run_clock import measure_elapsed
from lotdesign.app.memory import MemoryWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.app.cli.progress import ProgressListener
    from lotdesign.result.base import AnswerModel
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario
    from solver.solve_context import AnswerOffer


class SearchKeywords(TypedDict):
    """Keywords of the searching calls of `lotdesign.app.api`."""

    time_limit: float | None
    seed: int
    workers: int
    engine: str
    offer: "AnswerOffer | None"


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Limits and engine of a search, and the progress that is shown meanwhile."""

    time_limit: TimeLimitOption = None
    seed: SeedOption = 0
    workers: WorkersOption = 0
    engine: EngineOption = "auto"
    show: ProgressOption = "auto"
    memory_limit: MemoryLimitOption = None

    @property
    def keywords(self) -> SearchKeywords:
        """The options that a call of the api takes; the time is what is left of the limit."""
        rescue = find_rescue()
        return SearchKeywords(
            time_limit=self.seconds_left,
            seed=self.seed,
            workers=self.workers,
            engine=self.engine,
            offer=None if rescue is None else rescue.offer,
        )

    @property
    def seconds_left(self) -> float | None:
        """What is left of the time limit, which counts from the start of the process."""
        if self.time_limit is None:
            return None
        return max(0.0, self.time_limit - measure_elapsed())

    def run(
        self, search: "Callable[[ProgressListener], AnswerModel]", quiet: bool = False
    ) -> "AnswerModel":
        """Run a search under the memory limit, with progress, and return its answer.

        A search that the limit stops keeps what it has found. Raises MemoryLimitReached where
        that is nothing.
        """
        from lotdesign.app.cli.progress import choose_progress
        from lotdesign.result.base import mark_end

        answer, watch = None, MemoryWatch(self.memory_limit)
        try:
            with choose_progress(self.show, quiet, self.time_limit) as listen, watch:
                rescue = find_rescue()
                hide = nullcontext() if rescue is None else rescue.clear_by(listen.close)
                with hide:
                    answer = search(listen)
        except KeyboardInterrupt:
            if not watch.limit_passed:
                raise
        if answer is None:
            raise MemoryLimitReached
        return mark_end(answer, "memory limit") if watch.limit_passed else answer


class LotsKeywords(TypedDict):
    """Keywords of the calls of `lotdesign.app.api` that look at given lots."""

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
        """Read the lots; raises InputFaults for a file without lots."""
        if self.design is None:
            return LotsKeywords(option=self.option, design=None, routes=())
        given = read_design_file(self.design)
        return LotsKeywords(option=None, design=given.lots, routes=given.routes)


@dataclass(frozen=True, slots=True)
class ScenarioOptions:
    """A scenario, and what is changed in it."""

    scenario: ScenarioArgument
    settings: SetOption
    off: OffOption

    def check_paths(
        self, output: OutputOptions, *inputs: str | None, writes: Collection[str] = ()
    ) -> None:
        """Raise UsageError where two inputs are stdin or the answer cannot be written.

        `inputs` are read besides the scenario; `writes` are the endings of further forms that the
        command has.
        """
        check_single_stdin(self.scenario, *inputs)
        check_target(output.out, form=output.form, writes=writes)

    def read_scenario(self) -> "Scenario":
        """Read the scenario; raises InputFaults with every fault."""
        return read_and_remember(self.scenario, self.settings, self.off)

    def build_reloader(self) -> "Callable[[str], Scenario] | None":
        """Return a reader of this scenario with one more setting; None for one from stdin."""
        return build_reloader(self.scenario, self.settings, self.off)


@dataclass(frozen=True, slots=True)
class ResultOptions:
    """The result that a command starts from: a file, or a new run."""

    result: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A result of this scenario instead of a new run."),
    ] = None
    show: ProgressOption = "auto"

    def read_verified(self, scenario: "Scenario", quiet: bool, context: bool = True) -> "Result":
        """Return the result; raises NoAnswer where it does not agree with the scenario.

        A new run compares its design with others where the `context` is asked for.
        """
        from lotdesign.app import api

        result = (
            SearchOptions(show=self.show).run(
                lambda listen: api.solve(scenario, context=context, listen=listen).result, quiet
            )
            if self.result is None
            else read_result_file(self.result)
        )
        if not api.verify(scenario, result).ok:
            raise NoAnswer(ExitCode.NOT_VERIFIED, UNVERIFIED_REMARK)
        return result
