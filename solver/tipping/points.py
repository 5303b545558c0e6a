"""The designs of an atlas at each value of a figure, worked out when first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.registry import MEASURES
from lotdesign.rules.base import Rule
from lotdesign.rules.envelope import Envelope
from lotdesign.scenario.scenario import Scenario
from solver.atlas.answer import Answer
from solver.atlas.atlas import Atlas
from solver.atlas.best import Best, best_of
from solver.atlas.columns import column
from solver.atlas.refusal import NoAtlas
from solver.atlas.vet import Vet
from solver.facts.exact import largest
from solver.facts.lots import Flags, Ints
from solver.solve import reads_award
from solver.tipping.figure import Figure
from solver.tipping.rooms import MONEY, excess, kept_between, straying
from solver.tipping.stays import Reading, Span, stays

MOST_VETTED = 3_000
"""Designs of which it is asked one by one whether the market carries them; more are too many."""
WIDE = 2**53

COSTS = ("whole_life_cost", "net_present_cost")


@dataclass(frozen=True)
class Point:
    """One value: which of D designs are admissible there, aim by aim what they measure."""

    answer: Answer
    rules: Mapping[str, Flags]
    vet: Vet

    @cached_property
    def kept(self) -> Flags:
        """Which designs keep all rules but those that are asked of single designs."""
        every = np.ones(len(self.answer.measured), dtype=np.bool_)
        flags: Flags = np.logical_and.reduce([every, *self.rules.values()])
        return flags

    @cached_property
    def best(self) -> Best | None:
        """The best design."""
        scenario, measured = self.answer.scenario, self.answer.measured
        return best_of(scenario, measured, np.flatnonzero(self.kept), self.vet)

    @cached_property
    def admissible(self) -> Flags:
        """Which designs are admissible; raises NoAtlas where there are too many to ask."""
        return vetted(self.kept, self.vet)

    def excess(self, rule: Rule) -> Ints:
        """By how much each design passes a rule about money, year by year."""
        measured = self.answer.measured
        return measured.once(("excess", rule), lambda: excess(rule, measured))

    def signed(self, measure: str) -> tuple[Ints, int]:
        """A measure of all designs in parts, less being better, and the parts of one."""
        found = column(self.answer.measured, measure)
        if not isinstance(found.over, int) or largest(found.parts) >= WIDE:
            raise NoAtlas("these figures cannot be bounded")
        return MEASURES[measure].sign * found.parts, found.over


@dataclass
class Points:
    """The designs of one atlas while one figure moves."""

    atlas: Atlas
    figure: Figure
    _known: dict[int, Point] = field(default_factory=dict)

    def best(self, step: int) -> Design | None:
        """The best design at a step; None where there is none."""
        found = self.point(step).best
        return None if found is None else self.atlas.answer().design(found.design)

    def point(self, step: int) -> Point:
        """Everything at a step; raises NoAtlas where it cannot be worked out."""
        if step not in self._known:
            scenario = self.figure.at(step)
            if scenario is None:
                raise NoAtlas("such a scenario is not valid")
            self._known[step] = self._point(scenario)
        return self._known[step]

    def _point(self, scenario: Scenario) -> Point:
        atlas = self.atlas if scenario == self.atlas.scenario else self.atlas.remeasured(scenario)
        answer = atlas.answer()
        rules = {r.id: answer.met[r.id] for r in scenario.active_rules if r.id in answer.met}
        # Who could win a lot stays the same while only money moves.
        same = self.figure.course != "market"
        return Point(answer, rules, self.vet if same else answer.vet)

    @cached_property
    def vet(self) -> Vet:
        """What is asked of single designs at step 0; each is asked once for all figures."""
        return self.atlas.answer().vet

    def stays(self, design: int, low: int, high: int) -> bool:
        """Whether the design is shown to be best from one step to another, ends included."""
        ends = self.point(low), self.point(high)
        span = self._between(*ends)
        objectives = self.atlas.scenario.objectives
        return stays(design, span, objectives, lambda other: self.alike(design, other))

    def _between(self, low: Point, high: Point) -> Span:
        aims = [objective.measure for objective in self.atlas.scenario.objectives]
        sure = low.admissible & high.admissible
        if self.figure.course == "market":
            readings = [[_either(low, high, aim) for aim in aims]]
            return Span(readings, sure, low.admissible | high.admissible)
        readings = [[self._near(end, low, high, aim) for aim in aims] for end in (low, high)]
        maybe = np.ones_like(sure)
        for rule in self.atlas.scenario.active_rules:
            if isinstance(rule, MONEY) and self._moves(rule):
                room = straying(self.atlas.measured)
                always, sometimes = kept_between(low.excess(rule), high.excess(rule), room)
                sure, maybe = sure & always, maybe & sometimes
            elif rule.id in low.rules:
                maybe = maybe & low.rules[rule.id]
        return Span(readings, sure, vetted(maybe, self.vet))

    def _moves(self, rule: Rule) -> bool:
        """Whether the figure has any say in what the rule looks at."""
        path = self.figure.path
        if path == "money.discount_rate":
            return False
        own = path in ("money.contract_management", "money.procurement")
        return not (isinstance(rule, Envelope) and own and rule.on != "cost")

    def _near(self, end: Point, low: Point, high: Point, aim: str) -> Reading:
        """At an end, with room for how far a design's figure strays from a straight line."""
        parts, over = end.signed(aim)
        if aim not in COSTS:
            return Reading(parts, parts, over)
        room = self._room(low, high, aim)
        return Reading(parts - room, parts + room, over)

    def _room(self, low: Point, high: Point, aim: str) -> Ints:
        """Rounded amounts, one a lot and year, stray by a penny; the present cost by one more."""
        counts = self.atlas.measured.designs.counts
        rounded = int(aim == "net_present_cost")
        if self.figure.course == "straight":
            return np.full(len(counts), rounded)
        if self.figure.course == "rounded":
            return counts * self.atlas.scenario.years + rounded
        first, second = (point.signed(aim)[0] for point in (low, high))
        room: Ints = abs(second - first)
        return room

    def alike(self, design: int, other: int) -> bool:
        """Whether two designs have lots that cost the same, one by one, whatever the figure."""
        return self._prints(design) == self._prints(other)

    def _prints(self, design: int) -> list[tuple[object, ...]]:
        facts = self.atlas.measured.facts
        columns = (facts.value, facts.rent, facts.gross, facts.paid)
        lots = self.atlas.measured.designs[design]
        joined = self._joined
        return sorted((*(each[lot].tolist() for each in columns), joined[lot]) for lot in lots)

    @cached_property
    def _joined(self) -> list[int]:
        """What each lot saves by joining services: part of what it pays beside its scale."""
        from solver.facts.money import integration

        saved: list[int] = integration(self.atlas.scenario, self.atlas.listing.lots).tolist()
        return saved


def vetted(kept: Flags, vet: Vet) -> Flags:
    """Those of the designs that pass the vet; raises NoAtlas where there are too many to ask."""
    if not vet.asks:
        return kept
    designs = np.flatnonzero(kept).tolist()
    if len(designs) > MOST_VETTED:
        raise NoAtlas("there are too many designs to ask who could win them")
    flags = np.zeros_like(kept)
    flags[[each for each in designs if vet(each)]] = True
    return flags


def _either(low: Point, high: Point, aim: str) -> Reading:
    """Between what a design measures at one end and at the other."""
    (first, over), (second, again) = low.signed(aim), high.signed(aim)
    if over != again:
        raise NoAtlas("these figures cannot be bounded")
    return Reading(np.minimum(first, second), np.maximum(first, second), over)


def points(atlas: Atlas, figure: Figure) -> Points:
    """The points of a figure; raises NoAtlas where an aim depends on who wins."""
    if reads_award(atlas.scenario):
        raise NoAtlas("an aim asks who would win")
    return Points(atlas, figure)
