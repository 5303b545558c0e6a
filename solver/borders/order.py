"""An order of the units in which few that are passed touch one that is not.

The passed units that touch others form a front. It starts anywhere, and the unit comes next that
lets most of the front go (a greedy kind of Cuthill and McKee 1969); the start that leaves the
narrowest fronts is taken.
"""

from collections.abc import Sequence

from solver.candidates.grow import bits

WIDER = 2.5
"""About how many times as many states a front has when one unit joins it."""


def passed(beside: Sequence[int], local: int) -> list[int]:
    """Every unit once: those that are not local, that touch no other, and then the rest.

    `beside` are the units that each touches, `local` those that have a place.
    """
    alone = [u for u, touched in enumerate(beside) if not touched]
    alone.sort(key=lambda u: local >> u & 1)
    best, least = alone, float("inf")
    for start in (u for u, touched in enumerate(beside) if touched):
        order, states = _from(start, alone, beside, least)
        if states < least:
            best, least = order, states
    return best


def _from(
    start: int, alone: Sequence[int], beside: Sequence[int], most: float
) -> tuple[list[int], float]:
    """An order from this unit on, and about how many states it has; cut short above `most`."""
    order, states = [*alone, start], 0.0
    gone, front = sum(1 << u for u in order), [start]
    while len(order) < len(beside) and states < most:
        near = [u for f in front for u in bits(beside[f] & ~gone)]
        if not near:
            near = [u for u in range(len(beside)) if not gone >> u & 1]
        unit = max(dict.fromkeys(near), key=lambda u: _closed(u, front, gone, beside))
        order.append(unit)
        gone |= 1 << unit
        front = [f for f in (*front, unit) if beside[f] & ~gone]
        states += WIDER ** len(front)
    return order, states


def _closed(unit: int, front: Sequence[int], gone: int, beside: Sequence[int]) -> tuple[int, int]:
    """How much of the front the unit lets go, then how long the oldest it touches has waited."""
    after = gone | 1 << unit
    closed = sum(not beside[f] & ~after for f in (*front, unit))
    oldest = next((at for at, f in enumerate(front) if beside[unit] >> f & 1), len(front))
    return closed, -oldest
