"""The least relaxation of some rules that makes a design possible."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Design
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.monotone_search import LevelVector, PointCost, find_cheapest_point
from solver.infeasibility.relaxations import (
    SWITCHED_OFF,
    RelaxationDimension,
    list_dimensions,
    list_switched_off,
    relax_rule,
    relax_rules,
)
from solver.whatif.oracle import WhatIfOracle

NARROW_LEVELS = 64
"""Between levels no farther apart than this only bisection is used."""


@dataclass(frozen=True, slots=True)
class LeastRepair:
    """Levels of the dimensions at which a design is possible; `is_least` if that is proved.

    `cost` is (rules touched, rules switched off, total relative loosening).
    """

    dimensions: tuple[RelaxationDimension, ...]
    point: LevelVector
    cost: PointCost
    is_least: bool

    def apply(self, scenario: Scenario) -> Scenario:
        """The scenario with its rules relaxed."""
        return relax_rules(scenario, self.dimensions, self.point)


@dataclass
class RepairSearch:
    """Relaxes some rules of an infeasible scenario, each of which must be touched.

    `is_certain` until a question could not be settled, which then counts as infeasible.
    """

    oracle: WhatIfOracle
    rules: tuple[Rule, ...]
    is_certain: bool = True
    _designs: dict[LevelVector, Design | None] = field(default_factory=dict)

    def find_cheapest(self) -> LeastRepair | None:
        """The cheapest repair; None where there is none or it could not be found.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C.
        """
        start = tuple(dimension.first_level for dimension in self.dimensions)
        next_levels = [dimension.next_level for dimension in self.dimensions]
        point, is_proved = find_cheapest_point(
            start, next_levels, self._is_possible, self._find_last_failing, self.cost_of
        )
        if point is None:
            return None
        is_least = is_proved and self.is_certain
        return LeastRepair(self.dimensions, point, self.cost_of(point), is_least)

    @cached_property
    def dimensions(self) -> tuple[RelaxationDimension, ...]:
        """One dimension for each relaxable parameter; for a rule without any, that it is on."""
        return tuple(
            dimension
            for rule in self.rules
            for dimension in list_dimensions(rule, self.oracle.scenario)
        )

    def cost_of(self, point: LevelVector) -> PointCost:
        """(rules touched, rules switched off, total relative loosening) of a point."""
        off = list_switched_off(self.dimensions, point)
        pairs = [*zip(self.dimensions, point, strict=True)]
        touched = {dimension.rule.id for dimension, level in pairs if level}
        loosening = (
            dimension.relaxation.relative_loosening(level)
            for dimension, level in pairs
            if dimension.relaxation is not None and dimension.rule.id not in off
        )
        return len(touched), len(off), sum(loosening, Fraction(0))

    def _is_possible(self, point: LevelVector) -> bool:
        """Whether a design is known to be possible at a point."""
        variant = relax_rules(self.oracle.scenario, self.dimensions, point)
        verdict = self.oracle.ask(variant)
        self.is_certain = self.is_certain and verdict.possible is not None
        self._designs[point] = verdict.design
        return verdict.possible is True

    def _find_last_failing(self, point: LevelVector, at: int) -> int:
        """The highest level of dimension `at` with which the point still fails."""
        dimension = self.dimensions[at]
        switched_off = _replace_level(point, at, SWITCHED_OFF)
        if dimension.can_switch_off and not self._is_possible(switched_off):
            return SWITCHED_OFF
        high = self._find_holding_level(point, at)
        if high is None:
            return dimension.last_level
        return self._bisect_level(point, at, point[at], high) - 1

    def _find_holding_level(self, point: LevelVector, at: int) -> int | None:
        """A level short of switching off at which a design is possible, if there is any."""
        dimension = self.dimensions[at]
        if dimension.relaxation is None or point[at] >= dimension.last_level:
            return None
        design = self._designs.get(_replace_level(point, at, SWITCHED_OFF))
        needed = self._find_needed_level(point, at, design, dimension.last_level)
        if needed is not None:
            return needed
        last = _replace_level(point, at, dimension.last_level)
        return dimension.last_level if self._is_possible(last) else None

    def _bisect_level(self, point: LevelVector, at: int, low: int, high: int) -> int:
        """The least level that holds, given one that fails and one that holds.

        A design that is found shows the level that it needs, which is often the least. So between
        levels far apart every other try is the one just below.
        """
        just_below = False
        while high - low > 1:
            is_wide = high - low > NARROW_LEVELS
            level = high - 1 if is_wide and just_below else (low + high) // 2
            just_below = not just_below
            trial = _replace_level(point, at, level)
            if self._is_possible(trial):
                needed = self._find_needed_level(point, at, self._designs[trial], level)
                high = level if needed is None else needed
            else:
                low = level
        return high

    def _find_needed_level(
        self, point: LevelVector, at: int, design: Design | None, top: int
    ) -> int | None:
        """The least level of dimension `at`, up to `top`, with which the design keeps the rule.

        None where there is no such level, or it depends on who wins.
        """
        rule = self.dimensions[at].rule
        reads_prices = rule.reads_prices and self.oracle.scenario.prices is not None
        if design is None or rule.needs_certificate or reads_prices:
            return None

        def keeps(level: int) -> bool:
            relaxed = relax_rule(rule, self.dimensions, _replace_level(point, at, level))
            return relaxed.judge(self.oracle.designs.evaluate(design)).met

        low, reach = point[at], 1
        while not keeps(min(low + reach, top)):
            if low + reach >= top:
                return None
            reach *= 4
        high = min(low + reach, top)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if keeps(middle) else (middle, high)
        return high


def list_smaller_repairs(repair: LeastRepair) -> Iterator[LeastRepair]:
    """Yields the repair with one of its levels a step lower, for each of them."""
    for at, (dimension, level) in enumerate(zip(repair.dimensions, repair.point, strict=True)):
        if level:
            before = dimension.last_level if level == SWITCHED_OFF else level - 1
            yield replace(repair, point=_replace_level(repair.point, at, before))


def _replace_level(point: LevelVector, at: int, level: int) -> LevelVector:
    return (*point[:at], level, *point[at + 1 :])
