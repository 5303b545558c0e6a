"""Rooms that are split by a pair of rows, or searched by an engine once they are small."""

from dataclasses import replace
from itertools import islice

from solver.facts.lots import Flags
from solver.proving.designs import around
from solver.proving.room import Room, restated
from solver.proving.work import PATIENCE, Work

LOOKED_AT, STEPS = 8, 60
"""How many pairs are tried before one is taken (strong branching), by so many steps each."""
EVERY = 6
"""After so many splits better designs are looked for once more."""


def split(work: Work, room: Room) -> list[Room]:
    """Where two rows meet, and where they do not; the pair that raises bounds the most."""
    allowed = work.allowed(room)
    pairs = list(islice(work.pairs.open(room.chosen, room.amounts), LOOKED_AT))
    if not pairs:
        return [replace(room, patience=2 * room.patience or PATIENCE)]
    point = work.solved(room.low, room.high, allowed)
    base = work.worth(point)

    def raised(sides: tuple[Flags, Flags]) -> float:
        """How far both sides' costs rise, multiplied, as a few steps of the relaxation tell."""
        rises = [max(1.0, work.relaxation.probe(side, STEPS) - base) for side in sides]
        return rises[0] * rises[1]

    sides = max((work.pairs.apart(pair, allowed) for pair in pairs), key=raised)
    if work.best is None or work.splits % EVERY == 0:
        around(work, room, point)
    work.splits += 1
    return [found for side in sides for found in work.opened(room.low, room.high, side, room)]


def searched(work: Work, room: Room) -> list[Room]:
    """The room after an engine has looked through it; split where it took too long."""
    form = restated(work.search.model, work.form, room.rows, room.duals)
    trial = work.trial(room.own_rows(len(work.plain)), room.patience, windowed=True)
    if not work.settled(trial, form, work.allowed(room)):
        return split(work, room)
    return [] if work.value is None else [replace(room, bound=max(room.bound, work.value))]
