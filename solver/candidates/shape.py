"""What a lot must look like, in terms that prune while lots are grown.

Everything here is necessary and monotone: a set of units that breaks it cannot be mended by
adding units. Whether a finished lot keeps a rule is tested once more, exactly, on its facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The weights of a lot's units, one a unit, must not add up to more than `most`."""

    weights: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Following:
    """At least `needed` of these providers can serve the lot; `min_lot_value` aside."""

    providers: frozenset[int]
    needed: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Requirements of one rule, or of all together.

    `blocks` are units that share a lot; `conflicts` are pairs of sets no members of which
    share one; `connected` asks every lot's local units to be one area.
    """

    blocks: tuple[frozenset[int], ...] = ()
    conflicts: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    followings: tuple[Following, ...] = ()
    connected: bool = False

    @classmethod
    def all_of(cls, shapes: Iterable[Self]) -> "Shape":
        """Everything that any of the shapes requires."""
        each = tuple(shapes)
        return Shape(
            blocks=tuple(block for shape in each for block in shape.blocks),
            conflicts=tuple(pair for shape in each for pair in shape.conflicts),
            ceilings=tuple(ceiling for shape in each for ceiling in shape.ceilings),
            followings=tuple(following for shape in each for following in shape.followings),
            connected=any(shape.connected for shape in each),
        )


def merged(blocks: Iterable[frozenset[int]], units: int) -> tuple[frozenset[int], ...]:
    """Blocks that overlap become one; every unit is in exactly one, by rising first unit."""
    groups = [frozenset((unit,)) for unit in range(units)]
    for block in blocks:
        joined = [group for group in groups if group & block]
        groups = [group for group in groups if not group & block]
        if joined:
            groups.append(frozenset().union(*joined))
    return tuple(sorted(groups, key=min))
