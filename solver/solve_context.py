"""What a solve may use: engine, settings, deadline, listeners and a design to start from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lotdesign.design import Award, Design, Lot, build_design
from lotdesign.events import EventListener, ignore_event
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine, EngineSettings, ignore_progress
from solver.backends.cp_sat import CpSatEngine
from solver.backends.portfolio import PortfolioEngine
from solver.backends.registry import EngineChoice, EngineName, load_chosen_engine, load_engine
from solver.deadline import OutOfTime, has_passed, limit_deadline, seconds_until, start_deadline
from solver.exact.lexicographic import MeasureListener
from solver.progress import ProgressReporter

if TYPE_CHECKING:
    from lotdesign.result.model import Result

CLOSING_SECONDS, SECONDS_PER_UNIT_AND_PARTY, UNITS_READ_AT_ONCE = 0.15, 1.6e-6, 100
"""What verifying and writing an answer takes, about."""
CLOSING_SHARE = 0.25
"""The largest part of a time limit that is left for that."""

DesignReader = Callable[[], tuple[Design, Award | None]]
"""Reads a design, and who wins its lots where that is known."""

DesignListener = Callable[[DesignReader], None]
"""Called with a reader of a design that was found on the way; from any thread."""

AnswerOffer = Callable[[Callable[[], object]], None]
"""Called with a function that builds the answer so far, None where there is none."""


@dataclass(frozen=True)
class RunOptions:
    """What the caller of a run chooses.

    `time_limit` is in seconds, None for no limit; `workers` 0 leaves their number to the engine.
    `offer` is called once, with a function that builds the answer as far as it has come; it may be
    called from any thread. `hear_answer` is called once, with the verified result, as soon as
    design and proof stand and before the design is compared with others. `share` is called once
    with a listener for designs that are found elsewhere meanwhile: the answer so far may be one.
    """

    time_limit: float | None = None
    seed: int = 0
    workers: int = 0
    engine: EngineChoice = "auto"
    listen: EventListener = ignore_event
    offer: AnswerOffer | None = None
    hear_answer: "Callable[[Result], None] | None" = None
    share: Callable[[DesignListener], None] | None = None


@dataclass(frozen=True)
class SolveContext:
    """What a solve may use.

    `engine` answers the questions of this solve; `choice` is what the caller asked for.
    `deadline` is a moment of the monotonic clock in seconds. `report_progress` hears of better
    values and bounds of this solve, `progress` of the phases of the whole run.

    `start_design` is an incumbent to begin with, its lots won as in `start_award` where that is
    known. It is ignored where it is not admissible, and what is proved does not depend on it.

    `tell` hears of designs of the whole scenario as they are found.
    """

    engine: Engine = field(default_factory=CpSatEngine)
    settings: EngineSettings = field(default_factory=EngineSettings)
    deadline: float | None = None
    report_progress: MeasureListener = ignore_progress
    start_design: Design | None = None
    start_award: Award | None = None
    choice: EngineChoice = "auto"
    progress: ProgressReporter = field(default_factory=ProgressReporter)
    tell: DesignListener | None = None

    @classmethod
    def begin(cls, options: RunOptions, raise_on_interrupt: bool) -> "SolveContext":
        """Starts the clock of a run.

        With `raise_on_interrupt` Ctrl-C raises KeyboardInterrupt; otherwise solves end with the
        best so far.
        """
        return cls(
            load_chosen_engine(options.engine),
            EngineSettings(options.seed, options.workers, raise_on_interrupt=raise_on_interrupt),
            start_deadline(options.time_limit),
            choice=options.engine,
            progress=ProgressReporter(options.listen),
        )

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed."""
        return has_passed(self.deadline)

    @property
    def seconds_left(self) -> float | None:
        """Seconds left, negative once late; None without a deadline."""
        return seconds_until(self.deadline)

    def require_time(self) -> None:
        """Raises OutOfTime once the deadline has passed."""
        if self.is_late:
            raise OutOfTime

    def share_of_time_left(self, share: float) -> float | None:
        """A share of the seconds left; None without a deadline."""
        return None if self.seconds_left is None else share * max(0.0, self.seconds_left)

    def limit_to(self, seconds: float | None) -> "SolveContext":
        """The same with at most so many seconds left; unchanged for None."""
        if seconds is None:
            return self
        return replace(self, deadline=limit_deadline(self.deadline, seconds))

    def use_engine(self, name: EngineName) -> "SolveContext":
        """The same with the engine of that name."""
        return replace(self, engine=load_engine(name))

    def use_solving_engine(self) -> "SolveContext":
        """The same with a fresh engine for whole solves.

        CP-SAT, with HiGHS for large windows, unless one engine alone was chosen.
        """
        if self.choice == "cp-sat" or self.choice == "highs":  # noqa: PLR1714
            return self.use_engine(self.choice)
        return replace(self, engine=PortfolioEngine())

    def leave_time_to_close(self, scenario: Scenario) -> "SolveContext":
        """The same with a deadline that leaves time to verify the answer and to write it.

        About what that takes: it grows with the units, and with who could bid for each.
        """
        if self.seconds_left is None:
            return self
        work = len(scenario.units) * (len(scenario.parties) + UNITS_READ_AT_ONCE)
        closing = CLOSING_SECONDS + work * SECONDS_PER_UNIT_AND_PARTY
        return self.limit_to(self.seconds_left - min(closing, CLOSING_SHARE * self.seconds_left))

    def tell_lots(self, lots: Iterable[Lot], winners: Award | None = None) -> None:
        """Tell a design by its lots, and who wins each where that is known, if anybody listens."""
        if self.tell is None:
            return
        held = tuple(lots)
        won = None if winners is None else dict(zip(held, winners, strict=True))

        def read() -> tuple[Design, Award | None]:
            design = build_design(held)
            return design, None if won is None else tuple(won[lot] for lot in design.lots)

        self.tell(read)

    def start_from(self, design: Design | None, award: Award | None = None) -> "SolveContext":
        """The same with another incumbent to begin with."""
        return replace(self, start_design=design, start_award=award)
