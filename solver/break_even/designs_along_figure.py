"""All enumerated designs at each value of a figure, measured when first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, find_max_abs
from solver.break_even.assumed_figures import VariedFigure
from solver.break_even.interval_bounds import (
    IntervalBounds,
    ObjectiveBounds,
    bound_rounding_error,
    compute_excess,
    flag_between_ends,
    flag_kept_between,
    stays_best,
)
from solver.candidate_mip import has_award_objective
from solver.candidates.lot_costs import compute_integration
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.enumeration.lexicographic_best import EnumeratedBest, find_lexicographic_best
from solver.enumeration.measure_columns import compute_column
from solver.enumeration.rule_checks import DesignChecks
from solver.solve_context import SolveContext

MOST_DESIGNS_CHECKED = 3_000
"""Designs that are checked one by one; where there are more, nothing is shown."""
LARGEST_PARTS = 2**53
"""Figures stay below this, so that no difference of two wraps."""


@dataclass(frozen=True)
class DesignsAtValue:
    """All D designs at one value of the figure: which are admissible, and what they measure.

    Each of the `rule_flags` is (D,): whether a design keeps that rule.
    """

    answer: AtlasAnswer
    rule_flags: Mapping[str, Flags]
    checks: DesignChecks

    @cached_property
    def keeps_flagged_rules(self) -> Flags:
        """Which designs keep all rules but those that are checked design by design, (D,)."""
        every = np.ones(len(self.answer.measured), dtype=np.bool_)
        flags: Flags = np.logical_and.reduce([every, *self.rule_flags.values()])
        return flags

    @cached_property
    def best(self) -> EnumeratedBest | None:
        """The best design."""
        designs = np.flatnonzero(self.keeps_flagged_rules)
        return find_lexicographic_best(
            self.answer.scenario, self.answer.measured, designs, self.checks
        )

    @cached_property
    def admissible(self) -> Flags:
        """Which designs are admissible, (D,).

        Raises EnumerationRefused where too many need checks.
        """
        return _check_each_design(self.keeps_flagged_rules, self.checks)

    def compute_excess(self, rule: Rule) -> Ints:
        """Y x D pence by which each design exceeds the limit of a rule about money."""
        measured = self.answer.measured
        return measured.compute_once(("excess", rule), lambda: compute_excess(rule, measured))

    def read_signed(self, measure: str) -> tuple[Ints, int]:
        """A measure of all designs in parts, (D,), less being better, and how many parts make one.

        Raises EnumerationRefused where designs have different denominators.
        """
        column = compute_column(self.answer.measured, measure)
        if not isinstance(column.over, int) or find_max_abs(column.parts) >= LARGEST_PARTS:
            raise EnumerationRefused("these figures cannot be bounded")
        return MEASURES[measure].sign * column.parts, column.over


@dataclass
class DesignsAlongFigure:
    """The designs of one atlas while one figure moves; `design` is best at step 0.

    Raises EnumerationRefused, at first or later, where enumeration cannot answer.
    """

    atlas: Atlas
    figure: VariedFigure
    design: Design
    context: SolveContext
    proves_intervals: ClassVar[bool] = True
    _values: dict[int, DesignsAtValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if has_award_objective(self.atlas.scenario):
            raise EnumerationRefused("an objective depends on who wins")

    def find_best(self, step: int) -> Design | None:
        """The best design at a step, None where there is none; raises OutOfTime when late."""
        self.context.require_time()
        best = self.at_step(step).best
        return None if best is None else self.atlas.answer().design(best.design)

    def stays_best(self, low: int, high: int) -> bool:
        """Whether the design is shown to be best between two steps, ends included."""
        position = self._position
        return stays_best(
            position,
            self._bound_interval(self.at_step(low), self.at_step(high)),
            self.atlas.scenario.objectives,
            lambda other: self._cost_fingerprint(position) == self._cost_fingerprint(other),
        )

    @cached_property
    def _position(self) -> int:
        position = self.atlas.find_position(self.design)
        assert position is not None, "the best design is listed"
        return position

    def at_step(self, step: int) -> DesignsAtValue:
        """The designs at a step.

        Raises EnumerationRefused where the scenario is not valid there.
        """
        if step not in self._values:
            scenario = self.figure.build_scenario(step)
            if scenario is None:
                raise EnumerationRefused("such a scenario is not valid")
            self._values[step] = self._measure(scenario)
        return self._values[step]

    def _measure(self, scenario: Scenario) -> DesignsAtValue:
        atlas = self.atlas if scenario == self.atlas.scenario else self.atlas.remeasure(scenario)
        answer = atlas.answer()
        flags = {r.id: answer.met[r.id] for r in scenario.active_rules if r.id in answer.met}
        # Who could win a lot stays the same while only money moves.
        is_money = self.figure.cost_response != "market"
        return DesignsAtValue(answer, flags, self._checks if is_money else answer.checks)

    @cached_property
    def _checks(self) -> DesignChecks:
        """The checks of single designs at step 0."""
        return self.atlas.answer().checks

    def _bound_interval(self, low: DesignsAtValue, high: DesignsAtValue) -> IntervalBounds:
        measures = [objective.measure for objective in self.atlas.scenario.objectives]
        surely = low.admissible & high.admissible
        if self.figure.cost_response == "market":
            bounds = [[_bound_by_ends(low, high, measure) for measure in measures]]
            return IntervalBounds(bounds, surely, low.admissible | high.admissible)
        is_monotone = self.figure.cost_response == "monotone"
        if is_monotone:
            bounds = [[self._bound_monotone(low, high, measure) for measure in measures]]
        else:
            bounds = [
                [self._bound_at_end(end, measure) for measure in measures] for end in (low, high)
            ]
        possibly = np.ones_like(surely)
        for rule in self.atlas.scenario.active_rules:
            if rule.counted_amount is not None and self._may_change(rule):
                error = bound_rounding_error(rule, self.atlas.measured)
                if is_monotone:
                    is_between = flag_between_ends(rule, low.answer.measured, high.answer.measured)
                    error = np.where(is_between, 0, error)
                always, sometimes = flag_kept_between(
                    low.compute_excess(rule), high.compute_excess(rule), error
                )
                surely, possibly = surely & always, possibly & sometimes
            elif rule.id in low.rule_flags:
                possibly = possibly & low.rule_flags[rule.id]
        return IntervalBounds(bounds, surely, _check_each_design(possibly, self._checks))

    def _may_change(self, rule: Rule) -> bool:
        """Whether the figure has an influence on what the rule limits."""
        path = self.figure.path
        if path == "money.discount_rate":
            return False
        is_own_cost = path in ("money.contract_management", "money.procurement")
        return not (is_own_cost and rule.counted_amount != "cost")

    def _bound_at_end(self, end: DesignsAtValue, measure: str) -> ObjectiveBounds:
        """The figures at an end, widened by how far they stray from a straight line between."""
        parts, over = end.read_signed(measure)
        if not MEASURES[measure].is_cost:
            return ObjectiveBounds(parts, parts, over)
        error = self._bound_deviation(measure)
        return ObjectiveBounds(parts - error, parts + error, over)

    def _bound_monotone(
        self, low: DesignsAtValue, high: DesignsAtValue, measure: str
    ) -> ObjectiveBounds:
        """Between the figures at both ends, where costs only rise or only fall."""
        if MEASURES[measure].is_cost:
            return _bound_by_ends(low, high, measure)
        return self._bound_at_end(low, measure)

    def _bound_deviation(self, measure: str) -> Ints:
        """Pence by which each design's cost strays from a straight line, at most.

        Rounded amounts, one a lot and year, stray by a penny; the net present cost by one more.
        """
        counts = self.atlas.measured.designs.counts
        rounded = int(measure == "net_present_cost")
        if self.figure.cost_response == "linear":
            return np.full(len(counts), rounded)
        return counts * self.atlas.scenario.years + rounded

    def _cost_fingerprint(self, design: int) -> list[tuple[object, ...]]:
        """Equal for two designs whose lots cost the same, one by one, whatever the figure."""
        candidates = self.atlas.measured.candidates
        columns = (candidates.value, candidates.rent, candidates.gross, candidates.paid)
        lots, integration = self.atlas.measured.designs[design], self._integration
        return sorted((*(c[lot].tolist() for c in columns), integration[lot]) for lot in lots)

    @cached_property
    def _integration(self) -> list[int]:
        """What each lot saves by joining services: part of what is paid beside its scale."""
        saved: list[int] = compute_integration(
            self.atlas.scenario, self.atlas.listing.lots
        ).tolist()
        return saved


def _check_each_design(flags: Flags, checks: DesignChecks) -> Flags:
    """Those of the flagged designs that pass the checks.

    Raises EnumerationRefused where there are too many to check.
    """
    if not checks.is_needed:
        return flags
    designs = np.flatnonzero(flags).tolist()
    if len(designs) > MOST_DESIGNS_CHECKED:
        raise EnumerationRefused("there are too many designs to ask who could win them")
    passing = np.zeros_like(flags)
    passing[[design for design in designs if checks(design)]] = True
    return passing


def _bound_by_ends(low: DesignsAtValue, high: DesignsAtValue, measure: str) -> ObjectiveBounds:
    """Between what a design measures at one end and at the other."""
    (first, over), (second, other_over) = low.read_signed(measure), high.read_signed(measure)
    if over != other_over:
        raise EnumerationRefused("these figures cannot be bounded")
    return ObjectiveBounds(np.minimum(first, second), np.maximum(first, second), over)
