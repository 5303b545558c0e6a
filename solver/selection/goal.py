"""A measure as something to minimise.

A measure that should grow is minimised with its sign changed: `sign` is -1 then, and every
value here is the signed one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from solver.facts.lots import Ints
from solver.selection.linear import Linear

Value = Fraction | int


@dataclass(frozen=True)
class Goal:
    """What selection needs to know of a measure.

    `of(solution)` is the exact signed value of a solution. `under(v)` is a form below 0 exactly
    where the value is below v; `over(v)` one that is at most 0 wherever the value is at most v.
    Where `under(v)` is never below -depth no value lies further below v than `gain(v, depth)`.
    `linear` goals reach their best when `under` is minimised once, for any v.
    """

    of: Callable[[Ints], Value]
    under: Callable[[Value], Linear]
    over: Callable[[Value], Linear]
    gain: Callable[[Value, int], Fraction]
    linear: bool = True


def linear_goal(form: Linear, unit: int = 1) -> Goal:
    """The goal whose signed value is `form` / `unit`."""

    def relative(value: Value) -> Linear:
        exact = value * unit
        return form.plus(-(exact.numerator // exact.denominator))

    return Goal(
        of=lambda solution: _lowest(Fraction(form.of(solution), unit)),
        under=relative,
        over=relative,
        gain=lambda value, depth: Fraction(depth, unit),
    )


def _lowest(value: Fraction) -> Value:
    return value.numerator if value.denominator == 1 else value
