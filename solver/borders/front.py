"""The states of one growing lot while a front crosses the map, unit by unit.

Of a lot only what it holds of the front matters for how it goes on, and which of that is connected
already (Sekine, Imai and Tani 1995; Kawahara, Horiyama, Hotta and Minato 2017). Maps are flat, so
fronts are narrow and states are few, whatever the number of lots.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Small = npt.NDArray[np.int32]
"""Numbers of which there are many."""

MOST = 300_000
"""With more states a front is too wide."""
COMPLETE, NEVER = -2, -1
"""In place of a state: the lot is complete, and nothing that it could touch is passed later; or
this cannot become one area. They are the last rows of a table that has one for every state."""

State = tuple[int, ...]
"""For each unit of the front the number of its part of the lot, 0 where the lot is without it."""


class TooWide(Exception):
    """The front has more states than are looked at."""


@dataclass(frozen=True)
class Step:
    """The state after each state when one more unit is left out, and when it is taken.

    With it go the touching pairs that this cuts. `states` are how many there are afterwards.
    """

    states: int
    left: Small
    left_cuts: Small
    taken: Small
    taken_cuts: Small


def steps(order: Sequence[int], beside: Sequence[int], local: int, connected: bool) -> list[Step]:
    """A step for each unit of the order, from the one state of the empty front.

    `beside` are the units that each touches. If lots are `connected`, their `local` units are one
    area. Raises TooWide.
    """
    found: list[Step] = []
    front: list[int] = []
    states: dict[State, int] = {(): 0}
    gone = total = 0
    for unit in order:
        gone |= 1 << unit
        near = [at for at, each in enumerate(front) if beside[unit] >> each & 1]
        joined = [*front, unit]
        kept = [at for at, each in enumerate(joined) if beside[each] & ~gone]
        passing = _Passing(near, kept, connected, bool(local >> unit & 1))
        step, states = _step(passing, states)
        found.append(step)
        front = [joined[at] for at in kept]
        total += len(states)
        if total > MOST:
            raise TooWide
    return found


@dataclass(frozen=True)
class _Passing:
    """A unit that is passed: whom of the front it touches, and who then remains of the front."""

    near: Sequence[int]
    kept: Sequence[int]
    connected: bool
    local: bool

    def after(self, state: State, taken: bool) -> State | int:
        """The parts of the lot that the new front holds, numbered as they come."""
        if not taken:
            whole = (*state, 0)
        elif not self.connected:
            whole = (*state, 1)
        else:
            part = max(state, default=0) + 1
            met = {state[at] for at in self.near} - {0}
            whole = (*(part if each in met else each for each in state), part)
        rest = [whole[at] for at in self.kept]
        if self.connected and self.local and (gone := {*whole} - {0, *rest}):
            # What the front lets go of cannot be joined to anything any more.
            return NEVER if len(gone) > 1 or any(rest) else COMPLETE
        names = {0: 0}
        return tuple(names.setdefault(each, len(names)) for each in rest)

    def cuts(self, state: State, taken: bool) -> int:
        """The touching pairs of which the lot holds one unit."""
        return sum(bool(state[at]) != taken for at in self.near)


def _step(passing: _Passing, states: dict[State, int]) -> tuple[Step, dict[State, int]]:
    after: dict[State, int] = {}
    ways = []
    for taken in (False, True):
        to = [passing.after(state, taken) for state in states]
        places = [
            each if isinstance(each, int) else after.setdefault(each, len(after)) for each in to
        ]
        ways += [places, [passing.cuts(state, taken) for state in states]]
    left, left_cuts, held, held_cuts = (np.array(each, dtype=np.int32) for each in ways)
    return Step(len(after), left, left_cuts, held, held_cuts), after
