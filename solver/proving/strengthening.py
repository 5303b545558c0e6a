"""A room with the cuts that its relaxation breaks."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from solver.proving.designs import first_design, good_design
from solver.proving.room import Room
from solver.proving.work import Work

ROUNDS, RISE = 30, 2e-6
"""Rounds of cuts, and by which part of itself the bound must rise for another one."""


def strengthened(work: Work, room: Room, others: int | None) -> Iterator[Room]:
    """The room with cuts, until they help no more or pass `others`, the least bound elsewhere."""
    allowed = work.allowed(room)
    if work.best is None:
        first_design(work, room)
    point, before, done = work.solved(room.low, room.high, allowed), -inf, True
    for _ in range(ROUNDS):
        worth = work.worth(point)
        beaten = work.value is not None and worth >= work.value
        if point.none or beaten or worth - before < RISE * abs(worth):
            break
        if others is not None and worth > others + RISE * abs(others):
            done = False
            break
        cuts = work.cuts.broken(point.shares[: len(allowed)])
        if not cuts:
            break
        before = worth
        work.relaxation.cut(cuts)
        point = work.again()
    if point.none and work.empty(point, room.high, allowed):
        return
    found = replace(work.room(room.low, room.high, allowed, point, room), strengthened=done)
    done = done or others is None or found.bound <= others
    if done and not point.none and not work.designed:
        work.designed = True
        good_design(work, found, point)
    if done:
        work.relaxation.only(work.allowed(found))
        work.relaxation.drop()
    yield replace(found, strengthened=done)
