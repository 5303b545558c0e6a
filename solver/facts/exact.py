"""Whole-number arithmetic on arrays that never wraps.

Where a product could pass 2^62 the array falls back on Python's integers, slower but exact.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from solver.facts.lots import Ints

SAFE = 2**62


def largest(numbers: Ints) -> int:
    """The largest absolute value; 0 for none."""
    return max((int(abs(numbers.min())), int(abs(numbers.max())))) if numbers.size else 0


def widened(numbers: Ints, factor: int) -> Ints:
    """The numbers, as Python's integers when times `factor` they could wrap."""
    return numbers if largest(numbers) * abs(factor) < SAFE else numbers.astype(object)


def times(a: Ints, b: Ints) -> Ints:
    """The product, entry by entry, broadcast."""
    return widened(a, largest(b)) * b


def along(numbers: Ints, rise: int, base: int) -> Ints:
    """Base + rise * numbers."""
    tall = largest(numbers) * abs(rise) + abs(base) >= SAFE
    return (numbers.astype(object) if tall else numbers) * rise + base


def rounded_quotient(numerators: Ints, denominator: int) -> Ints:
    """Numerators / denominator, rounded half away from zero."""
    tall = max(largest(numerators), denominator) >= SAFE // 4
    wide = numerators.astype(object) if tall else numerators
    nearest = (2 * abs(wide) + denominator) // (2 * denominator)
    return np.where(wide < 0, -nearest, nearest).astype(np.int64)


def scaled(amounts: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The amounts as whole numbers over one denominator, and that denominator."""
    shared = lcm(*(amount.denominator for amount in amounts))
    return [amount.numerator * (shared // amount.denominator) for amount in amounts], shared
