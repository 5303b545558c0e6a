"""Sets of units or blocks as bit sets: Python integers with one bit a member."""

from collections.abc import Iterable, Iterator, Sequence


def iterate_bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def pack_bits(units: Iterable[int]) -> int:
    """The units as one bit set."""
    mask = 0
    for unit in units:
        mask |= 1 << unit
    return mask


def is_connected(local: int, beside: Sequence[int]) -> bool:
    """Whether the units of a bit set connect by `beside`."""
    reached = frontier = local & -local
    while frontier:
        low = frontier & -frontier
        fresh = beside[low.bit_length() - 1] & local & ~reached
        reached |= fresh
        frontier = (frontier ^ low) | fresh
    return reached == local
