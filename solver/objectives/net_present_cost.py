"""Least discounted cost.

Discount factors are fractions, so the sum is exact over a common denominator; the measure is
that sum rounded once. Where the denominator is too large for a model the form is rounded
outward and every solution is measured exactly.
"""

from fractions import Fraction

import numpy as np

from lotdesign.pence import round_away
from solver.facts.exact import scaled
from solver.facts.table import Facts
from solver.selection.goal import Goal, Value
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Pence, rounded once over the chosen lots."""
    rate = facts.scenario.money.discount_rate
    factors, parts = scaled([1 / (1 + rate) ** year for year in range(facts.scenario.years)])
    total = model.chosen(facts.cost.astype(object) @ np.array(factors, dtype=object))

    def doubled(value: Value, halves: int) -> Linear:
        """Twice the sum, less twice the value and some halves of a penny."""
        shift = (2 * Fraction(value) + halves) * parts
        return Linear(total.variables, 2 * total.coefficients, -int(shift))

    return Goal(
        of=lambda solution: round_away(Fraction(total.of(solution), parts)),
        under=lambda value: doubled(value, -1),
        over=lambda value: doubled(value, 1),
        gain=lambda value, depth: Fraction(depth, 2 * parts),
        linear=False,
    )
