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
"""The estimated growth of the number of states with each unit of the frontier."""
MAX_STATES = 300_000
"""The most states, over all places, before frontiers are too wide."""
COMPLETE_STATE, DEAD_STATE = -2, -1
"""In place of a state: the lot is complete, since nothing later touches it; or it can no longer
become connected. They index the last two rows of tables that have a row for every state."""

Ints32 = npt.NDArray[np.int32]
"""For the large tables."""

FrontierState = tuple[int, ...]
"""For each unit of the frontier the number of its component of the lot; 0 where it is not held."""


class FrontierTooWide(Exception):
    """There are more than `MAX_STATES` states."""


@dataclass(frozen=True)
class FrontierTransition:
    """The states after a unit is left out or taken, from each of S states before it.

    All arrays are (S,). `cuts_if_left` and `cuts_if_taken` are the touching pairs that this cuts.
    There are `state_count` states afterwards.
    """

    state_count: int
    state_if_left: Ints32
    cuts_if_left: Ints32
    state_if_taken: Ints32
    cuts_if_taken: Ints32


def order_units(touching: Sequence[int], local: int) -> list[int]:
    """Every unit once: those without a locality, local ones that touch nothing, then the rest.

    `touching` are the units that each touches and `local` those with a locality, as bit sets. Of
    one greedy order from every start the one with the fewest estimated states is taken.
    """
    isolated = [u for u, neighbours in enumerate(touching) if not neighbours]
    isolated.sort(key=lambda u: local >> u & 1)
    best, fewest = isolated, float("inf")
    for start in (u for u, neighbours in enumerate(touching) if neighbours):
        order, states = _order_from(start, isolated, touching, fewest)
        if states < fewest:
            best, fewest = order, states
    return best


def _order_from(
    start: int, isolated: Sequence[int], touching: Sequence[int], most: float
) -> tuple[list[int], float]:
    """A greedy order from a start, and its estimated states; stopped above `most`."""
    order, states = [*isolated, start], 0.0
    passed, frontier = sum(1 << u for u in order), [start]
    while len(order) < len(touching) and states < most:
        near = [u for f in frontier for u in iterate_bits(touching[f] & ~passed)]
        if not near:
            near = [u for u in range(len(touching)) if not passed >> u & 1]
        unit = max(
            dict.fromkeys(near), key=lambda u: _rate_next_unit(u, frontier, passed, touching)
        )
        order.append(unit)
        passed |= 1 << unit
        frontier = [f for f in (*frontier, unit) if touching[f] & ~passed]
        states += STATES_PER_FRONTIER_UNIT ** len(frontier)
    return order, states


def _rate_next_unit(
    unit: int, frontier: Sequence[int], passed: int, touching: Sequence[int]
) -> tuple[int, int]:
    """How many units leave the frontier with this one, then how old the oldest it touches is."""
    after = passed | 1 << unit
    leaving = sum(not touching[f] & ~after for f in (*frontier, unit))
    oldest = next((at for at, f in enumerate(frontier) if touching[unit] >> f & 1), len(frontier))
    return leaving, -oldest


def build_transitions(
    order: Sequence[int],
    joined: Sequence[int],
    touching: Sequence[int],
    local: int,
    connected: bool,
) -> list[FrontierTransition]:
    """One transition for each unit of the order, from the one state of the empty frontier.

    If lots are `connected`, their local units are one component of the units `joined`. Pairs
    that touch, all of them joined, are cut where they lie in different lots. Raises
    FrontierTooWide.
    """
    transitions: list[FrontierTransition] = []
    frontier: list[int] = []
    states: dict[FrontierState, int] = {(): 0}
    passed = total = 0
    for unit in order:
        passed |= 1 << unit
        near = [at for at, each in enumerate(frontier) if joined[unit] >> each & 1]
        beside = [at for at, each in enumerate(frontier) if touching[unit] >> each & 1]
        wider = [*frontier, unit]
        kept = [at for at, each in enumerate(wider) if joined[each] & ~passed]
        passage = _UnitPassage(near, beside, kept, connected, bool(local >> unit & 1))
        transition, states = _build_transition(passage, states)
        transitions.append(transition)
        frontier = [wider[at] for at in kept]
        total += len(states)
        if total > MAX_STATES:
            raise FrontierTooWide
    return transitions


@dataclass(frozen=True)
class _UnitPassage:
    """The next unit: the positions of the frontier that it joins and touches, and what remains."""

    joined: Sequence[int]
    touching: Sequence[int]
    remaining: Sequence[int]
    connected: bool
    local: bool

    def find_next_state(self, state: FrontierState, taken: bool) -> FrontierState | int:
        """The state afterwards, components numbered as they come."""
        if not taken:
            whole = (*state, 0)
        elif not self.connected:
            whole = (*state, 1)
        else:
            own = max(state, default=0) + 1
            met = {state[at] for at in self.joined} - {0}
            whole = (*(own if each in met else each for each in state), own)
        rest = [whole[at] for at in self.remaining]
        if self.connected and self.local and (gone := {*whole} - {0, *rest}):
            # What leaves the frontier cannot be joined to anything any more.
            return DEAD_STATE if len(gone) > 1 or any(rest) else COMPLETE_STATE
        numbers = {0: 0}
        return tuple(numbers.setdefault(each, len(numbers)) for each in rest)

    def count_cuts(self, state: FrontierState, taken: bool) -> int:
        """The touching pairs of which the lot holds one unit."""
        return sum(bool(state[at]) != taken for at in self.touching)


def _build_transition(
    passage: _UnitPassage, states: dict[FrontierState, int]
) -> tuple[FrontierTransition, dict[FrontierState, int]]:
    """The transition from all states, and the numbers of the states afterwards."""
    after: dict[FrontierState, int] = {}
    columns = []
    for taken in (False, True):
        following = [passage.find_next_state(state, taken) for state in states]
        numbers = [
            each if isinstance(each, int) else after.setdefault(each, len(after))
            for each in following
        ]
        columns += [numbers, [passage.count_cuts(state, taken) for state in states]]
    left, left_cuts, held, held_cuts = (np.array(each, dtype=np.int32) for each in columns)
    return FrontierTransition(len(after), left, left_cuts, held, held_cuts), after
