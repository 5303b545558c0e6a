"""Shapley values: a total split exactly among players (Shapley, 1953).

A player's share is what it adds when the players join one after the other, averaged over all
orders. Shares add up to the total; a player that never adds anything has 0, and players that always
add the same have the same share.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, floor
from typing import TypeVar

from lotdesign.measures.base import MeasureValue

ShapleyPlayer = TypeVar("ShapleyPlayer")


def split_by_shapley(
    players: Sequence[ShapleyPlayer], worth: Callable[[frozenset[ShapleyPlayer]], MeasureValue]
) -> dict[ShapleyPlayer, Fraction]:
    """Each player's exact share of worth(all) - worth(none), in the unit of `worth`.

    `worth` is asked for every group of players once, small groups first, 2^n in all. Raises what it
    raises.
    """
    bits = {player: 1 << i for i, player in enumerate(players)}
    worths = {sum(bits[each] for each in group): worth(group) for group in list_coalitions(players)}
    return {player: _average_gain(bit, worths, len(players)) for player, bit in bits.items()}


def _average_gain(bit: int, worths: Mapping[int, MeasureValue], count: int) -> Fraction:
    """What a player, one of `count`, adds on average over all orders; groups are bit sets."""
    gains: list[MeasureValue] = [0] * count
    for group, value in worths.items():
        if not group & bit:
            gains[group.bit_count()] += worths[group | bit] - value
    orders = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    weighed = (Fraction(gain) * many for gain, many in zip(gains, orders, strict=True))
    return sum(weighed, Fraction(0)) / factorial(count)


def list_coalitions(players: Sequence[ShapleyPlayer]) -> Iterator[frozenset[ShapleyPlayer]]:
    """Yields every group of players, small ones first."""
    for size in range(len(players) + 1):
        yield from map(frozenset, combinations(players, size))


def round_by_largest_remainder(shares: Sequence[Fraction]) -> tuple[int, ...]:
    """Rounds shares with a whole sum to whole numbers of the same sum, by largest remainder."""
    whole = [floor(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: whole[i] - shares[i])
    for i in by_remainder[: int(sum(shares)) - sum(whole)]:
        whole[i] += 1
    return tuple(whole)
