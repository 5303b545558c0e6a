"""How far each assumed figure may move before another design is best."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from lotdesign.design import Design, Route
from lotdesign.events import Listen
from lotdesign.result.drawn import unit_ids
from lotdesign.result.ended import Ended
from lotdesign.result.reference import reference
from lotdesign.result.tipped import Tipped
from lotdesign.result.tipping import End, Tipping
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from solver.atlas.atlas import Atlas
from solver.atlas.refusal import NoAtlas
from solver.candidates.listing import TooManyLots, candidates
from solver.engines.base import Settings
from solver.facts.table import Facts
from solver.solve import Means, designed
from solver.telling import Telling
from solver.tipping.figure import Figure
from solver.tipping.figures import Reload, figures, left_out
from solver.tipping.points import Points, points
from solver.tipping.rooms import MONEY
from solver.tipping.search import Outward
from solver.variants.ending import OutOfTime, ended

MOST_DESIGNS = 150_000
"""Designs of an atlas that are measured again and again; with more they are solved instead."""
MOST_LOOKS = 400
"""Values of a figure that are looked at with an atlas before only its ends are."""


class NotKnown(Exception):
    """The best design at some value could not be worked out."""


@dataclass
class Run:
    """The figures as they are worked out."""

    scenario: Scenario
    telling: Telling
    means: Means
    reload: Reload | None
    design: Design | None = None
    known: bool = False
    tipped: list[Tipping] = field(default_factory=list)
    ended: Ended = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = ended(self._work)

    def _work(self) -> Ended:
        self.telling.phase("context", "listing every design")
        atlas, facts = self._atlas(), None
        if atlas is None:
            try:
                facts = candidates(self.scenario)
            except TooManyLots:
                return "too many lots"
        self.design = self._first(atlas, facts)
        self.known = True
        if self.design is None:
            return "done"
        for figure in figures(self.scenario, self.reload):
            self.telling.phase("context", f"how far the best holds: {figure.title}")
            self.tipped.append(self._tipping(figure, atlas, facts))
        return "done"

    def _atlas(self) -> Atlas | None:
        try:
            return Atlas.of(self.scenario, MOST_DESIGNS)
        except NoAtlas:
            return None

    def _first(self, atlas: Atlas | None, facts: Facts | None) -> Design | None:
        if atlas is not None:
            best = atlas.answer().best
            return None if best is None else atlas.answer().design(best.design)
        assert facts is not None
        return self._solved(self.scenario, facts)

    def _tipping(self, figure: Figure, atlas: Atlas | None, facts: Facts | None) -> Tipping:
        said = {
            "figure": figure.path,
            "title": figure.title,
            "unit": figure.unit,
            "value": figure.text(0),
            "least": figure.text(figure.low),
            "most": figure.text(figure.high),
        }
        try:
            found = self._from_atlas(figure, atlas) or self._by_solving(figure, facts)
        except NotKnown:
            return Tipping.model_validate(said | {"found": "not worked out"})
        below, above, proved = found
        ends = {"below": below, "above": above, "proved": proved}
        return Tipping.model_validate(said | {"found": "worked out"} | ends)

    def _from_atlas(
        self, figure: Figure, atlas: Atlas | None
    ) -> tuple[End | None, End | None, bool] | None:
        """With all designs at hand; None where that will not do."""
        rules = self.scenario.active_rules
        unread = any(rule.reads_prices and not isinstance(rule, MONEY) for rule in rules)
        if atlas is None or figure.course == "open" or unread:
            return None
        try:
            every = points(atlas, figure)
            return self._ends(figure, self._timed(every.best), self._throughout(every))
        except NoAtlas:
            return None

    def _throughout(self, every: Points) -> Callable[[int, int], bool]:
        assert self.design is not None
        position = every.atlas.position(self.design)
        assert position is not None, "the best design is one of all"
        return lambda low, high: every.stays(position, low, high)

    def _by_solving(
        self, figure: Figure, facts: Facts | None
    ) -> tuple[End | None, End | None, bool]:
        def best(step: int) -> Design | None:
            scenario = figure.at(step)
            return (
                None
                if scenario is None
                else self._solved(scenario, self._lots(figure, scenario, facts))
            )

        return self._ends(figure, self._timed(best), None)

    def _lots(self, figure: Figure, scenario: Scenario, facts: Facts | None) -> Facts:
        """The lots to choose from: the same ones where neither units nor the market change."""
        same = figure.course not in ("market", "open") and facts is not None
        if same and facts is not None and facts.winners is None:
            return Facts(scenario, facts.lots, routes=facts.routes)
        try:
            return candidates(scenario)
        except TooManyLots:
            raise NotKnown from None

    def _solved(self, scenario: Scenario, facts: Facts) -> Design | None:
        found = designed(scenario, facts, self.means)
        if not found.proved or (found.design is not None and not found.tie_proved):
            raise OutOfTime if self.means.late else NotKnown
        return found.design

    def _timed(self, best: Callable[[int], Design | None]) -> Callable[[int], Design | None]:
        """The same, but no longer than there is time."""

        def in_time(step: int) -> Design | None:
            if self.means.late:
                raise OutOfTime
            return best(step)

        return in_time

    def _ends(
        self,
        figure: Figure,
        best: Callable[[int], Design | None],
        stays: Callable[[int, int], bool] | None,
    ) -> tuple[End | None, End | None, bool]:
        assert self.design is not None
        outward = Outward(self.design, best, stays, MOST_LOOKS)
        below, sure_below = outward.first(figure.low)
        above, sure_above = outward.first(figure.high)
        return (
            self._end(figure, best, below, 1),
            self._end(figure, best, above, -1),
            sure_below and sure_above,
        )

    def _end(
        self, figure: Figure, best: Callable[[int], Design | None], step: int | None, back: int
    ) -> End | None:
        if step is None:
            return None
        design = best(step)
        valid = figure.at(step) is not None
        return End(
            last=figure.text(step + back),
            next=figure.text(step),
            becomes=("another" if design else "impossible") if valid else "invalid",
            lots=() if design is None else unit_ids(self.scenario, design),
            routes=_routes(self.scenario, design),
        )


def _routes(scenario: Scenario, design: Design | None) -> tuple[Route, ...]:
    """All routes where there are several to choose from."""
    if design is None or not scenario.routes.several:
        return ()
    return tuple(lot.route for lot in design.lots)


def tipped(
    scenario: Scenario,
    reload: Reload | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: Listen,
) -> Tipped:
    """On what the answer hangs; see `lotdesign.api.tipping`."""
    telling = Telling(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    means = Means(settings=Settings(seed, workers, all_or_nothing=True), deadline=deadline)
    run = Run(scenario, telling, means, reload)
    run.work()
    telling.phase("done")
    status = "unknown" if not run.known else "optimal" if run.design else "infeasible"
    return Tipped.model_validate(
        {
            "scenario": reference(scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "lots": () if run.design is None else unit_ids(scenario, run.design),
            "routes": _routes(scenario, run.design),
            "figures": tuple(run.tipped),
            "left_out": () if reload else left_out(scenario),
        }
    )
