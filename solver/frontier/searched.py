"""The frontier, point after point, each proved by an engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lotdesign.faults import Contradiction
from lotdesign.ledger import Ledger
from lotdesign.scenario.scenario import Scenario
from solver.facts.table import Facts
from solver.frontier.zones import Corner, Zones
from solver.selection.goals import Aim
from solver.selection.lexicographic import best_of
from solver.selection.search import Search
from solver.selection.vetting import TooManyRefusals
from solver.solve import Found, Means, awarded, by_names, posed, reads_award
from solver.variants.ending import OutOfTime
from solver.variants.judged import Judged, by_aims


@dataclass
class Searched:
    """Walks along the frontier of a scenario whose aims are the measures."""

    scenario: Scenario
    listed: Facts
    means: Means
    _carried: bool = False
    _base: Search = field(init=False)
    _aims: list[Aim] = field(init=False)

    def __post_init__(self) -> None:
        self._pose(reads_award(self.scenario))

    @property
    def proved_by(self) -> str:
        """What proves every point, and that there are no others."""
        return self.means.engine.name

    def points(self) -> Iterator[Judged]:
        """Every point, each once; that it ends is proof that there is no other.

        Raises OutOfTime at the deadline.
        """
        zones = Zones(len(self._aims))
        while zones.waiting:
            zone = zones.waiting[0]
            point = self._best_in(zone)
            if point is None:
                zones.nothing_in(zone)
            else:
                zones.found(zone, point.values)
                yield point

    def _pose(self, carried: bool) -> None:
        self._carried = carried
        self._base, self._aims = posed(self.scenario, self._facts, self.means, None, carried)

    @property
    def _facts(self) -> Facts:
        return by_names(self.listed) if self._carried else self.listed

    def _best_in(self, zone: Corner) -> Judged | None:
        """The best design of a zone by all measures in order; None, proved, if there is none."""
        try:
            found = self._solved(zone)
        except TooManyRefusals:
            self._pose(True)
            found = self._solved(zone)
        if found.interrupted:
            raise KeyboardInterrupt
        if not found.proved:
            raise OutOfTime
        if found.design is None:
            return None
        point = by_aims(Ledger(self.scenario, found.design, found.award, found.without))
        if point.values != tuple(each.measure.sign * each.value for each in found.reached):
            raise Contradiction(("a design does not measure what the engine says it does",))
        return point

    def _solved(self, zone: Corner) -> Found:
        trial = self._base.over(self._base.model.copy())
        for aim, corner in zip(self._aims, zone, strict=True):
            if corner is not None:
                trial.model.at_most_zero("better than a point", aim.goal.under(corner).plus(1))
        selected = best_of(trial, self._facts, self._aims, self.means.tell)
        return awarded(self.scenario, self._facts, self._aims, selected, self.means)
