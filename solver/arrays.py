"""Array types, and whole-number arithmetic on arrays that never wraps.

Where a product could pass 2^62 the array falls back on Python's integers, slower but exact.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SAFE_INT64 = 2**62
"""Products and sums below this are left to int64."""
EXACT_FLOAT_SUM = 2**43
"""Doubles add up to here with errors far below 1."""


def sort_distinct(numbers: Ints) -> Ints:
    """The different numbers, ascending. (np.unique loads masked arrays, which takes long.)"""
    ordered = np.sort(numbers)
    distinct: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return distinct


def group_positions(numbers: Ints, count: int) -> list[Ints]:
    """The positions of each number from 0 to `count` - 1, ascending; other numbers are ignored."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[ends[k] : ends[k + 1]] for k in range(count)]


def find_max_abs(numbers: Ints) -> int:
    """The largest absolute value; 0 of an empty array."""
    return max((int(abs(numbers.min())), int(abs(numbers.max())))) if numbers.size else 0


def widen(numbers: Ints, factor: int) -> Ints:
    """The numbers, as Python's integers where numbers times `factor` could wrap."""
    largest = max(1, find_max_abs(numbers)) * abs(factor)
    return numbers if largest < SAFE_INT64 else numbers.astype(object)


def multiply_exactly(a: Ints, b: Ints) -> Ints:
    """The product, element by element, broadcast."""
    return widen(a, find_max_abs(b)) * b


def multiply_add_exactly(numbers: Ints, factor: int, constant: int) -> Ints:
    """`numbers` * `factor` + `constant`, element by element."""
    tall = find_max_abs(numbers) * abs(factor) + abs(constant) >= SAFE_INT64
    return (numbers.astype(object) if tall else numbers) * factor + constant


def divide_rounded(numerators: Ints, denominator: int) -> Ints:
    """`numerators` / `denominator` (positive), rounded half away from zero."""
    tall = max(find_max_abs(numerators), denominator) >= SAFE_INT64 // 4
    wide = numerators.astype(object) if tall else numerators
    nearest = (2 * abs(wide) + denominator) // (2 * denominator)
    return np.where(wide < 0, -nearest, nearest).astype(np.int64)


def scale_to_integers(amounts: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The amounts times their least common denominator, and that denominator."""
    denominator = lcm(*(amount.denominator for amount in amounts))
    return [a.numerator * (denominator // a.denominator) for a in amounts], denominator
