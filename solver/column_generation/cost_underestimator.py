"""Lower bound on a lot's cost: linear in its units, less a saving that depends on its value

alone.

The cost is linear in the units but for the scale saving e(V) G and rounding. V is counted on a
grid (unit u weighs `steps_by_unit[u]` whole steps). With e made non-decreasing and L its
steepest slope, e(V) G <= e(k) tau k + e d + L x G, where k is the value on the grid, tau k the
gross value in proportion to it, d the excess of G over that and x the excess of V over the grid.
The first term depends on k alone; the others are charged to the units at the worst e. Everything
is rounded down to whole parts of a penny, so the bound holds exactly.
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
from solver.arrays import Ints, scale_to_integers
from solver.candidates.money import compute_council_cost, value_scale, value_terms

WholeOrFraction = TypeVar("WholeOrFraction", int, Fraction)

PARTS_PER_PENNY = 2**10
"""Costs are kept in so many parts of a penny."""
MAX_TABLE_CELLS = 200_000
"""About so many cells has the table of a lot's numbers of units and values."""
MAX_VALUE_STEPS = 20_000
"""No more steps than this are told apart."""


@dataclass(frozen=True)
class CostUnderestimator:
    """The costs of lots of up to `largest` units and V up to `most`, in its parts."""

    scenario: Scenario
    discounted: bool
    max_units: int
    max_value: int

    @cached_property
    def discount_factors(self) -> list[Fraction]:
        """What a pound of each year counts."""
        rate = self.scenario.money.discount_rate if self.discounted else Fraction(0)
        return [1 / (1 + rate) ** year for year in range(self.scenario.years)]

    @cached_property
    def gross_by_unit(self) -> list[Fraction]:
        """What each unit is worth over all years, as they count, in pence."""
        return [
            sum(
                (g * share for g, share in zip(unit.gross, self.discount_factors, strict=True)),
                Fraction(0),
            )
            for unit in self.scenario.units
        ]

    @cached_property
    def value_by_unit(self) -> tuple[int, ...]:
        """V of each unit by the term that weighs most, in parts of a penny."""
        return max(value_terms(self.scenario), key=sum)

    @cached_property
    def value_step(self) -> int:
        """V is counted in steps of so many parts."""
        shared: int = max(1, gcd(*self.value_by_unit))
        columns = min(
            MAX_VALUE_STEPS, MAX_TABLE_CELLS // (1 if self.is_unlimited else self.max_units)
        )
        most = min(self.max_value, sum_largest(self.value_by_unit, self.max_units))
        return shared if most // shared <= columns else max(1, most // columns)

    @property
    def is_unlimited(self) -> bool:
        """Whether a lot may hold every unit."""
        return self.max_units >= len(self.scenario.units)

    @cached_property
    def steps_by_unit(self) -> Ints:
        """V of each unit in steps, to the nearest one."""
        return np.array(
            [(2 * v + self.value_step) // (2 * self.value_step) for v in self.value_by_unit]
        )

    @cached_property
    def excess_by_unit(self) -> list[int]:
        """By how much V of each unit is more at most than its steps say."""
        most = [max(each) for each in zip(*value_terms(self.scenario), strict=True)]
        return [v - int(k) * self.value_step for v, k in zip(most, self.steps_by_unit, strict=True)]

    @cached_property
    def max_steps(self) -> int:
        """The most steps that V of a lot can have."""
        steps: list[int] = self.steps_by_unit.tolist()
        return min(self._count_steps_within(self.max_value), sum_largest(steps, self.max_units))

    def bound_steps_above(self, most: int) -> int:
        """How many steps a lot has at most that is worth no more than this."""
        return min(self.max_steps, self._count_steps_within(most))

    def _count_steps_within(self, most: int) -> int:
        pairs = zip(self.value_by_unit, self.steps_by_unit.tolist(), strict=True)
        under = sum_largest([max(0, k * self.value_step - v) for v, k in pairs], self.max_units)
        return int(most + under) // self.value_step

    def bound_steps_below(self, least: int) -> int:
        """How many steps a lot has at least that is worth no less than this."""
        over = sum_largest([max(0, each) for each in self.excess_by_unit], self.max_units)
        return max(0, -((over - least) // self.value_step))

    @cached_property
    def monotone_scale_curve(self) -> list[tuple[int, Fraction]]:
        """The corners of e, made never to fall; V in its parts."""
        corners = self.scenario.money.scale
        highest, found = corners[0].saving if corners else Fraction(0), []
        for corner in corners:
            highest = max(highest, corner.saving)
            found.append((corner.value * value_scale(self.scenario), highest))
        return found

    def interpolate_saving(self, value: int) -> Fraction:
        """The curve that never falls, at a value."""
        if not self.monotone_scale_curve:
            return Fraction(0)
        before = [corner for corner in self.monotone_scale_curve if corner[0] <= value]
        after = [corner for corner in self.monotone_scale_curve if corner[0] > value]
        if not before or not after:
            return (before or after)[-1 if before else 0][1]
        (left, low), (right, high) = before[-1], after[0]
        return low + (high - low) * (value - left) / (right - left)

    @cached_property
    def steepest_slope(self) -> Fraction:
        """How much of G is saved more, at most, for one part of V more."""
        return max(
            (
                (b[1] - a[1]) / (b[0] - a[0])
                for a, b in pairwise(self.monotone_scale_curve)
                if b[0] > a[0]
            ),
            default=Fraction(0),
        )

    @cached_property
    def gross_per_value(self) -> Fraction:
        """G for one part of V, over the whole authority."""
        return Fraction(sum(self.gross_by_unit), max(1, sum(self.value_by_unit)))

    @cached_property
    def saving_by_steps(self) -> Ints:
        """For each number of steps what a lot of that value saves at most, in parts of a penny."""
        rate, corners = (
            self.gross_per_value * PARTS_PER_PENNY * self.value_step,
            [value for value, _ in self.monotone_scale_curve],
        )
        ends = [min(self.max_steps, corner // self.value_step) for corner in corners]
        found: list[int] = []
        for left, right in pairwise([-1, *ends, self.max_steps]):
            found += self._tabulate_saving(rate, left + 1, right + 1)
        return np.array(found, dtype=np.int64)

    def _tabulate_saving(self, rate: Fraction, first: int, end: int) -> list[int]:
        """The saving at `rate` a step, for steps between two corners."""
        if first >= end:
            return []
        low, high = (
            self.interpolate_saving(first * self.value_step),
            self.interpolate_saving((end - 1) * self.value_step),
        )
        rise = (high - low) / max(1, end - 1 - first)
        (base, slope), parts = scale_to_integers((rate * (low - rise * first), rate * rise))
        return [-(-k * (base + slope * k) // parts) for k in range(first, end)]

    @cached_property
    def extra_saving_by_unit(self) -> list[Fraction]:
        """What each unit may make a lot save more than `saved`, in pence."""
        most = sum_largest(self.gross_by_unit, self.max_units)
        low, high = (
            self.interpolate_saving(0),
            self.interpolate_saving(self.max_steps * self.value_step),
        )
        found = []
        for gross, steps, over in zip(
            self.gross_by_unit, self.steps_by_unit.tolist(), self.excess_by_unit, strict=True
        ):
            more = gross - self.gross_per_value * steps * self.value_step
            found.append(max(low * more, high * more) + self.steepest_slope * most * max(0, over))
        return found

    @cached_property
    def integration_by_unit(self) -> list[Fraction]:
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
                    found[u] += each.annual * sum(self.discount_factors, Fraction(0)) / len(there)
        return found

    def bound_unit_costs(self, route: Route, price: Fraction) -> Ints:
        """What each unit adds at least to a lot's cost, savings by size aside, in parts."""
        prime = self.scenario.routes.prime
        dearer = 1 + (Fraction(0) if prime is None else prime.fee)
        rate = {"external": price, "in_house": Fraction(1), "prime": dearer}[route]
        saves = route != "in_house"
        return np.array(
            [
                floor(PARTS_PER_PENNY * (rate * gross - joined - (beside if saves else 0)))
                for gross, joined, beside in zip(
                    self.gross_by_unit,
                    self.integration_by_unit,
                    self.extra_saving_by_unit,
                    strict=True,
                )
            ],
            dtype=np.int64,
        )

    def bound_fixed_cost(self, route: Route) -> int:
        """What a lot costs at least for being one, in parts: a penny a year is for rounding."""
        yearly: Sequence[int] = compute_council_cost(self.scenario).tolist()
        in_house = self.scenario.routes.in_house
        if route != "external":
            yearly = [0] * self.scenario.years
        if route == "in_house" and in_house is not None:
            yearly = [in_house.annual_management + in_house.liability_annual] * len(yearly)
        costs = (
            (each - 1) * share for each, share in zip(yearly, self.discount_factors, strict=True)
        )
        return floor(PARTS_PER_PENNY * sum(costs, Fraction(0)))


def sum_largest(numbers: Sequence[WholeOrFraction], many: int) -> WholeOrFraction:
    """The sum of the largest numbers, so many."""
    return sum(sorted(numbers)[-many:], numbers[0] * 0)
