"""Sets of units or blocks as bit sets: Python integers with one bit for each member."""

from collections.abc import Iterable, Iterator, Sequence


def iterate_bits(mask: int) -> Iterator[int]:
    """The members of a bit set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def pack_bits(units: Iterable[int]) -> int:
    """The bit set of these units."""
    mask = 0
    for unit in units:
        mask |= 1 << unit
    return mask


def is_connected(units: int, touching: Sequence[int]) -> bool:
    """Whether the units of a bit set are connected; `touching` has each unit's neighbours."""
    reached = frontier = units & -units
    while frontier:
        low = frontier & -frontier
        fresh = touching[low.bit_length() - 1] & units & ~reached
        reached |= fresh
        frontier = (frontier ^ low) | fresh
    return reached == units
