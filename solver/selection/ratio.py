"""A ratio of two sums as something to minimise.

It is made best by a sequence of linear problems, each asking for a ratio below the last one
found (Dinkelbach, On nonlinear fractional programming, Management Science 13, 1967).
"""

from fractions import Fraction

from solver.facts.lots import Ints
from solver.selection.goal import Goal, Value
from solver.selection.linear import Linear, joined


def ratio_goal(top: Linear, bottom: Linear, least: int, empty: int) -> Goal:
    """The goal of a small `top` / `bottom`; `bottom` is at least `least`, which may be 0.

    A bottom of 0 means that there is nothing to share: the ratio is then `empty`.
    """

    def of(solution: Ints) -> Value:
        whole = bottom.of(solution)
        return Fraction(top.of(solution), whole) if whole else Fraction(empty)

    def relative(value: Value) -> Linear:
        """Top - value * bottom, over the value's denominator."""
        share = Fraction(value)
        return joined(top.times(share.denominator), bottom.times(-share.numerator))

    def gain(value: Value, depth: int) -> Fraction:
        return Fraction(depth, Fraction(value).denominator * max(1, least))

    return Goal(of=of, under=relative, over=relative, gain=gain, linear=False)
