"""The least relaxation of some rules that makes a design possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from lotdesign.design import Design
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.monotone_search import LevelVector, find_cheapest_point
from solver.infeasibility.relaxations import SWITCHED_OFF, ParameterRelaxation, list_relaxations
from solver.whatif.oracle import WhatIfOracle, WhatIfVerdict
from solver.whatif.variants import replace_rules

RepairCost = tuple[int, int, Fraction]
"""Rules touched, rules switched off, and how far parameters are turned in all."""

NARROW_LEVELS = 64
"""Levels between which nothing but halving is tried."""


@dataclass(frozen=True, slots=True)
class RelaxationDimension:
    """A dial of a rule, or none; its last level switches the rule off if it `ends` so."""

    rule: Rule
    relaxation: ParameterRelaxation | None
    can_switch_off: bool

    @property
    def first_level(self) -> int:
        """The level at which the search begins: a rule without a dial can only be off."""
        if self.relaxation is None:
            return SWITCHED_OFF
        return 1 if self.relaxation.current_value == "all" else 0

    def next_level(self, level: int) -> int:
        """The next level; -1 after the last."""
        if level < self.last_level:
            return level + 1
        return SWITCHED_OFF if self.can_switch_off and level != SWITCHED_OFF else -1

    @property
    def last_level(self) -> int:
        """The last level before the rule is switched off."""
        return 0 if self.relaxation is None else self.relaxation.top


@dataclass(frozen=True, slots=True)
class LeastRepair:
    """Levels of the dimensions at which a design is possible; `least` if that is proved."""

    dimensions: tuple[RelaxationDimension, ...]
    point: LevelVector
    price: RepairCost
    least: bool


@dataclass
class RepairSearch:
    """Loosens some rules of an impossible scenario, all of which have to be touched."""

    oracle: WhatIfOracle
    rules: tuple[Rule, ...]
    certain: bool = True
    _designs: dict[LevelVector, Design | None] = field(default_factory=dict)

    def find_cheapest(self) -> LeastRepair | None:
        """The cheapest levels; None where there are none or they could not be found."""
        start = tuple(each.first_level for each in self.dimensions)
        afters = [each.next_level for each in self.dimensions]
        point, known = find_cheapest_point(
            start, afters, self._is_possible, self._find_last_failing, self.cost_of
        )
        if point is None:
            return None
        return LeastRepair(self.dimensions, point, self.cost_of(point), known and self.certain)

    @cached_property
    def dimensions(self) -> tuple[RelaxationDimension, ...]:
        """All dials of the rules; of one without any, that it is on or off."""
        found: list[RelaxationDimension] = []
        for rule in self.rules:
            own = list_relaxations(rule, self.oracle.scenario)
            found += [RelaxationDimension(rule, dial, not i) for i, dial in enumerate(own)]
            found += [] if own else [RelaxationDimension(rule, None, True)]
        return tuple(found)

    def cost_of(self, point: LevelVector) -> RepairCost:
        """What a point costs."""
        off = list_switched_off(self.dimensions, point)
        turns = (
            each.relaxation.relative_loosening(level)
            for each, level in zip(self.dimensions, point, strict=True)
            if each.relaxation is not None and each.rule.id not in off
        )
        touched = {d.rule.id for d, level in zip(self.dimensions, point, strict=True) if level}
        return len(touched), len(off), sum(turns, Fraction(0))

    def _is_possible(self, point: LevelVector) -> bool:
        verdict = self._ask(point)
        self.certain = self.certain and verdict.possible is not None
        self._designs[point] = verdict.design
        return verdict.possible is True

    def _ask(self, point: LevelVector) -> WhatIfVerdict:
        return self.oracle.ask(relax_rules(self.oracle.scenario, self.dimensions, point))

    def _find_last_failing(self, point: LevelVector, at: int) -> int:
        """The highest level of one dimension with which the point still fails."""
        dimension = self.dimensions[at]
        if dimension.can_switch_off and not self._is_possible(
            _replace_level(point, at, SWITCHED_OFF)
        ):
            return SWITCHED_OFF
        high = self._find_finite_level(point, at)
        if high is None:
            return dimension.last_level
        return self._bisect_level(point, at, point[at], high) - 1

    def _find_finite_level(self, point: LevelVector, at: int) -> int | None:
        """A level below OFF at which the point holds, if there is any."""
        dimension = self.dimensions[at]
        if dimension.relaxation is None or point[at] >= dimension.last_level:
            return None
        known = self._find_needed_level(
            point,
            at,
            self._designs.get(_replace_level(point, at, SWITCHED_OFF)),
            dimension.last_level,
        )
        if known is not None:
            return known
        return (
            dimension.last_level
            if self._is_possible(_replace_level(point, at, dimension.last_level))
            else None
        )

    def _bisect_level(self, point: LevelVector, at: int, low: int, high: int) -> int:
        """The least level that holds, given one that fails and one that holds.

        A design that is found says itself which level it needs. It may well need the least of
        all, so between wide ends every other try is the level just below.
        """
        just_below = False
        while high - low > 1:
            wide = high - low > NARROW_LEVELS
            level = high - 1 if wide and just_below else (low + high) // 2
            just_below = not just_below
            if self._is_possible(_replace_level(point, at, level)):
                design = self._designs[_replace_level(point, at, level)]
                known = self._find_needed_level(point, at, design, level)
                high = level if known is None else known
            else:
                low = level
        return high

    def _find_needed_level(
        self, point: LevelVector, at: int, design: Design | None, top: int
    ) -> int | None:
        """The least level of one dimension with which this design keeps the rule.

        None where that depends on who wins, or no level up to `top` will do.
        """
        rule = self.dimensions[at].rule
        scenario = self.oracle.scenario
        priced = rule.reads_prices and scenario.prices is not None
        if design is None or rule.needs_certificate or priced:
            return None

        def keeps(level: int) -> bool:
            changed = _relax_rule(rule, self.dimensions, _replace_level(point, at, level))
            return changed.judge(self.oracle.evaluate(design)).met

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


def list_smaller_repairs(oracle: WhatIfOracle, found: LeastRepair) -> Iterator[Scenario]:
    """The scenario with one of the changes a step smaller, for each of them."""
    for at, (dimension, level) in enumerate(zip(found.dimensions, found.point, strict=True)):
        if level:
            before = dimension.last_level if level == SWITCHED_OFF else level - 1
            yield relax_rules(
                oracle.scenario, found.dimensions, _replace_level(found.point, at, before)
            )


def relax_rules(
    scenario: Scenario, dimensions: Sequence[RelaxationDimension], point: LevelVector
) -> Scenario:
    """The scenario with its rules at these levels."""
    off = list_switched_off(dimensions, point)
    own = {each.rule.id for each in dimensions}
    return replace_rules(
        scenario,
        (
            _relax_rule(rule, dimensions, point) if rule.id in own else rule
            for rule in scenario.active_rules
            if rule.id not in off
        ),
    )


def list_switched_off(
    dimensions: Sequence[RelaxationDimension], point: LevelVector
) -> frozenset[str]:
    """The ids of the rules that a point switches off."""
    pairs = zip(dimensions, point, strict=True)
    return frozenset(each.rule.id for each, level in pairs if level == SWITCHED_OFF)


def _relax_rule(rule: Rule, dimensions: Sequence[RelaxationDimension], point: LevelVector) -> Rule:
    settings: dict[str, Any] = {
        each.relaxation.parameter.name: each.relaxation.value_at(level)
        for each, level in zip(dimensions, point, strict=True)
        if each.relaxation is not None
        and each.rule.id == rule.id
        and level not in (0, SWITCHED_OFF)
    }
    return rule.model_copy(update=settings) if settings else rule


def _replace_level(point: LevelVector, at: int, level: int) -> LevelVector:
    return (*point[:at], level, *point[at + 1 :])
