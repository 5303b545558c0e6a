"""Array types, and whole-number arithmetic on arrays that never wraps.

Where a product could pass 2^62 the array falls back on Python's integers, slower but exact.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def sort_distinct(numbers: Ints) -> Ints:
    """The different numbers, rising; np.unique loads masked arrays, most of numpy's own time."""
    ordered = np.sort(numbers)
    found: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found


def group_positions(numbers: Ints, count: int) -> list[Ints]:
    """Where each number from 0 to `count` - 1 stands, rising; others are left out."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[ends[k] : ends[k + 1]] for k in range(count)]


Floats = npt.NDArray[np.float64]

SAFE_INT64 = 2**62


def find_max_abs(numbers: Ints) -> int:
    """The largest absolute value; 0 for none."""
    return max((int(abs(numbers.min())), int(abs(numbers.max())))) if numbers.size else 0


def widen(numbers: Ints, factor: int) -> Ints:
    """The numbers, as Python's integers when times `factor` they could wrap."""
    return numbers if find_max_abs(numbers) * abs(factor) < SAFE_INT64 else numbers.astype(object)


def multiply_exactly(a: Ints, b: Ints) -> Ints:
    """The product, entry by entry, broadcast."""
    return widen(a, find_max_abs(b)) * b


def multiply_add_exactly(numbers: Ints, rise: int, base: int) -> Ints:
    """Base + rise * numbers."""
    tall = find_max_abs(numbers) * abs(rise) + abs(base) >= SAFE_INT64
    return (numbers.astype(object) if tall else numbers) * rise + base


def divide_rounded(numerators: Ints, denominator: int) -> Ints:
    """Numerators / denominator, rounded half away from zero."""
    tall = max(find_max_abs(numerators), denominator) >= SAFE_INT64 // 4
    wide = numerators.astype(object) if tall else numerators
    nearest = (2 * abs(wide) + denominator) // (2 * denominator)
    return np.where(wide < 0, -nearest, nearest).astype(np.int64)


def scale_to_integers(amounts: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The amounts as whole numbers over one denominator, and that denominator."""
    shared = lcm(*(amount.denominator for amount in amounts))
    return [amount.numerator * (shared // amount.denominator) for amount in amounts], shared
