"""Lower bound on a lot's cost: linear in its units, less a saving by its value alone.

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
from solver.candidates.lot_costs import list_integration_groups
from solver.candidates.lot_values import value_ceiling_terms, value_scale, value_terms
from solver.column_generation.fixed_costs import list_fixed_costs

WholeOrFraction = TypeVar("WholeOrFraction", int, Fraction)

PARTS_PER_PENNY = 2**10
"""Costs are whole numbers of such parts of a penny."""
MAX_TABLE_CELLS = 200_000
"""The most cells of a knapsack's table, units times steps, about."""
MAX_VALUE_STEPS = 20_000
"""The most steps of value that are told apart."""


@dataclass(frozen=True)
class CostUnderestimator:
    """The costs of lots of up to `max_units` units and `max_value` parts of value.

    V and G are a lot's market value, in parts of a penny (`value_scale`), and gross budget, in
    pence. Sequences and arrays `_by_unit` are (U,). With `discounted` every year counts at its
    present value.
    """

    scenario: Scenario
    discounted: bool
    max_units: int
    max_value: int

    @cached_property
    def discount_factors(self) -> list[Fraction]:
        """The weight of each year's pounds."""
        rate = self.scenario.money.discount_rate if self.discounted else Fraction(0)
        return [1 / (1 + rate) ** year for year in range(self.scenario.years)]

    @cached_property
    def gross_by_unit(self) -> list[Fraction]:
        """The gross budget over all years, discounted, in pence."""
        return [
            sum(
                (g * share for g, share in zip(unit.gross, self.discount_factors, strict=True)),
                Fraction(0),
            )
            for unit in self.scenario.units
        ]

    @cached_property
    def value_by_unit(self) -> tuple[int, ...]:
        """V by the term that weighs most, in parts of a penny (`value_scale`): V is not less."""
        return max(value_terms(self.scenario), key=sum)

    @cached_property
    def value_step(self) -> int:
        """The parts of value, each a part of a penny, in a step of the grid."""
        shared: int = max(1, gcd(*self.value_by_unit))
        rows = 1 if self.is_unlimited else self.max_units
        columns = min(MAX_VALUE_STEPS, MAX_TABLE_CELLS // rows)
        most = min(self.max_value, sum_largest(self.value_by_unit, self.max_units))
        return shared if most // shared <= columns else max(1, most // columns)

    @property
    def is_unlimited(self) -> bool:
        """Whether a lot may hold every unit."""
        return self.max_units >= len(self.scenario.units)

    @cached_property
    def steps_by_unit(self) -> Ints:
        """(U,): V in steps, rounded to the nearest one."""
        step = self.value_step
        return np.array([(2 * v + step) // (2 * step) for v in self.value_by_unit])

    @cached_property
    def excess_by_unit(self) -> list[int]:
        """The most that V by any term is above the steps, in parts."""
        most = [max(values) for values in zip(*value_ceiling_terms(self.scenario), strict=True)]
        return [v - int(k) * self.value_step for v, k in zip(most, self.steps_by_unit, strict=True)]

    @cached_property
    def max_steps(self) -> int:
        """An upper bound on the steps of any lot."""
        steps: list[int] = self.steps_by_unit.tolist()
        return min(self._count_steps_within(self.max_value), sum_largest(steps, self.max_units))

    def bound_steps_above(self, max_value: int) -> int:
        """An upper bound on the steps of a lot of at most this value."""
        return min(self.max_steps, self._count_steps_within(max_value))

    def _count_steps_within(self, max_value: int) -> int:
        pairs = zip(self.value_by_unit, self.steps_by_unit.tolist(), strict=True)
        rounded_up = [max(0, k * self.value_step - v) for v, k in pairs]
        return int(max_value + sum_largest(rounded_up, self.max_units)) // self.value_step

    def bound_steps_below(self, min_value: int) -> int:
        """A lower bound on the steps of a lot of at least this value."""
        excess = sum_largest([max(0, each) for each in self.excess_by_unit], self.max_units)
        return max(0, -((excess - min_value) // self.value_step))

    @cached_property
    def monotone_scale_curve(self) -> list[tuple[int, Fraction]]:
        """The corners (value in parts, saving) of e, made non-decreasing."""
        corners = self.scenario.money.scale
        highest, curve = corners[0].saving if corners else Fraction(0), []
        for corner in corners:
            highest = max(highest, corner.saving)
            curve.append((corner.value * value_scale(self.scenario), highest))
        return curve

    def interpolate_saving(self, value: int) -> Fraction:
        """The non-decreasing e, a share of G, at a value in parts of a penny."""
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
        """The steepest rise of e for one part of value."""
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
        """Pence of G for one part of V, over the whole scenario."""
        return Fraction(sum(self.gross_by_unit), max(1, sum(self.value_by_unit)))

    @cached_property
    def saving_by_steps(self) -> Ints:
        """(steps,): an upper bound on what a lot of that value saves, in parts of a penny."""
        rate = self.gross_per_value * PARTS_PER_PENNY * self.value_step
        corners = [value // self.value_step for value, _ in self.monotone_scale_curve]
        ends = [min(self.max_steps, corner) for corner in corners]
        savings: list[int] = []
        for left, right in pairwise([-1, *ends, self.max_steps]):
            savings += self._tabulate_saving(rate, left + 1, right + 1)
        return np.array(savings, dtype=np.int64)

    def _tabulate_saving(self, rate: Fraction, first: int, end: int) -> list[int]:
        """The saving, at a gross value of `rate` a step, for steps between two corners."""
        if first >= end:
            return []
        low = self.interpolate_saving(first * self.value_step)
        high = self.interpolate_saving((end - 1) * self.value_step)
        rise = (high - low) / max(1, end - 1 - first)
        (base, slope), parts = scale_to_integers((rate * (low - rise * first), rate * rise))
        return [-(-k * (base + slope * k) // parts) for k in range(first, end)]

    @cached_property
    def extra_saving_by_unit(self) -> list[Fraction]:
        """What each unit may make a lot save beyond `saving_by_steps`, in pence."""
        most = sum_largest(self.gross_by_unit, self.max_units)
        low = self.interpolate_saving(0)
        high = self.interpolate_saving(self.max_steps * self.value_step)
        savings = []
        for gross, steps, excess in zip(
            self.gross_by_unit, self.steps_by_unit.tolist(), self.excess_by_unit, strict=True
        ):
            more = gross - self.gross_per_value * steps * self.value_step
            by_value = self.steepest_slope * most * max(0, excess)
            savings.append(max(low * more, high * more) + by_value)
        return savings

    @cached_property
    def integration_by_unit(self) -> list[Fraction]:
        """Each unit's share, in pence, of integration savings that its lot may earn."""
        shares = [Fraction(0)] * len(self.scenario.units)
        for group in list_integration_groups(self.scenario):
            factors = sum((self.discount_factors[year] for year in group.years), Fraction(0))
            for u in group.units:
                shares[u] += group.annual * factors / len(group.units)
        return shares

    def bound_unit_costs(self, route: Route, price: Fraction) -> Ints:
        """(U,): what each unit adds at least to a lot's cost, scale savings by value aside.

        In parts of a penny; `price` is the winner's, as a fraction of the gross budget.
        """
        prime = self.scenario.routes.prime
        prime_rate = 1 + (Fraction(0) if prime is None else prime.fee)
        rate = {"external": price, "in_house": Fraction(1), "prime": prime_rate}[route]
        saves = route != "in_house"
        return np.array(
            [
                floor(PARTS_PER_PENNY * (rate * gross - joined - (extra if saves else 0)))
                for gross, joined, extra in zip(
                    self.gross_by_unit,
                    self.integration_by_unit,
                    self.extra_saving_by_unit,
                    strict=True,
                )
            ],
            dtype=np.int64,
        )

    def bound_fixed_cost(self, route: Route) -> int:
        """What every lot costs at least besides its units, in parts of a penny.

        Less a penny a year, for rounding.
        """
        factors = self.discount_factors
        totals = [
            sum((each * d for each, d in zip(yearly, factors, strict=True)), Fraction(0))
            for yearly in list_fixed_costs(self.scenario, route)
        ]
        return floor(PARTS_PER_PENNY * (min(totals) - sum(factors, Fraction(0))))


def sum_largest(numbers: Sequence[WholeOrFraction], count: int) -> WholeOrFraction:
    """The sum of the `count` largest numbers."""
    return sum(sorted(numbers)[-count:], numbers[0] * 0)
