"""States of the frontier dynamic program: unit order and transitions.

Of a partial lot only what it holds of the frontier matters, and which of that is connected
already (Sekine, Imai and Tani 1995; Kawahara, Horiyama, Hotta and Minato 2017). Units are
ordered greedily for narrow frontiers (after Cuthill and McKee 1969): maps are planar, so states
are few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.bitsets import iterate_bits

STATES_PER_FRONTIER_UNIT = 2.5
"""About how many times as many states a front has when one unit joins it."""


def order_units(beside: Sequence[int], local: int) -> list[int]:
    """Every unit once: those that are not local, that touch no other, and then the rest.

    `beside` are the units that each touches, `local` those that have a place.
    """
    alone = [u for u, touched in enumerate(beside) if not touched]
    alone.sort(key=lambda u: local >> u & 1)
    best, least = alone, float("inf")
    for start in (u for u, touched in enumerate(beside) if touched):
        order, states = _order_from(start, alone, beside, least)
        if states < least:
            best, least = order, states
    return best


def _order_from(
    start: int, alone: Sequence[int], beside: Sequence[int], most: float
) -> tuple[list[int], float]:
    """An order from this unit on, and about how many states it has; cut short above `most`."""
    order, states = [*alone, start], 0.0
    gone, front = sum(1 << u for u in order), [start]
    while len(order) < len(beside) and states < most:
        near = [u for f in front for u in iterate_bits(beside[f] & ~gone)]
        if not near:
            near = [u for u in range(len(beside)) if not gone >> u & 1]
        unit = max(dict.fromkeys(near), key=lambda u: _rate_next_unit(u, front, gone, beside))
        order.append(unit)
        gone |= 1 << unit
        front = [f for f in (*front, unit) if beside[f] & ~gone]
        states += STATES_PER_FRONTIER_UNIT ** len(front)
    return order, states


def _rate_next_unit(
    unit: int, front: Sequence[int], gone: int, beside: Sequence[int]
) -> tuple[int, int]:
    """How much of the front the unit lets go, then how long the oldest it touches has waited."""
    after = gone | 1 << unit
    closed = sum(not beside[f] & ~after for f in (*front, unit))
    oldest = next((at for at, f in enumerate(front) if beside[unit] >> f & 1), len(front))
    return closed, -oldest


Ints32 = npt.NDArray[np.int32]
"""Numbers of which there are many."""

MAX_STATES = 300_000
"""With more states a front is too wide."""
COMPLETE_STATE, DEAD_STATE = -2, -1
"""In place of a state: the lot is complete, and nothing that it could touch is passed later; or
this cannot become one area. They are the last rows of a table that has one for every state."""

FrontierState = tuple[int, ...]
"""For each unit of the front the number of its part of the lot, 0 where the lot is without it."""


class FrontierTooWide(Exception):
    """The front has more states than are looked at."""


@dataclass(frozen=True)
class FrontierTransition:
    """The state after each state when one more unit is left out, and when it is taken.

    With it go the touching pairs that this cuts. `states` are how many there are afterwards.
    """

    state_count: int
    state_if_left: Ints32
    cuts_if_left: Ints32
    state_if_taken: Ints32
    cuts_if_taken: Ints32


def build_transitions(
    order: Sequence[int], beside: Sequence[int], local: int, connected: bool
) -> list[FrontierTransition]:
    """A step for each unit of the order, from the one state of the empty front.

    `beside` are the units that each touches. If lots are `connected`, their `local` units are one
    area. Raises TooWide.
    """
    found: list[FrontierTransition] = []
    front: list[int] = []
    states: dict[FrontierState, int] = {(): 0}
    gone = total = 0
    for unit in order:
        gone |= 1 << unit
        near = [at for at, each in enumerate(front) if beside[unit] >> each & 1]
        joined = [*front, unit]
        kept = [at for at, each in enumerate(joined) if beside[each] & ~gone]
        passing = _UnitPassage(near, kept, connected, bool(local >> unit & 1))
        step, states = _build_transition(passing, states)
        found.append(step)
        front = [joined[at] for at in kept]
        total += len(states)
        if total > MAX_STATES:
            raise FrontierTooWide
    return found


@dataclass(frozen=True)
class _UnitPassage:
    """A unit that is passed: whom of the front it touches, and who then remains of the front."""

    touching: Sequence[int]
    remaining: Sequence[int]
    connected: bool
    local: bool

    def find_next_state(self, state: FrontierState, taken: bool) -> FrontierState | int:
        """The parts of the lot that the new front holds, numbered as they come."""
        if not taken:
            whole = (*state, 0)
        elif not self.connected:
            whole = (*state, 1)
        else:
            part = max(state, default=0) + 1
            met = {state[at] for at in self.touching} - {0}
            whole = (*(part if each in met else each for each in state), part)
        rest = [whole[at] for at in self.remaining]
        if self.connected and self.local and (gone := {*whole} - {0, *rest}):
            # What the front lets go of cannot be joined to anything any more.
            return DEAD_STATE if len(gone) > 1 or any(rest) else COMPLETE_STATE
        names = {0: 0}
        return tuple(names.setdefault(each, len(names)) for each in rest)

    def count_cuts(self, state: FrontierState, taken: bool) -> int:
        """The touching pairs of which the lot holds one unit."""
        return sum(bool(state[at]) != taken for at in self.touching)


def _build_transition(
    passing: _UnitPassage, states: dict[FrontierState, int]
) -> tuple[FrontierTransition, dict[FrontierState, int]]:
    after: dict[FrontierState, int] = {}
    ways = []
    for taken in (False, True):
        to = [passing.find_next_state(state, taken) for state in states]
        places = [
            each if isinstance(each, int) else after.setdefault(each, len(after)) for each in to
        ]
        ways += [places, [passing.count_cuts(state, taken) for state in states]]
    left, left_cuts, held, held_cuts = (np.array(each, dtype=np.int32) for each in ways)
    return FrontierTransition(len(after), left, left_cuts, held, held_cuts), after
