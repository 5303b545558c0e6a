"""The alternatives study: the optimum, the designs near it, and their backbone."""

import time
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.events import EventListener
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.alternatives import AlternativesSelection
from lotdesign.result.base import StudyEnd
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from lotdesign.scenario.values import ObjectiveTolerance
from lotdesign.words import format_count
from solver.alternatives.backbone import PairBackbone
from solver.alternatives.enumerated import EnumeratedAlternatives
from solver.alternatives.near_optimal import DistantDesign, NearOptimalSource
from solver.alternatives.searched import SearchedAlternatives
from solver.backends.base import EngineSettings
from solver.backends.registry import EngineChoice, load_chosen_engine
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.certified_design import EvaluatedDesign, evaluate_with_award
from solver.cross_check import solve_with_engines
from solver.enumeration.bounded_enumeration import enumerate_near_optimal
from solver.objectives.registry import apply_tolerance
from solver.outcome import SolveOutcome
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.study import OutOfTime, run_until_stopped
from solver.whatif.candidate_lists import rebind_candidates
from solver.whatif.variants import replace_objectives

MOST_DESIGNS_LISTED = 1_000
"""More designs than this are not listed one by one."""
DESIGNS_PICKED = 10
"""How many designs are picked where there are too many to list."""


@dataclass
class AlternativesStudy:
    """The designs near the best as they are found; with `most`, so many at most are picked."""

    scenario: Scenario
    slack: ObjectiveTolerance
    most: int | None
    telling: ProgressReporter
    means: SolveContext
    engine: EngineChoice
    decided: SolveOutcome | None = None
    found: list[DistantDesign] = field(default_factory=list)
    selection: AlternativesSelection = "found"
    count: int | None = None
    proved_by: tuple[str, ...] = ()
    ended: StudyEnd = "done"
    backbone: PairBackbone = field(init=False)
    _judged: dict[Design, EvaluatedDesign] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backbone = PairBackbone(len(self.scenario.units))
        first, *others = self.scenario.objectives
        exact = first.model_copy(update={"tolerance": ObjectiveTolerance(Fraction(0))})
        self.judged_by = replace_objectives(self.scenario, (exact, *others))

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = run_until_stopped(self._work)

    @property
    def measure(self) -> Measure:
        """What the first aim measures."""
        return MEASURES[self._first.measure]

    @property
    def _first(self) -> Objective:
        return self.scenario.objectives[0]

    @property
    def optimum(self) -> MeasureValue | None:
        """The best value of the first aim, signed so that less is better, once it is proved."""
        if self.decided is None or not self.decided.proved:
            return None
        reached = self.decided.reached
        return self.measure.sign * reached[0].value if reached else None

    @property
    def worst(self) -> MeasureValue:
        """The worst signed value within the tolerance of an optimum that is known."""
        assert self.optimum is not None
        return apply_tolerance(self.measure, self.slack, self.optimum)

    @property
    def best(self) -> Design | None:
        """The best design by all aims, or the best so far."""
        return None if self.decided is None else self.decided.design

    def judged(self, design: Design) -> EvaluatedDesign:
        """The design's exact figures."""
        if design not in self._judged:
            self._judged[design] = evaluate_with_award(self.judged_by, design, self.means.engine)
        return self._judged[design]

    def _work(self) -> StudyEnd:
        self.telling.begin_phase("candidates", "listing the lots that the rules allow")
        try:
            candidates = list_candidates(self.scenario)
        except TooManyLots:
            return "too many lots"
        self.telling.begin_phase("select", "choosing among them", candidates.unit_set_count)
        self.decided = solve_with_engines(self.scenario, candidates, self.means)
        if self.decided.interrupted:
            return "interrupted"
        if not self.decided.proved:
            return "time limit"
        if self.optimum is None:
            return "done"
        source = self._source(candidates)
        self.count = source.count
        self._collect(source)
        self._settle(source)
        return "done"

    def _source(self, candidates: CandidateTable) -> NearOptimalSource:
        """A list of all designs where there are few, else a search."""
        means = replace(self.means, settings=replace(self.means.settings, raise_on_interrupt=True))
        alone = replace_objectives(self.scenario, (self._first,))
        listed = enumerate_near_optimal(alone, candidates, self.worst)
        if listed is not None:
            return EnumeratedAlternatives.of(listed, self.worst, means)
        second = self.engine == "auto"
        return SearchedAlternatives(
            alone, rebind_candidates(candidates, alone), means, self.worst, second
        )

    def _collect(self, source: NearOptimalSource) -> None:
        """All designs; some of them where there are too many, or a number is asked for."""
        if self.most is None and (source.count or 0) <= MOST_DESIGNS_LISTED:
            for design in source.designs():
                self._keep(DistantDesign(design, 0))
                self._tell(f"{format_count(len(self.found), 'design')} found near the best")
                if len(self.found) > MOST_DESIGNS_LISTED:
                    break
            else:
                self._complete(source)
                return
        self._pick(source, self.most or DESIGNS_PICKED)

    def _pick(self, source: NearOptimalSource, most: int) -> None:
        """The best design, then ever the one that differs most from those picked already."""
        self.found, self.selection = [], "most different"
        best = self.best
        if best is not None and self.judged(best).values[0] <= self.worst:
            self._keep(DistantDesign(best, 0))
        while len(self.found) < most:
            far = source.find_farthest([each.design for each in self.found])
            if far is None:
                self._complete(source)
                return
            self._keep(far)
            self._tell(f"{format_count(len(self.found), 'design')} picked of those near the best")

    def _keep(self, far: DistantDesign) -> None:
        self.found.append(far)
        self.backbone.add_design(far.design)

    def _complete(self, source: NearOptimalSource) -> None:
        self.selection, self.count, self.proved_by = "all", len(self.found), source.proved_by

    def _settle(self, source: NearOptimalSource) -> None:
        if self.selection == "all":
            self.backbone.complete()
            return
        units = self.scenario.units
        for one, other in self.backbone.settle(source):
            self._tell(f"asking whether {units[one].id} and {units[other].id} share a lot in all")
        if self.means.is_late:
            raise OutOfTime

    def _tell(self, note: str) -> None:
        self.telling.begin_phase("context", note)


def study_alternatives(
    scenario: Scenario,
    slack: ObjectiveTolerance,
    most: int | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: EventListener,
    engine: EngineChoice,
) -> AlternativesStudy:
    """What was found near the best."""
    telling = ProgressReporter(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = EngineSettings(seed, workers)
    means = SolveContext(
        load_chosen_engine(engine), settings, deadline, telling.report_values, choice=engine
    )
    run = AlternativesStudy(scenario, slack, most, telling, means, engine)
    run.work()
    telling.begin_phase("done")
    return run
