"""Rooms by their number of lots.

A fixed cost of every lot leaves the relaxation between two numbers, and most of the gap lies there.
"""

from collections.abc import Iterator
from math import ceil, floor

from solver.proving.room import Room
from solver.proving.work import NEAR, Work


def counted(work: Work, room: Room) -> Iterator[Room]:
    """Fewer lots, more lots and, where that is a number, as many as the relaxation has."""
    allowed = work.allowed(room)
    some = room.chosen < work.search.model.candidates
    lots = min(max(float(room.amounts[some].sum()), room.low), room.high)
    below, above = floor(lots + NEAR), ceil(lots - NEAR)
    if below == above:
        yield from work.opened(below, below, allowed, room)
        below, above = below - 1, above + 1
    below, above = min(below, room.high - 1), max(above, room.low + 1)
    if room.low <= below:
        yield from work.opened(room.low, below, allowed, room)
    if above <= room.high:
        yield from work.opened(above, room.high, allowed, room)
