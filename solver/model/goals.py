"""Goals to minimise: a linear expression, a ratio of two, or a share of the market value.

A measure to maximise is minimised with its sign changed, and every value here is the signed one.
Ratios are minimised by a sequence of linear problems, each asking for a ratio below the last
(Dinkelbach, On nonlinear fractional programming, Management Science 13, 1967).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solver.arrays import Ints
from solver.candidates.lot_values import find_constant_total, find_least_total
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel

GoalValue = Fraction | int


@dataclass(frozen=True)
class Goal:
    """A measure as the solver minimises it.

    A solution is (size,), the value of each of the model's variables. `evaluate(solution)` is the
    exact signed value, in the measure's own unit: pence, metres, a share of 1 or a count.
    `express_below(v)` is an expression that is negative exactly where the value is below v,
    `express_at_most(v)` one that is at most 0 wherever the value is at most v. Where the first is
    never below -depth, no value lies further below v than `bound_improvement(v, depth)`. For a goal
    that `is_linear`, minimising `express_below(v)` once, for any v, gives the optimum.
    """

    evaluate: Callable[[Ints], GoalValue]
    express_below: Callable[[GoalValue], LinearExpression]
    express_at_most: Callable[[GoalValue], LinearExpression]
    bound_improvement: Callable[[GoalValue, int], Fraction]
    is_linear: bool = True


def build_linear_goal(expression: LinearExpression, unit: int = 1) -> Goal:
    """Build the goal of the signed value `expression` / `unit`; `unit` is the parts of one."""

    def relative(value: GoalValue) -> LinearExpression:
        exact = value * unit
        return expression.add_constant(-(exact.numerator // exact.denominator))

    return Goal(
        evaluate=lambda solution: _reduce_fraction(Fraction(expression.evaluate(solution), unit)),
        express_below=relative,
        express_at_most=relative,
        bound_improvement=lambda value, depth: Fraction(depth, unit),
    )


def _reduce_fraction(value: Fraction) -> GoalValue:
    return value.numerator if value.denominator == 1 else value


def build_ratio_goal(
    top: LinearExpression, bottom: LinearExpression, least: int, empty: int
) -> Goal:
    """Build the goal of the ratio `top` / `bottom`, which is at most 1.

    `bottom` is at least `least`, which may be 0.

    Where `bottom` is 0 the ratio is `empty`.
    """

    def evaluate(solution: Ints) -> GoalValue:
        divisor = bottom.evaluate(solution)
        # A solution of an earlier objective may leave a variable of `top` far above what it stands
        # for. From such a value on, the multiple of `bottom` is all that rounding leaves.
        ratio = Fraction(top.evaluate(solution), divisor) if divisor else Fraction(empty)
        return min(ratio, Fraction(1))

    def relative(value: GoalValue) -> LinearExpression:
        """Top - value * bottom, times the value's denominator."""
        ratio = Fraction(value)
        return sum_expressions(top.multiply(ratio.denominator), bottom.multiply(-ratio.numerator))

    def bound_improvement(value: GoalValue, depth: int) -> Fraction:
        return Fraction(depth, Fraction(value).denominator * max(1, least))

    return Goal(
        evaluate=evaluate,
        express_below=relative,
        express_at_most=relative,
        bound_improvement=bound_improvement,
        is_linear=False,
    )


def build_share_goal(
    candidates: CandidateTable, part: LinearExpression, model: LinearModel, empty: int
) -> Goal:
    """Build the goal of `part` as a share of the external lots' V; linear where that is constant.

    `part` is in parts of a penny (`value_scale`); `empty` is the value where V is 0.
    """
    total = find_constant_total(candidates.scenario)
    if total:
        return build_linear_goal(part, total)
    whole = model.sum_chosen(candidates.external_value)
    if candidates.is_external.all():
        return build_ratio_goal(part, whole, find_least_total(candidates.scenario), empty)
    nothing = _add_nothing_let_marker(candidates, model)
    return build_ratio_goal(
        sum_expressions(part, nothing.multiply(empty)), sum_expressions(whole, nothing), 1, empty
    )


def _add_nothing_let_marker(candidates: CandidateTable, model: LinearModel) -> LinearExpression:
    """Add a variable that is 1 where no chosen lot is external and has value, else 0."""
    marker = LinearExpression.count(np.array([model.add_variable("nothing is let", 0, 1)]))
    let = model.sum_chosen((candidates.external_value > 0).astype(np.int64))
    model.add_row("something or nothing is let", sum_expressions(let, marker), 1, None)
    most = len(candidates.scenario.units)
    model.add_at_most_zero(
        "nothing is let", sum_expressions(let, marker.multiply(most)).add_constant(-most)
    )
    return marker


def build_share_excess(
    candidates: CandidateTable, part: LinearExpression, share: Fraction, first: int = 0
) -> LinearExpression:
    """An expression that is at most 0 where `part` is at most this share of the external lots' V.

    `part` is in parts of a penny (`value_scale`); `first` is the variable of the first candidate.
    """
    total = find_constant_total(candidates.scenario)
    if total is not None:
        return part.add_constant(-(share.numerator * total // share.denominator))
    everything = LinearExpression(first + np.arange(len(candidates)), candidates.external_value)
    return sum_expressions(part.multiply(share.denominator), everything.multiply(-share.numerator))
