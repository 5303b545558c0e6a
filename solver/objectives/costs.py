"""Goals of the cost measures.

Discount factors are fractions, so net present cost is exact over a common denominator, and the
measure is that sum, rounded once. Where the denominator is too large for a model the expression is
rounded down and every solution is evaluated exactly.
"""

from fractions import Fraction

import numpy as np

from lotdesign.pence import round_away
from solver.arrays import scale_to_integers
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, GoalValue, build_linear_goal
from solver.model.linear_model import LinearModel


def build_whole_life_cost_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Cost over all years, in pence."""
    return build_linear_goal(model.sum_chosen(candidates.cost.sum(axis=1)))


def build_net_present_cost_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Discounted cost over all years, in pence, rounded once."""
    rate = candidates.scenario.money.discount_rate
    factors, parts = scale_to_integers(
        [1 / (1 + rate) ** year for year in range(candidates.scenario.years)]
    )
    total = model.sum_chosen(candidates.cost.astype(object) @ np.array(factors, dtype=object))

    def express_difference(value: GoalValue, halves: int) -> LinearExpression:
        """Twice the sum, less twice the value and `halves` half pennies."""
        shift = (2 * Fraction(value) + halves) * parts
        return LinearExpression(total.variables, 2 * total.coefficients, -int(shift))

    return Goal(
        evaluate=lambda solution: round_away(Fraction(total.evaluate(solution), parts)),
        express_below=lambda value: express_difference(value, -1),
        express_at_most=lambda value: express_difference(value, 1),
        bound_improvement=lambda value, depth: Fraction(depth, 2 * parts),
        is_linear=False,
    )
