"""Lists every lot that a shape allows, each once.

Sets of blocks grow one block at a time along an adjacency; a branch either takes the next
block or forbids it for good, so no set comes twice (binary partition, as in Avis and Fukuda's
reverse search, 1996). A set that breaks a monotone requirement is cut with all that contain it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Load = tuple[int, ...]
"""What a growing set has gathered so far, in terms that its test understands."""


class Test(Protocol):
    """A monotone requirement, followed block by block."""

    def start(self) -> Load | None:
        """The load of the empty set; None when not even that is allowed."""

    def take(self, load: Load, block: int) -> Load | None:
        """The load with one more block; None when it, and all that contain it, are cut."""


@dataclass(frozen=True, slots=True)
class Field:
    """What may grow where: bit sets over blocks.

    `beside[b]` are the blocks adjacent to block b, `barred[b]` those that may not share a
    lot with it.
    """

    beside: Sequence[int]
    barred: Sequence[int]


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def grown(field: Field, allowed: int, test: Test) -> Iterator[int]:
    """Every connected set of allowed blocks that passes the test, as bit sets; none is empty."""
    for block in bits(allowed):
        yield from grown_from(1 << block, field, allowed, test)
        allowed ^= 1 << block


def grown_from(seed: int, field: Field, allowed: int, test: Test) -> Iterator[int]:
    """Every set that passes the test and adds to `seed` what connects to it, and `seed` itself."""
    load, beside, barred = test.start(), 0, 0
    for block in bits(seed):
        load = None if load is None or barred >> block & 1 else test.take(load, block)
        beside |= field.beside[block]
        barred |= field.barred[block]
    if load is None:
        return
    closed = ~allowed | barred | seed
    stack = [(seed, load, beside & ~closed, closed)]
    while stack:
        held, load, frontier, closed = stack.pop()
        yield held
        while frontier:
            low = frontier & -frontier
            frontier ^= low
            closed |= low
            block = low.bit_length() - 1
            fuller = test.take(load, block)
            if fuller is not None:
                shut = closed | field.barred[block]
                wider = (frontier | field.beside[block]) & ~shut
                stack.append((held | low, fuller, wider, shut))
