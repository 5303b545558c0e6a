"""`stress`: how designs stand up to the market, one after the other, kept when it is stopped."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.money.design_cost import build_todays_design
from lotdesign.result.base import SolveStatus, StudyEnd
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.design_by_ids import build_design_from_ids, resolve_design
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import ObjectiveTolerance
from solver.alternatives.study import AlternativesStudy
from solver.certified_design import certify_design
from solver.deadline import OutOfTime
from solver.exact.search import Undecided
from solver.solve_context import RunOptions, SolveContext
from solver.strategy import solve_by_strategy
from solver.stress.answer import build_stress_answer
from solver.stress.award_engine import choose_award_engine
from solver.stress.design_stress import STRESS_STEPS, DesignStress, StressStep
from solver.stress.regret import CaseByFirstObjective, CaseOptimum, DesignInCase
from solver.study import Study, run_study

BEST_ID = "best"
NEAR_BEST = Fraction(1, 100)
"""How far from the best, as a share of its first objective, designs near it are."""
SOLVE_SHARE, MARKET_SHARE = 0.4, 0.6
"""Shares of the time left for the best design, and after it for the market of all designs."""


@dataclass(frozen=True)
class GivenDesign:
    """A design that is put to the test: lots of unit ids and their routes, none if all external."""

    id: str
    name: str
    lots: Sequence[Sequence[str]]
    routes: Sequence[str] = ()


@dataclass
class TestedDesign:
    """A design and what is known of it; `evaluation` and `market` are None until they are.

    `written` is what another process made known about the market, as the answer has it.
    """

    id: str
    name: str
    design: Design
    evaluation: Evaluation | None = None
    market: DesignStress | None = None
    in_cases: dict[str, DesignInCase] = field(default_factory=dict)
    written: dict[str, Any] | None = None


def stress_designs(
    scenario: Scenario,
    options: RunOptions,
    given: Sequence[GivenDesign] = (),
    case: str | None = None,
    near: int = 0,
) -> StressAnswer:
    """How the given designs stand up to the market; without any the best, the options and today's.

    To these `near` others are added whose first objective is within 1 % of the best, those that
    differ most.

    All but regret is in the scenario as it stands, or in the case with this id. Raises InputFaults
    where a case or a unit is unknown or lots are no partition, EngineContradiction where two
    engines cannot both be right. Ctrl-C and the deadline keep what was found.
    """
    market = scenario if case is None else find_case_scenario(scenario, case)
    tested = [
        TestedDesign(each.id, each.name, resolve_design(market, None, each.lots, each.routes))
        for each in given
    ]
    return run_study(
        lambda context: StressStudy(scenario, context, market, case, tested, bool(given), near),
        options,
    )


def find_case_scenario(scenario: Scenario, case: str) -> Scenario:
    """The scenario in a case; raises InputFaults for an unknown one."""
    known = {each.id: each.scenario for each in scenario.cases}
    if case not in known:
        raise InputFaults([Fault("--case", f"no such case; {suggest_name(case, known)}", case)])
    return known[case]


@dataclass
class StressStudy(Study[StressAnswer]):
    """What is known of the designs; `market` is the scenario in which they are tried."""

    market: Scenario
    case: str | None
    tested: list[TestedDesign]
    are_given: bool
    near: int = 0
    best_status: SolveStatus | None = None
    optima: dict[str, CaseOptimum] = field(default_factory=dict)

    @property
    def measure(self) -> Measure:
        """The measure of the first objective."""
        return MEASURES[self.scenario.objectives[0].measure]

    def work(self) -> StudyEnd:
        """Finds the best design, then tries each in the market, then in each case."""
        late = False
        if not self.are_given:
            self.list_designs()
        for done, each in enumerate(self.tested):
            self._report(f"trying {each.name}", done, len(self.tested))
            left = len(self.tested) - done
            share = MARKET_SHARE / left if self.scenario.cases else 1 / left
            late |= not self.try_market(each, self._allow(share))
        for done, case in enumerate(self.scenario.cases):
            note = f"the best design where {case.name}"
            self._report(note, done, len(self.scenario.cases))
            left = len(self.scenario.cases) - done
            late |= not self._try_case(CaseByFirstObjective(case), self._allow(1 / left))
        return "time limit" if late or self.context.is_late else "done"

    def _allow(self, share: float) -> SolveContext:
        """The context with this share of the time left."""
        self.context.require_time()
        return self.context.limit_to(self.context.share_of_time_left(share))

    def _report(self, note: str, done: int, total: int) -> None:
        self.context.progress.report_step(note, done, total)

    def list_designs(self) -> None:
        """The best design, the options, and today's contracts."""
        for option in self.market.options:
            design = build_design_from_ids(self.market, option.lots, option.routes)
            self.tested.append(TestedDesign(option.id, option.name or option.id, design))
        (id_, name), *_ = list_reference_designs(self.market)
        self.tested.append(TestedDesign(id_, name, build_todays_design(self.market)))
        self.context.progress.begin_phase("select", "looking for the best design")
        outcome = solve_by_strategy(self.market, self._allow(SOLVE_SHARE))
        self.best_status = outcome.status
        if outcome.design is not None:
            title = "The best design" if outcome.proved else "The best so far (not proved)"
            best = TestedDesign(BEST_ID, title, outcome.design)
            best.evaluation = Evaluation(
                self.market, outcome.design, outcome.award, outcome.fallbacks
            )
            self.tested.insert(0, best)
            if self.near:
                self._list_near(outcome.design, self._allow(SOLVE_SHARE))

    def _list_near(self, best: Design, context: SolveContext) -> None:
        """Designs that are nearly as good, right after the best; those found in time."""
        study = AlternativesStudy(
            self.market, context, ObjectiveTolerance(NEAR_BEST, relative=True), self.near + 1
        )
        with suppress(OutOfTime):
            study.work()
        others = [each.design for each in study.designs if each.design != best][: self.near]
        self.tested[1:1] = [
            TestedDesign(f"near-{n}", f"Nearly as good {n}", each)
            for n, each in enumerate(others, 1)
        ]

    def try_market(
        self,
        tested: TestedDesign,
        context: SolveContext,
        steps: Collection[StressStep] = STRESS_STEPS,
        draws_here: bool = True,
    ) -> bool:
        """Judge a design and put it to the market; returns whether that came to its end."""
        try:
            if tested.evaluation is None:
                found = certify_design(self.market, tested.design, context.engine, context.deadline)
                tested.evaluation = Evaluation(self.market, tested.design, *found)
            if self.market.providers is not None:
                stress = DesignStress.prepare(
                    self.market, tested.design, choose_award_engine(context), context.deadline
                )
                stress.draws_here = draws_here
                tested.market = stress
                stress.run(steps)
        except (OutOfTime, Undecided):
            return False
        return True

    def _try_case(self, case: CaseByFirstObjective, context: SolveContext) -> bool:
        """Find the best of a case, and each design's distance from it."""
        name = case.case.id
        optimum = case.find_best(context)
        self.optima[name] = optimum
        values = []
        try:
            for tested in self.tested:
                value = case.evaluate(tested.design, self.context)
                tested.in_cases[name] = DesignInCase(value)
                values += [] if value is None else [value]
        except OutOfTime:
            return False
        finally:
            self.optima[name] = case.improve(optimum, values)
        return optimum.proved

    def describe(self) -> StressAnswer:
        """Builds the answer from what is known."""
        return build_stress_answer(self)
