"""One whole look at what else is nearly as good."""

import time
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.events import Listen
from lotdesign.measures.base import Measure, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.alternatives import Selection
from lotdesign.result.ended import Ended
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from lotdesign.scenario.values import Slack
from lotdesign.words import plural
from solver.alternatives.backbone import Backbone
from solver.alternatives.listed import Listed
from solver.alternatives.searched import Searched
from solver.alternatives.source import Far, Source
from solver.atlas.every import every_near
from solver.candidates.listing import TooManyLots, candidates
from solver.engines.base import Settings
from solver.engines.choice import Choice, engine_for
from solver.facts.table import Facts
from solver.opinions import Opinion, opinion
from solver.selection.goals import given_away
from solver.solve import Means
from solver.telling import Telling
from solver.variants.ending import OutOfTime, ended
from solver.variants.judged import Judged, judged
from solver.variants.lists import rescoped
from solver.variants.rules import aiming

LISTABLE = 1_000
"""More designs than this are not listed one by one."""
PICKED = 10
"""How many designs are picked where there are too many to list."""


@dataclass
class Run:
    """The designs near the best as they are found; with `most`, so many at most are picked."""

    scenario: Scenario
    slack: Slack
    most: int | None
    telling: Telling
    means: Means
    engine: Choice
    decided: Opinion | None = None
    found: list[Far] = field(default_factory=list)
    selection: Selection = "found"
    count: int | None = None
    proved_by: tuple[str, ...] = ()
    ended: Ended = "done"
    backbone: Backbone = field(init=False)
    _judged: dict[Design, Judged] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backbone = Backbone(len(self.scenario.units))
        first, *others = self.scenario.objectives
        exact = first.model_copy(update={"tolerance": Slack(Fraction(0))})
        self.judged_by = aiming(self.scenario, (exact, *others))

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = ended(self._work)

    @property
    def measure(self) -> Measure:
        """What the first aim measures."""
        return MEASURES[self._first.measure]

    @property
    def _first(self) -> Objective:
        return self.scenario.objectives[0]

    @property
    def optimum(self) -> Value | None:
        """The best value of the first aim, signed so that less is better, once it is proved."""
        if self.decided is None or not self.decided.found.proved:
            return None
        reached = self.decided.found.reached
        return self.measure.sign * reached[0].value if reached else None

    @property
    def worst(self) -> Value:
        """The worst signed value within the tolerance of an optimum that is known."""
        assert self.optimum is not None
        return given_away(self.measure, self.slack, self.optimum)

    @property
    def best(self) -> Design | None:
        """The best design by all aims, or the best so far."""
        return None if self.decided is None else self.decided.found.design

    def judged(self, design: Design) -> Judged:
        """The design's exact figures."""
        if design not in self._judged:
            self._judged[design] = judged(self.judged_by, design, self.means.engine)
        return self._judged[design]

    def _work(self) -> Ended:
        self.telling.phase("candidates", "listing the lots that the rules allow")
        try:
            facts = candidates(self.scenario)
        except TooManyLots:
            return "too many lots"
        self.telling.phase("select", "choosing among them", facts.distinct)
        self.decided = opinion(self.engine, self.scenario, facts, self.means)
        if self.decided.found.interrupted:
            return "interrupted"
        if not self.decided.found.proved:
            return "time limit"
        if self.optimum is None:
            return "done"
        source = self._source(facts)
        self.count = source.count
        self._collect(source)
        self._settle(source)
        return "done"

    def _source(self, facts: Facts) -> Source:
        """A list of all designs where there are few, else a search."""
        means = replace(self.means, settings=replace(self.means.settings, all_or_nothing=True))
        alone = aiming(self.scenario, (self._first,))
        listed = every_near(alone, facts, self.worst)
        if listed is not None:
            return Listed.of(listed, self.worst, means)
        second = self.engine == "auto"
        return Searched(alone, rescoped(facts, alone), means, self.worst, second)

    def _collect(self, source: Source) -> None:
        """All designs; some of them where there are too many, or a number is asked for."""
        if self.most is None and (source.count or 0) <= LISTABLE:
            for design in source.designs():
                self._keep(Far(design, 0))
                self._tell(f"{plural(len(self.found), 'design')} found near the best")
                if len(self.found) > LISTABLE:
                    break
            else:
                self._complete(source)
                return
        self._pick(source, self.most or PICKED)

    def _pick(self, source: Source, most: int) -> None:
        """The best design, then ever the one that differs most from those picked already."""
        self.found, self.selection = [], "most different"
        best = self.best
        if best is not None and self.judged(best).values[0] <= self.worst:
            self._keep(Far(best, 0))
        while len(self.found) < most:
            far = source.farthest([each.design for each in self.found])
            if far is None:
                self._complete(source)
                return
            self._keep(far)
            self._tell(f"{plural(len(self.found), 'design')} picked of those near the best")

    def _keep(self, far: Far) -> None:
        self.found.append(far)
        self.backbone.learn(far.design)

    def _complete(self, source: Source) -> None:
        self.selection, self.count, self.proved_by = "all", len(self.found), source.proved_by

    def _settle(self, source: Source) -> None:
        if self.selection == "all":
            self.backbone.complete()
            return
        units = self.scenario.units
        for one, other in self.backbone.settle(source):
            self._tell(f"asking whether {units[one].id} and {units[other].id} share a lot in all")
        if self.means.late:
            raise OutOfTime

    def _tell(self, note: str) -> None:
        self.telling.phase("context", note)


def look(
    scenario: Scenario,
    slack: Slack,
    most: int | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: Listen,
    engine: Choice,
) -> Run:
    """What was found near the best."""
    telling = Telling(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = Settings(seed, workers)
    means = Means(engine_for(engine), settings, deadline, telling.news)
    run = Run(scenario, slack, most, telling, means, engine)
    run.work()
    telling.phase("done")
    return run
