"""All enumerated designs at each value of a figure, worked out when first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, find_max_abs
from solver.break_even.interval_bounds import (
    IntervalBounds,
    ObjectiveBounds,
    bound_rounding_error,
    compute_excess,
    flag_kept_between,
    stays_best,
)
from solver.break_even.varied_figure import VariedFigure
from solver.candidate_mip import has_award_objective
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.enumeration.lexicographic_best import EnumeratedBest, find_lexicographic_best
from solver.enumeration.measure_columns import compute_column
from solver.enumeration.rule_checks import DesignChecks

MOST_DESIGNS_CHECKED = 3_000
"""Designs of which it is asked one by one whether the market carries them; more are too many."""
LARGEST_PARTS = 2**53


@dataclass(frozen=True)
class DesignsAtValue:
    """One value: which of D designs are admissible there, aim by aim what they measure."""

    answer: AtlasAnswer
    rules: Mapping[str, Flags]
    checks: DesignChecks

    @cached_property
    def keeps_column_rules(self) -> Flags:
        """Which designs keep all rules but those that are asked of single designs."""
        every = np.ones(len(self.answer.measured), dtype=np.bool_)
        flags: Flags = np.logical_and.reduce([every, *self.rules.values()])
        return flags

    @cached_property
    def best(self) -> EnumeratedBest | None:
        """The best design."""
        scenario, measured = self.answer.scenario, self.answer.measured
        return find_lexicographic_best(
            scenario, measured, np.flatnonzero(self.keeps_column_rules), self.checks
        )

    @cached_property
    def admissible(self) -> Flags:
        """Which designs are admissible; raises NoAtlas where there are too many to ask."""
        return check_each_design(self.keeps_column_rules, self.checks)

    def excess(self, rule: Rule) -> Ints:
        """By how much each design passes a rule about money, year by year."""
        measured = self.answer.measured
        return measured.compute_once(("excess", rule), lambda: compute_excess(rule, measured))

    def read_signed(self, measure: str) -> tuple[Ints, int]:
        """A measure of all designs in parts, less being better, and the parts of one."""
        found = compute_column(self.answer.measured, measure)
        if not isinstance(found.over, int) or find_max_abs(found.parts) >= LARGEST_PARTS:
            raise EnumerationRefused("these figures cannot be bounded")
        return MEASURES[measure].sign * found.parts, found.over


@dataclass
class DesignsAlongFigure:
    """The designs of one atlas while one figure moves."""

    atlas: Atlas
    figure: VariedFigure
    _known: dict[int, DesignsAtValue] = field(default_factory=dict)

    def find_best(self, step: int) -> Design | None:
        """The best design at a step; None where there is none."""
        found = self.at_step(step).best
        return None if found is None else self.atlas.answer().design(found.design)

    def at_step(self, step: int) -> DesignsAtValue:
        """Everything at a step; raises NoAtlas where it cannot be worked out."""
        if step not in self._known:
            scenario = self.figure.build_scenario(step)
            if scenario is None:
                raise EnumerationRefused("such a scenario is not valid")
            self._known[step] = self._point(scenario)
        return self._known[step]

    def _point(self, scenario: Scenario) -> DesignsAtValue:
        atlas = self.atlas if scenario == self.atlas.scenario else self.atlas.remeasure(scenario)
        answer = atlas.answer()
        rules = {r.id: answer.met[r.id] for r in scenario.active_rules if r.id in answer.met}
        # Who could win a lot stays the same while only money moves.
        same = self.figure.cost_response != "market"
        return DesignsAtValue(answer, rules, self.checks if same else answer.checks)

    @cached_property
    def checks(self) -> DesignChecks:
        """What is asked of single designs at step 0; each is asked once for all figures."""
        return self.atlas.answer().checks

    def stays_best(self, design: int, low: int, high: int) -> bool:
        """Whether the design is shown to be best from one step to another, ends included."""
        ends = self.at_step(low), self.at_step(high)
        span = self._between(*ends)
        objectives = self.atlas.scenario.objectives
        return stays_best(
            design, span, objectives, lambda other: self.have_equal_costs(design, other)
        )

    def _between(self, low: DesignsAtValue, high: DesignsAtValue) -> IntervalBounds:
        aims = [objective.measure for objective in self.atlas.scenario.objectives]
        sure = low.admissible & high.admissible
        if self.figure.cost_response == "market":
            readings = [[_bound_by_ends(low, high, aim) for aim in aims]]
            return IntervalBounds(readings, sure, low.admissible | high.admissible)
        readings = [
            [self._bound_at_end(end, low, high, aim) for aim in aims] for end in (low, high)
        ]
        maybe = np.ones_like(sure)
        for rule in self.atlas.scenario.active_rules:
            if rule.counted_amount is not None and self._moves(rule):
                room = bound_rounding_error(self.atlas.measured)
                always, sometimes = flag_kept_between(low.excess(rule), high.excess(rule), room)
                sure, maybe = sure & always, maybe & sometimes
            elif rule.id in low.rules:
                maybe = maybe & low.rules[rule.id]
        return IntervalBounds(readings, sure, check_each_design(maybe, self.checks))

    def _moves(self, rule: Rule) -> bool:
        """Whether the figure has any say in what the rule looks at."""
        path = self.figure.path
        if path == "money.discount_rate":
            return False
        own = path in ("money.contract_management", "money.procurement")
        return not (own and rule.counted_amount != "cost")

    def _bound_at_end(
        self, end: DesignsAtValue, low: DesignsAtValue, high: DesignsAtValue, aim: str
    ) -> ObjectiveBounds:
        """At an end, with room for how far a design's figure strays from a straight line."""
        parts, over = end.read_signed(aim)
        if not MEASURES[aim].is_cost:
            return ObjectiveBounds(parts, parts, over)
        room = self._bound_deviation(low, high, aim)
        return ObjectiveBounds(parts - room, parts + room, over)

    def _bound_deviation(self, low: DesignsAtValue, high: DesignsAtValue, aim: str) -> Ints:
        """Rounded amounts, one a lot and year, stray by a penny; the present cost by one more."""
        counts = self.atlas.measured.designs.counts
        rounded = int(aim == "net_present_cost")
        if self.figure.cost_response == "straight":
            return np.full(len(counts), rounded)
        if self.figure.cost_response == "rounded":
            return counts * self.atlas.scenario.years + rounded
        first, second = (point.read_signed(aim)[0] for point in (low, high))
        room: Ints = abs(second - first)
        return room

    def have_equal_costs(self, design: int, other: int) -> bool:
        """Whether two designs have lots that cost the same, one by one, whatever the figure."""
        return self._cost_fingerprint(design) == self._cost_fingerprint(other)

    def _cost_fingerprint(self, design: int) -> list[tuple[object, ...]]:
        facts = self.atlas.measured.candidates
        columns = (facts.value, facts.rent, facts.gross, facts.paid)
        lots = self.atlas.measured.designs[design]
        joined = self._joined
        return sorted((*(each[lot].tolist() for each in columns), joined[lot]) for lot in lots)

    @cached_property
    def _joined(self) -> list[int]:
        """What each lot saves by joining services: part of what it pays beside its scale."""
        from solver.candidates.money import compute_integration

        saved: list[int] = compute_integration(
            self.atlas.scenario, self.atlas.listing.lots
        ).tolist()
        return saved


def check_each_design(kept: Flags, vet: DesignChecks) -> Flags:
    """Those of the designs that pass the vet; raises NoAtlas where there are too many to ask."""
    if not vet.is_needed:
        return kept
    designs = np.flatnonzero(kept).tolist()
    if len(designs) > MOST_DESIGNS_CHECKED:
        raise EnumerationRefused("there are too many designs to ask who could win them")
    flags = np.zeros_like(kept)
    flags[[each for each in designs if vet(each)]] = True
    return flags


def _bound_by_ends(low: DesignsAtValue, high: DesignsAtValue, aim: str) -> ObjectiveBounds:
    """Between what a design measures at one end and at the other."""
    (first, over), (second, again) = low.read_signed(aim), high.read_signed(aim)
    if over != again:
        raise EnumerationRefused("these figures cannot be bounded")
    return ObjectiveBounds(np.minimum(first, second), np.maximum(first, second), over)


def follow_designs(atlas: Atlas, figure: VariedFigure) -> DesignsAlongFigure:
    """The points of a figure; raises NoAtlas where an aim depends on who wins."""
    if has_award_objective(atlas.scenario):
        raise EnumerationRefused("an aim asks who would win")
    return DesignsAlongFigure(atlas, figure)
