"""Designs to begin with, and better ones around them."""

import time

import numpy as np

from solver.engines.exact import kept
from solver.proving.dive import dive
from solver.proving.improve import neighbourhoods
from solver.proving.relaxation import Point
from solver.proving.room import Room, restated
from solver.proving.sweep import NEVER, TooMany
from solver.proving.work import PATIENCE, Work
from solver.selection.model import Row

BEAM, WIDE = 400, 200
"""How many states are kept at a place, and how far ways may be above the bound: a part of it."""
WAYS, QUICK, AWARDS = 20, 1.0, 4.0
"""So many ways are awarded; seconds that engines get for one in a hurry, and for all of them."""
NEIGHBOUR = 2.0
"""Seconds that an engine gets for lots that are drawn again."""


def first_design(work: Work, room: Room) -> None:
    """Looks for any design, soon: the cheapest way that a very narrow beam shows is awarded."""
    _swept(work, room, BEAM // 4, 1, QUICK)


def good_design(work: Work, room: Room, point: Point) -> None:
    """Looks for a design among few cheap ways; where there is none, along the relaxation."""
    _swept(work, room, BEAM, WAYS, AWARDS)
    if work.best is None:
        _dived(work, room, point)


def around(work: Work, room: Room, point: Point) -> None:
    """Draws a few lots of the best design again, until that helps no more."""
    if work.best is None:
        good_design(work, room, point)
    view = work.view(point.rows, point.duals, room.high, work.allowed(room))
    if view is None or work.best is None:
        return
    count = point.rows[len(work.plain)]
    form, rows = work.form, tuple[Row, ...]()
    if kept(count, work.best):
        form, rows = restated(work.search.model, work.form, point.rows, point.duals), (count,)
    costs, better = view.costs.astype(np.float64), True
    while better:
        better = False
        for inside in neighbourhoods(work.units, work.best, costs, work.draw):
            if work.search.late:
                return
            before = work.value
            work.settled(work.trial(rows, NEIGHBOUR, workers=1), form, inside)
            if work.value != before:
                better = True
                break


def _swept(work: Work, room: Room, beam: int, most: int, seconds: float) -> None:
    """Awards the cheapest ways of dividing the units that a narrow beam shows."""
    near = work.near(room)
    if near is None:
        return
    try:
        sweep = near.sweep(work.size(near.view.bound) // WIDE, beam)
        if sweep.least >= NEVER:
            return
        costs, ways = sweep.ways(sweep.least + sweep.least // 50)
    except TooMany:
        return
    form = restated(work.search.model, work.form, room.rows, room.duals)
    ends = time.monotonic() + seconds
    for place in np.argsort(costs, kind="stable")[:most].tolist():
        left = ends - time.monotonic()
        if left > 0:
            trial = work.trial(room.own_rows(len(work.plain)), left, windowed=True)
            work.settled(trial, form, near.of(ways[place]))


def _dived(work: Work, room: Room, point: Point) -> None:
    """Fixes what the relaxation is surest of, again and again, and awards what comes out."""
    chosen = dive(work.relaxation, point, len(work.allowed(room)), work.search)
    if chosen is not None:
        work.settled(work.trial((), PATIENCE), work.form, chosen)
