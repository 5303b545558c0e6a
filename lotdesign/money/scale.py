"""The scale curve e(V): what share of its gross value a larger lot saves."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from lotdesign.scenario.sections import ScalePoint


def saving_share(curve: Sequence[ScalePoint], value: Fraction) -> Fraction:
    """The exact share saved at a market value of `value` pence a year.

    Piecewise linear between the points, constant before the first and after the last.
    """
    if not curve:
        return Fraction(0)
    if value <= curve[0].value:
        return curve[0].saving
    for left, right in pairwise(curve):
        if value <= right.value:
            way = (value - left.value) / (right.value - left.value)
            return left.saving + way * (right.saving - left.saving)
    return curve[-1].saving
