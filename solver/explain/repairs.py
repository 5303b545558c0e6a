"""The least that has to be loosened in some rules before a design is possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from lotdesign.design import Design
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.explain.dials import OFF, Dial, dials
from solver.explain.staircase import Point, cheapest
from solver.variants.oracle import Oracle, Verdict
from solver.variants.rules import with_rules

Price = tuple[int, int, Fraction]
"""Rules touched, rules switched off, and how far parameters are turned in all."""

NARROW = 64
"""Levels between which nothing but halving is tried."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dial of a rule, or none; its last level switches the rule off if it `ends` so."""

    rule: Rule
    dial: Dial | None
    ends: bool

    @property
    def first(self) -> int:
        """The level at which the search begins: a rule without a dial can only be off."""
        if self.dial is None:
            return OFF
        return 1 if self.dial.held == "all" else 0

    def after(self, level: int) -> int:
        """The next level; -1 after the last."""
        if level < self.top:
            return level + 1
        return OFF if self.ends and level != OFF else -1

    @property
    def top(self) -> int:
        """The last level before the rule is switched off."""
        return 0 if self.dial is None else self.dial.top


@dataclass(frozen=True, slots=True)
class Found:
    """Levels of the dimensions at which a design is possible; `least` if that is proved."""

    dimensions: tuple[Dimension, ...]
    point: Point
    price: Price
    least: bool


@dataclass
class Mending:
    """Loosens some rules of an impossible scenario, all of which have to be touched."""

    oracle: Oracle
    rules: tuple[Rule, ...]
    certain: bool = True
    _designs: dict[Point, Design | None] = field(default_factory=dict)

    def cheapest(self) -> Found | None:
        """The cheapest levels; None where there are none or they could not be found."""
        start = tuple(each.first for each in self.dimensions)
        afters = [each.after for each in self.dimensions]
        point, known = cheapest(start, afters, self._holds, self._last_failing, self.price)
        if point is None:
            return None
        return Found(self.dimensions, point, self.price(point), known and self.certain)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """All dials of the rules; of one without any, that it is on or off."""
        found: list[Dimension] = []
        for rule in self.rules:
            own = dials(rule, self.oracle.scenario)
            found += [Dimension(rule, dial, not i) for i, dial in enumerate(own)]
            found += [] if own else [Dimension(rule, None, True)]
        return tuple(found)

    def price(self, point: Point) -> Price:
        """What a point costs."""
        off = switched_off(self.dimensions, point)
        turns = (
            each.dial.loosening(level)
            for each, level in zip(self.dimensions, point, strict=True)
            if each.dial is not None and each.rule.id not in off
        )
        touched = {d.rule.id for d, level in zip(self.dimensions, point, strict=True) if level}
        return len(touched), len(off), sum(turns, Fraction(0))

    def _holds(self, point: Point) -> bool:
        verdict = self._ask(point)
        self.certain = self.certain and verdict.possible is not None
        self._designs[point] = verdict.design
        return verdict.possible is True

    def _ask(self, point: Point) -> Verdict:
        return self.oracle.ask(loosened(self.oracle.scenario, self.dimensions, point))

    def _last_failing(self, point: Point, at: int) -> int:
        """The highest level of one dimension with which the point still fails."""
        dimension = self.dimensions[at]
        if dimension.ends and not self._holds(_with(point, at, OFF)):
            return OFF
        high = self._finite(point, at)
        if high is None:
            return dimension.top
        return self._between(point, at, point[at], high) - 1

    def _finite(self, point: Point, at: int) -> int | None:
        """A level below OFF at which the point holds, if there is any."""
        dimension = self.dimensions[at]
        if dimension.dial is None or point[at] >= dimension.top:
            return None
        known = self._needed(point, at, self._designs.get(_with(point, at, OFF)), dimension.top)
        if known is not None:
            return known
        return dimension.top if self._holds(_with(point, at, dimension.top)) else None

    def _between(self, point: Point, at: int, low: int, high: int) -> int:
        """The least level that holds, given one that fails and one that holds.

        A design that is found says itself which level it needs. It may well need the least of
        all, so between wide ends every other try is the level just below.
        """
        just_below = False
        while high - low > 1:
            wide = high - low > NARROW
            level = high - 1 if wide and just_below else (low + high) // 2
            just_below = not just_below
            if self._holds(_with(point, at, level)):
                design = self._designs[_with(point, at, level)]
                known = self._needed(point, at, design, level)
                high = level if known is None else known
            else:
                low = level
        return high

    def _needed(self, point: Point, at: int, design: Design | None, top: int) -> int | None:
        """The least level of one dimension with which this design keeps the rule.

        None where that depends on who wins, or no level up to `top` will do.
        """
        rule = self.dimensions[at].rule
        scenario = self.oracle.scenario
        priced = rule.reads_prices and scenario.prices is not None
        if design is None or rule.needs_certificate or priced:
            return None

        def keeps(level: int) -> bool:
            changed = _turned(rule, self.dimensions, _with(point, at, level))
            return changed.judge(self.oracle.ledger(design)).met

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


def less(oracle: Oracle, found: Found) -> Iterator[Scenario]:
    """The scenario with one of the changes a step smaller, for each of them."""
    for at, (dimension, level) in enumerate(zip(found.dimensions, found.point, strict=True)):
        if level:
            before = dimension.top if level == OFF else level - 1
            yield loosened(oracle.scenario, found.dimensions, _with(found.point, at, before))


def loosened(scenario: Scenario, dimensions: Sequence[Dimension], point: Point) -> Scenario:
    """The scenario with its rules at these levels."""
    off = switched_off(dimensions, point)
    own = {each.rule.id for each in dimensions}
    return with_rules(
        scenario,
        (
            _turned(rule, dimensions, point) if rule.id in own else rule
            for rule in scenario.active_rules
            if rule.id not in off
        ),
    )


def switched_off(dimensions: Sequence[Dimension], point: Point) -> frozenset[str]:
    """The ids of the rules that a point switches off."""
    pairs = zip(dimensions, point, strict=True)
    return frozenset(each.rule.id for each, level in pairs if level == OFF)


def _turned(rule: Rule, dimensions: Sequence[Dimension], point: Point) -> Rule:
    settings: dict[str, Any] = {
        each.dial.knob.parameter: each.dial.value(level)
        for each, level in zip(dimensions, point, strict=True)
        if each.dial is not None and each.rule.id == rule.id and level not in (0, OFF)
    }
    return rule.model_copy(update=settings) if settings else rule


def _with(point: Point, at: int, level: int) -> Point:
    return (*point[:at], level, *point[at + 1 :])
