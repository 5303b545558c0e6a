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
    """The different numbers of an (n,) array, ascending.

    As np.unique, which loads masked arrays and so takes long at its first call.
    """
    ordered = np.sort(numbers)
    distinct: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return distinct


def group_positions(numbers: Ints, count: int) -> list[Ints]:
    """The positions of each number from 0 to `count` - 1 in an (n,) array, ascending.

    The k-th of the `count` arrays has those of k; other numbers are ignored.
    """
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[ends[k] : ends[k + 1]] for k in range(count)]


def find_max_abs(numbers: Ints) -> int:
    """The largest absolute value of an array of any shape; 0 of an empty one."""
    return max((int(abs(numbers.min())), int(abs(numbers.max())))) if numbers.size else 0


def widen(numbers: Ints, factor: int) -> Ints:
    """The numbers, in their shape; as Python's integers where times `factor` they could wrap."""
    largest = max(1, find_max_abs(numbers)) * abs(factor)
    return numbers if largest < SAFE_INT64 else numbers.astype(object)


def multiply_exactly(a: Ints, b: Ints) -> Ints:
    """The product, element by element, in the shape that `a` and `b` broadcast to.

    int64, or dtype object where a product could pass 2^62.
    """
    return widen(a, find_max_abs(b)) * b


def multiply_add_exactly(numbers: Ints, factor: int, constant: int) -> Ints:
    """`numbers` * `factor` + `constant`, in the shape of `numbers`.

    int64, or dtype object where a result could pass 2^62.
    """
    tall = find_max_abs(numbers) * abs(factor) + abs(constant) >= SAFE_INT64
    return (numbers.astype(object) if tall else numbers) * factor + constant


def divide_rounded(numerators: Ints, denominator: int) -> Ints:
    """`numerators` / `denominator` (positive), rounded half away from zero, in their shape."""
    tall = max(find_max_abs(numerators), denominator) >= SAFE_INT64 // 4
    wide = numerators.astype(object) if tall else numerators
    nearest = (2 * abs(wide) + denominator) // (2 * denominator)
    return np.where(wide < 0, -nearest, nearest).astype(np.int64)


def scale_to_integers(amounts: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The n amounts as whole parts, and the parts of one: their least common denominator."""
    denominator = lcm(*(amount.denominator for amount in amounts))
    return [a.numerator * (denominator // a.denominator) for a in amounts], denominator
