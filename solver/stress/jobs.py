"""The jobs of a batch of `stress`: a design and a part of what is asked of it, each by itself."""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from lotdesign.result.base import ResultPart
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.stress_parts import (
    CaseBest,
    CaseValue,
    DrawnBlock,
    ListedDesign,
    ListedDesigns,
    MarketPart,
)
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario
from solver.backends.registry import parse_engine_choice
from solver.batch.jobs import ENGINE_WORKERS, JobSettings, PackageVersions, hash_job, read_versions
from solver.deadline import OutOfTime
from solver.solve_context import RunOptions, SolveContext
from solver.stress.answer import write_market
from solver.stress.award_engine import choose_award_engine
from solver.stress.chances import DrawnChance
from solver.stress.design_stress import ChanceName, DesignStress, StressStep
from solver.stress.regret import CaseByFirstObjective
from solver.stress.study import (
    GivenDesign,
    StressStudy,
    TestedDesign,
    find_case_scenario,
)


@dataclass(frozen=True)
class StressJob(ABC):
    """A part of what `stress` asks of a scenario; `case` is the one in which designs are tried."""

    kind: ClassVar[type[ResultPart]]
    scenario: Scenario
    case: str | None
    job_settings: JobSettings
    versions: PackageVersions = field(default_factory=read_versions, kw_only=True)

    @property
    @abstractmethod
    def question(self) -> tuple[object, ...]:
        """What tells this job from others of its class about the same scenario."""

    @abstractmethod
    def work(self) -> ResultPart:
        """Answers it; raises what solving raises."""

    @cached_property
    def key(self) -> str:
        """The same only for the same question."""
        asked = json.dumps([type(self).__name__, self.case, *self.question])
        return hash_job(self.scenario.sha256, self.job_settings, asked)

    @property
    def label(self) -> str:
        """The question as text."""
        return " ".join([type(self).__name__, self.case or "", json.dumps(self.question)])

    @cached_property
    def market(self) -> Scenario:
        """The scenario in which designs are tried."""
        return self.scenario if self.case is None else find_case_scenario(self.scenario, self.case)

    def begin(self) -> SolveContext:
        """What the work may use, the same on all machines."""
        return SolveContext.begin(build_job_options(self.job_settings), raise_on_interrupt=True)

    def begin_study(self, near: int = 0) -> StressStudy:
        """A study without designs yet."""
        return StressStudy(self.scenario, self.begin(), self.market, self.case, [], False, near)


def build_job_options(job_settings: JobSettings) -> RunOptions:
    """The options of a run with one engine worker."""
    engine = parse_engine_choice(job_settings.engine)
    return RunOptions(job_settings.time_limit, job_settings.seed, ENGINE_WORKERS, engine)


@dataclass(frozen=True)
class ListingJob(StressJob):
    """Which designs there are: the best, so many near it, the options and today's."""

    kind = ListedDesigns
    near: int

    @property
    def question(self) -> tuple[object, ...]:
        """How many near designs."""
        return (self.near,)

    def work(self) -> ListedDesigns:
        """Finds the best design, and lists all."""
        study = self.begin_study(self.near)
        study.list_designs()
        designs = tuple(
            ListedDesign(
                id=each.id,
                name=each.name,
                lots=list_unit_ids(self.market, each.design),
                routes=tuple(lot.route for lot in each.design.lots),
            )
            for each in study.tested
        )
        return ListedDesigns(best_status=study.best_status, designs=designs)


@dataclass(frozen=True)
class DesignJob(StressJob):
    """A job about one design, which goes by its lots and not by its name."""

    design: GivenDesign

    @property
    def question(self) -> tuple[object, ...]:
        """Lots and routes."""
        return ([list(lot) for lot in self.design.lots], list(self.design.routes))

    @cached_property
    def tested(self) -> TestedDesign:
        """The design, of which nothing is known."""
        given = self.design
        found = resolve_design(self.market, None, given.lots, given.routes)
        return TestedDesign(given.id, given.name, found)


@dataclass(frozen=True)
class MarketJob(DesignJob):
    """Some steps of what a design is in the market; what is to be drawn is left to others."""

    kind = MarketPart
    steps: tuple[StressStep, ...]

    @property
    def question(self) -> tuple[object, ...]:
        """The design and the steps."""
        return (*super().question, *self.steps)

    def work(self) -> MarketPart:
        """Judges the design and does the steps."""
        tested = self.tested
        context = self.begin()
        ended = self.begin_study().try_market(tested, context, self.steps, draws_here=False)
        market = tested.market
        chances = (
            {}
            if market is None
            else {"every_lot": market.every_lot, "certificate": market.certificate}
        )
        to_draw = [name for name, each in chances.items() if isinstance(each, DrawnChance)]
        return MarketPart.model_validate(
            {**write_market(tested), "to_draw": tuple(to_draw), "late": not ended}
        )


@dataclass(frozen=True)
class DrawJob(DesignJob):
    """A block of the draws of a chance."""

    kind = DrawnBlock
    chance: ChanceName
    draws: int
    first: int

    @property
    def question(self) -> tuple[object, ...]:
        """The design, the chance and the draws."""
        return (*super().question, self.chance, self.draws, self.first)

    def prepare(self) -> DesignStress:
        """The market of the design."""
        context = self.begin()
        engine = choose_award_engine(context)
        return DesignStress.prepare(self.market, self.tested.design, engine, context.deadline)

    def work(self) -> DrawnBlock:
        """Draws."""
        drawn = self.prepare().draw(self.chance, self.draws, self.first)
        return DrawnBlock(draws=drawn.draws, hits=drawn.hits, stayed=drawn.stayed, both=drawn.both)


@dataclass(frozen=True)
class CaseBestJob(StressJob):
    """The best that any design reaches in a case."""

    kind = CaseBest
    future: str

    @property
    def question(self) -> tuple[object, ...]:
        """The case."""
        return (self.future,)

    def work(self) -> CaseBest:
        """Solves the case by its first objective."""
        found = find_case(self.scenario, self.future).find_best(self.begin())
        value, bound = (None if each is None else str(each) for each in (found.value, found.bound))
        return CaseBest(value=value, bound=bound, proved=found.proved)


@dataclass(frozen=True)
class CaseValueJob(DesignJob):
    """What a design reaches in a case."""

    kind = CaseValue
    future: str

    @property
    def question(self) -> tuple[object, ...]:
        """The design and the case."""
        return (*super().question, self.future)

    def work(self) -> CaseValue:
        """Awards the design anew in the case."""
        case = find_case(self.scenario, self.future)
        try:
            value = case.evaluate(self.tested.design, self.begin())
        except OutOfTime:
            return CaseValue(value=None, late=True)
        return CaseValue(value=None if value is None else str(value))


def find_case(scenario: Scenario, future: str) -> CaseByFirstObjective:
    """A case by its id, which is known."""
    return CaseByFirstObjective(next(each for each in scenario.cases if each.id == future))
