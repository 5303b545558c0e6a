"""Goals: what is minimised, as a linear expression, a ratio of two, or a share of the market

value.

A measure that should grow is minimised with its sign changed: `sign` is -1 then, and every value
here is the signed one. Ratios are minimised by a sequence of linear problems, each asking for a
ratio below the last one (Dinkelbach, On nonlinear fractional programming, Management Science 13,
1967).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solver.arrays import Ints
from solver.candidates.money import find_constant_total, find_least_total
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel

GoalValue = Fraction | int


@dataclass(frozen=True)
class Goal:
    """What selection needs to know of a measure.

    `of(solution)` is the exact signed value of a solution. `under(v)` is a form below 0 exactly
    where the value is below v; `over(v)` one that is at most 0 wherever the value is at most v.
    Where `under(v)` is never below -depth no value lies further below v than `gain(v, depth)`.
    `linear` goals reach their best when `under` is minimised once, for any v.
    """

    evaluate: Callable[[Ints], GoalValue]
    express_below: Callable[[GoalValue], LinearExpression]
    express_at_most: Callable[[GoalValue], LinearExpression]
    bound_improvement: Callable[[GoalValue, int], Fraction]
    is_linear: bool = True


def build_linear_goal(form: LinearExpression, unit: int = 1) -> Goal:
    """The goal whose signed value is `form` / `unit`."""

    def relative(value: GoalValue) -> LinearExpression:
        exact = value * unit
        return form.add_constant(-(exact.numerator // exact.denominator))

    return Goal(
        evaluate=lambda solution: _reduce_fraction(Fraction(form.evaluate(solution), unit)),
        express_below=relative,
        express_at_most=relative,
        bound_improvement=lambda value, depth: Fraction(depth, unit),
    )


def _reduce_fraction(value: Fraction) -> GoalValue:
    return value.numerator if value.denominator == 1 else value


def build_ratio_goal(
    top: LinearExpression, bottom: LinearExpression, least: int, empty: int
) -> Goal:
    """The goal of a small `top` / `bottom`; `bottom` is at least `least`, which may be 0.

    A bottom of 0 means that there is nothing to share: the ratio is then `empty`.
    """

    def of(solution: Ints) -> GoalValue:
        whole = bottom.evaluate(solution)
        return Fraction(top.evaluate(solution), whole) if whole else Fraction(empty)

    def relative(value: GoalValue) -> LinearExpression:
        """Top - value * bottom, over the value's denominator."""
        share = Fraction(value)
        return sum_expressions(top.multiply(share.denominator), bottom.multiply(-share.numerator))

    def gain(value: GoalValue, depth: int) -> Fraction:
        return Fraction(depth, Fraction(value).denominator * max(1, least))

    return Goal(
        evaluate=of,
        express_below=relative,
        express_at_most=relative,
        bound_improvement=gain,
        is_linear=False,
    )


def build_share_goal(
    candidates: CandidateTable, part: LinearExpression, model: LinearModel, empty: int
) -> Goal:
    """The goal of a small `part` (in parts of V) over all V; linear where that never changes.

    `empty` is its value where there is no V at all.
    """
    total = find_constant_total(candidates.scenario)
    if total:
        return build_linear_goal(part, total)
    whole = model.sum_chosen(candidates.external_value)
    if candidates.is_external.all():
        return build_ratio_goal(part, whole, find_least_total(candidates.scenario), empty)
    nothing = _add_nothing_let(candidates, model)
    return build_ratio_goal(
        sum_expressions(part, nothing.multiply(empty)), sum_expressions(whole, nothing), 1, empty
    )


def _add_nothing_let(candidates: CandidateTable, model: LinearModel) -> LinearExpression:
    """A variable that is 1 where no chosen lot is both external and worth something, else 0."""
    mark = LinearExpression(np.array([model.add_variable("nothing is let", 0, 1)]), np.array([1]))
    let = model.sum_chosen((candidates.external_value > 0).astype(np.int64))
    model.add_row("something or nothing is let", sum_expressions(let, mark), 1, None)
    most = len(candidates.scenario.units)
    model.add_at_most_zero(
        "nothing is let", sum_expressions(let, mark.multiply(most)).add_constant(-most)
    )
    return mark


def build_share_excess(
    candidates: CandidateTable, part: LinearExpression, share: Fraction, first: int = 0
) -> LinearExpression:
    """A form that is at most 0 where `part` is at most this share of all V of external lots.

    `first` is the variable of the first of the facts' candidates.
    """
    total = find_constant_total(candidates.scenario)
    if total is not None:
        return part.add_constant(-(share.numerator * total // share.denominator))
    everything = LinearExpression(first + np.arange(len(candidates)), candidates.external_value)
    return sum_expressions(part.multiply(share.denominator), everything.multiply(-share.numerator))
