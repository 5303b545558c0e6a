"""Shapley values: a total split exactly among players (Shapley, 1953).

A player's share is what it adds when the players join one after the other, averaged over all
orders. Shares add up to the total; a player that never adds anything has 0, and players that always
add the same have the same share.
"""

from collections.abc import Callable, Iterator, Sequence
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

    `worth` is asked for every group of players, 2^n in all. Raises what it raises.
    """
    count = len(players)
    shares = dict.fromkeys(players, Fraction(0))
    for group in list_coalitions(players):
        for player in players:
            if player not in group:
                gain = Fraction(worth(group | {player}) - worth(group))
                orders = factorial(len(group)) * factorial(count - len(group) - 1)
                shares[player] += gain * orders / factorial(count)
    return shares


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
