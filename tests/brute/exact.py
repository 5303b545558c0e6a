"""Exact numbers: reading people's figures, rounding and sharing out (section 3)."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

Exact: TypeAlias = int | Fraction


def is_blank(value: Any) -> bool:
    """A missing key or an empty cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def number(value: Any) -> Fraction:
    """A figure as people write it: 1520000, "£1,520,000", 304000.50, "10%" or 0.10.

    A float is taken for the decimal it is written as, never for its binary value.
    """
    text = str(value).strip().replace("£", "").replace(",", "")
    if text.endswith("%"):
        return Fraction(text[:-1].strip()) / 100
    return Fraction(text)


def slim(value: Exact) -> Exact:
    """The same number, as an int when it is whole: much faster to add and compare."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def pence(value: Any) -> Exact:
    """A bound in pounds as exact pence."""
    return slim(number(value) * 100)


def whole_pence(value: Any) -> int:
    """An amount of money in pounds as integer pence; blank is nothing."""
    return 0 if is_blank(value) else round_half_away(number(value) * 100)


def round_half_away(value: Exact) -> int:
    """Round to an integer, halves away from zero."""
    if value < 0:
        return -round_half_away(-value)
    return math.floor(value + Fraction(1, 2))


def share_out(total: int, weights: Sequence[Exact]) -> list[int]:
    """Share an integer out by largest remainder, ties by order.

    A negative total is shared as its absolute value; all-zero weights share equally.
    """
    if total < 0:
        return [-part for part in share_out(-total, weights)]
    if not weights:
        return []
    scale = math.lcm(*(w.denominator for w in weights))
    integers = [int(w * scale) for w in weights]
    if not any(integers):
        integers = [1] * len(weights)
    whole = sum(integers)
    divided = [divmod(total * w, whole) for w in integers]
    parts = [quotient for quotient, _ in divided]
    by_remainder = sorted(range(len(parts)), key=lambda i: -divided[i][1])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
