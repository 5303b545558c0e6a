"""What a lot costs at least, as a sum over its units less a saving that its value alone decides.

C of a lot is linear in its units but for what is saved by size, e(V) of G, and for rounding. V is
counted on a grid: unit u weighs `steps[u]` whole steps. With e never falling, and L its steepest
rise, e(V) G <= e(k) tau k + e d + L x G, where k is the value on the grid, tau k what G is in
proportion, d what G is more, and x what V is more. The first term depends on k alone; the others
are taken unit by unit, at the worst e. All of it is rounded down to whole parts of a penny, so that
no lot costs less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor, gcd
from typing import TypeVar

import numpy as np

from lotdesign.design import Route
from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import scaled
from solver.facts.lots import Ints
from solver.facts.money import own
from solver.facts.values import value_scale, value_terms

Number = TypeVar("Number", int, Fraction)

PARTS = 2**10
"""Costs are kept in so many parts of a penny."""
CELLS = 200_000
"""About so many cells has the table of a lot's numbers of units and values."""
FINEST = 20_000
"""No more steps than this are told apart."""


@dataclass(frozen=True)
class Money:
    """The costs of lots of up to `largest` units and V up to `most`, in its parts."""

    scenario: Scenario
    discounted: bool
    largest: int
    most: int

    @cached_property
    def shares(self) -> list[Fraction]:
        """What a pound of each year counts."""
        rate = self.scenario.money.discount_rate if self.discounted else Fraction(0)
        return [1 / (1 + rate) ** year for year in range(self.scenario.years)]

    @cached_property
    def gross(self) -> list[Fraction]:
        """What each unit is worth over all years, as they count, in pence."""
        return [
            sum((g * share for g, share in zip(unit.gross, self.shares, strict=True)), Fraction(0))
            for unit in self.scenario.units
        ]

    @cached_property
    def values(self) -> tuple[int, ...]:
        """V of each unit by the term that weighs most, in parts of a penny."""
        return max(value_terms(self.scenario), key=sum)

    @cached_property
    def step(self) -> int:
        """V is counted in steps of so many parts."""
        shared: int = max(1, gcd(*self.values))
        columns = min(FINEST, CELLS // (1 if self.unlimited else self.largest))
        most = min(self.most, top(self.values, self.largest))
        return shared if most // shared <= columns else max(1, most // columns)

    @property
    def unlimited(self) -> bool:
        """Whether a lot may hold every unit."""
        return self.largest >= len(self.scenario.units)

    @cached_property
    def steps(self) -> Ints:
        """V of each unit in steps, to the nearest one."""
        return np.array([(2 * v + self.step) // (2 * self.step) for v in self.values])

    @cached_property
    def over(self) -> list[int]:
        """By how much V of each unit is more at most than its steps say."""
        most = [max(each) for each in zip(*value_terms(self.scenario), strict=True)]
        return [v - int(k) * self.step for v, k in zip(most, self.steps, strict=True)]

    @cached_property
    def reach(self) -> int:
        """The most steps that V of a lot can have."""
        steps: list[int] = self.steps.tolist()
        return min(self._within(self.most), top(steps, self.largest))

    def steps_within(self, most: int) -> int:
        """How many steps a lot has at most that is worth no more than this."""
        return min(self.reach, self._within(most))

    def _within(self, most: int) -> int:
        pairs = zip(self.values, self.steps.tolist(), strict=True)
        under = top([max(0, k * self.step - v) for v, k in pairs], self.largest)
        return int(most + under) // self.step

    def steps_from(self, least: int) -> int:
        """How many steps a lot has at least that is worth no less than this."""
        over = top([max(0, each) for each in self.over], self.largest)
        return max(0, -((over - least) // self.step))

    @cached_property
    def curve(self) -> list[tuple[int, Fraction]]:
        """The corners of e, made never to fall; V in its parts."""
        corners = self.scenario.money.scale
        highest, found = corners[0].saving if corners else Fraction(0), []
        for corner in corners:
            highest = max(highest, corner.saving)
            found.append((corner.value * value_scale(self.scenario), highest))
        return found

    def saving_at(self, value: int) -> Fraction:
        """The curve that never falls, at a value."""
        if not self.curve:
            return Fraction(0)
        before = [corner for corner in self.curve if corner[0] <= value]
        after = [corner for corner in self.curve if corner[0] > value]
        if not before or not after:
            return (before or after)[-1 if before else 0][1]
        (left, low), (right, high) = before[-1], after[0]
        return low + (high - low) * (value - left) / (right - left)

    @cached_property
    def steepest(self) -> Fraction:
        """How much of G is saved more, at most, for one part of V more."""
        return max(
            ((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(self.curve) if b[0] > a[0]),
            default=Fraction(0),
        )

    @cached_property
    def proportion(self) -> Fraction:
        """G for one part of V, over the whole authority."""
        return Fraction(sum(self.gross), max(1, sum(self.values)))

    @cached_property
    def saved(self) -> Ints:
        """For each number of steps what a lot of that value saves at most, in parts of a penny."""
        rate, corners = self.proportion * PARTS * self.step, [value for value, _ in self.curve]
        ends = [min(self.reach, corner // self.step) for corner in corners]
        found: list[int] = []
        for left, right in pairwise([-1, *ends, self.reach]):
            found += self._rounded_up(rate, left + 1, right + 1)
        return np.array(found, dtype=np.int64)

    def _rounded_up(self, rate: Fraction, first: int, end: int) -> list[int]:
        """The saving at `rate` a step, for steps between two corners."""
        if first >= end:
            return []
        low, high = self.saving_at(first * self.step), self.saving_at((end - 1) * self.step)
        rise = (high - low) / max(1, end - 1 - first)
        (base, slope), parts = scaled((rate * (low - rise * first), rate * rise))
        return [-(-k * (base + slope * k) // parts) for k in range(first, end)]

    @cached_property
    def besides(self) -> list[Fraction]:
        """What each unit may make a lot save more than `saved`, in pence."""
        most = top(self.gross, self.largest)
        low, high = self.saving_at(0), self.saving_at(self.reach * self.step)
        found = []
        for gross, steps, over in zip(self.gross, self.steps.tolist(), self.over, strict=True):
            more = gross - self.proportion * steps * self.step
            found.append(max(low * more, high * more) + self.steepest * most * max(0, over))
        return found

    @cached_property
    def joined(self) -> list[Fraction]:
        """What each unit brings to joining services, where its lot holds all that it takes."""
        scenario = self.scenario
        found = [Fraction(0)] * len(scenario.units)
        for each in scenario.money.integration:
            for place in scenario.localities:
                there = [
                    u
                    for u, unit in enumerate(scenario.units)
                    if unit.locality == place.id and unit.service in each.services
                ]
                for u in there:
                    found[u] += each.annual * sum(self.shares, Fraction(0)) / len(there)
        return found

    def units(self, route: Route, price: Fraction) -> Ints:
        """What each unit adds at least to a lot's cost, savings by size aside, in parts."""
        prime = self.scenario.routes.prime
        dearer = 1 + (Fraction(0) if prime is None else prime.fee)
        rate = {"external": price, "in_house": Fraction(1), "prime": dearer}[route]
        saves = route != "in_house"
        return np.array(
            [
                floor(PARTS * (rate * gross - joined - (beside if saves else 0)))
                for gross, joined, beside in zip(self.gross, self.joined, self.besides, strict=True)
            ],
            dtype=np.int64,
        )

    def fixed(self, route: Route) -> int:
        """What a lot costs at least for being one, in parts: a penny a year is for rounding."""
        yearly: Sequence[int] = own(self.scenario).tolist()
        in_house = self.scenario.routes.in_house
        if route != "external":
            yearly = [0] * self.scenario.years
        if route == "in_house" and in_house is not None:
            yearly = [in_house.annual_management + in_house.liability_annual] * len(yearly)
        costs = ((each - 1) * share for each, share in zip(yearly, self.shares, strict=True))
        return floor(PARTS * sum(costs, Fraction(0)))


def top(numbers: Sequence[Number], many: int) -> Number:
    """The sum of the largest numbers, so many."""
    return sum(sorted(numbers)[-many:], numbers[0] * 0)
