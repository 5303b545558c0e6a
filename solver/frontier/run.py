"""One whole frontier."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from lotdesign.events import Listen
from lotdesign.faults import Contradiction
from lotdesign.measures.names import MeasureName
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import measures as all_measures
from lotdesign.result.drawn import award_ids, routes_of, unit_ids, withdrawals_of
from lotdesign.result.ended import Ended
from lotdesign.result.figures import figure
from lotdesign.result.frontier import Frontier, FrontierPoint
from lotdesign.result.model import ScenarioRef
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from lotdesign.version import CREATED_WITH
from lotdesign.words import plural
from solver.atlas.every import every_design
from solver.candidates.listing import TooManyLots, candidates
from solver.engines.base import Settings
from solver.engines.choice import Choice, engine_for, names_of
from solver.facts.table import Facts
from solver.frontier.listed import Listed
from solver.frontier.searched import Searched
from solver.opinions import opinion
from solver.solve import Means
from solver.telling import Telling
from solver.variants.ending import OutOfTime, ended
from solver.variants.judged import Judged
from solver.variants.rules import aiming


@dataclass
class Run:
    """The frontier as it grows; `scenario` has its measures as aims."""

    scenario: Scenario
    telling: Telling
    means: Means
    engine: Choice
    points: list[Judged] = field(default_factory=list)
    complete: bool = False
    proved_by: tuple[str, ...] = ()
    candidates: int = 0
    ended: Ended = "done"

    def work(self) -> None:
        """Finds as many points as time allows; what is found stays."""
        self.ended = ended(self._work)

    def _work(self) -> Ended:
        self.telling.phase("candidates", "listing the lots that the rules allow")
        try:
            facts = candidates(self.scenario)
        except TooManyLots:
            return "too many lots"
        self.candidates = facts.distinct
        self.telling.phase("context", "looking for the first point", facts.distinct)
        way = self._way(facts)
        for point in way.points() if way is not None else ():
            self.points.append(point)
            self.telling.point(_point(point), f"{plural(len(self.points), 'point')} proved")
        self.complete = True
        found = way is not None and bool(self.points)
        self.proved_by = names_of(way.proved_by) if way and found else self._none(facts)
        return "done"

    def _way(self, facts: Facts) -> Listed | Searched | None:
        measures = [each.measure for each in self.scenario.objectives]
        listed = every_design(self.scenario, facts, measures)
        if listed is not None:
            return Listed(listed, self.means)
        return Searched(self.scenario, facts, self.means) if len(facts) else None

    def _none(self, facts: Facts) -> tuple[str, ...]:
        """What proves that there is no design at all; a second engine is asked."""
        decided = opinion(self.engine, self.scenario, facts, self.means)
        if decided.found.design is not None:
            raise Contradiction(("a list has no design, but an engine found one",))
        if not decided.found.proved:
            raise OutOfTime
        return decided.proved_by


def frontier(
    scenario: Scenario,
    measures: Sequence[MeasureName],
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: Listen,
    engine: Choice = "auto",
) -> Frontier:
    """The frontier of these measures; see `lotdesign.api.frontier`."""
    telling = Telling(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = Settings(seed, workers, all_or_nothing=True)
    means = Means(engine_for(engine), settings, deadline)
    aims = [Objective(measure=name) for name in measures]
    run = Run(aiming(scenario, aims), telling, means, engine)
    run.work()
    telling.phase("done")
    return _told(run, scenario)


def _told(run: Run, scenario: Scenario) -> Frontier:
    points = sorted(run.points, key=lambda point: point.rank)
    for point in points:
        point.confirm()
    nothing = "infeasible" if run.complete else "unknown"
    return Frontier.model_validate(
        {
            "scenario": ScenarioRef(name=scenario.name, sha256=scenario.sha256),
            "created_with": CREATED_WITH,
            "status": "optimal" if points else nothing,
            "ended": run.ended,
            "complete": run.complete,
            "proved_by": run.proved_by,
            "candidates": run.candidates,
            "measures": tuple(each.measure for each in run.scenario.objectives),
            "points": tuple(map(_point, points)),
        }
    )


def _point(point: Judged) -> FrontierPoint:
    ledger = point.ledger
    aims = [MEASURES[each.measure] for each in ledger.scenario.objectives]
    return FrontierPoint(
        values=tuple(
            figure(aim.sign * value, aim.unit)
            for aim, value in zip(aims, point.values, strict=True)
        ),
        lots=unit_ids(ledger.scenario, ledger.design),
        routes=routes_of(ledger.design),
        measures=all_measures(ledger),
        award=award_ids(ledger),
        withdrawals=withdrawals_of(ledger),
    )
