"""Money in whole pence: rounding, and sharing out by largest remainder."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NewType

Pence = NewType("Pence", int)
"""An amount in whole pence; negative when it is owed back."""


def round_away(amount: Fraction) -> Pence:
    """`amount` in pence, rounded to the nearest penny, halves away from zero."""
    size = abs(amount)
    nearest = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Pence(nearest if amount >= 0 else -nearest)


def share_out(total: int, weights: Sequence[Fraction | int]) -> tuple[Pence, ...]:
    """Split `total` pence by largest remainder, one share a weight, in their order.

    Ties go to the earlier share. A negative total is shared by its absolute value;
    weights that are all 0 share equally. The shares always add up to `total`.

    Raises ValueError when there are no weights or one is negative.
    """
    if not weights:
        raise ValueError("nothing to share out to")
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    parts = weights if whole else [1] * len(weights)
    fair = [divmod(abs(total) * part, whole or len(weights)) for part in parts]
    shares = [int(share) for share, _ in fair]
    by_remainder = sorted(range(len(shares)), key=lambda i: -fair[i][1])
    for i in by_remainder[: abs(total) - sum(shares)]:
        shares[i] += 1
    sign = -1 if total < 0 else 1
    return tuple(Pence(sign * share) for share in shares)
