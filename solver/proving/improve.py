"""Betters a design by drawing a few of its lots again, exactly, all others staying as they are.

Large neighbourhood search (Shaw 1998), over lots that cheap candidates outside the design would
cut across.
"""

from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Flags, Ints

LOTS = (4, 6)
"""How many lots are drawn again at a time, at most; more the longer nothing is found."""
TRIES = 12
"""How many neighbourhoods of a size are tried in a row without success."""
MOST = 500
"""So many candidates, the cheapest, are looked at in a neighbourhood."""


def neighbourhoods(
    units: Sequence[Ints], solution: Ints, costs: Floats, draw: Random
) -> Iterator[Flags]:
    """Candidates to choose from, one neighbourhood after the other.

    `units` are the candidates that hold each unit, `costs` say how promising they are.
    """
    lots = np.flatnonzero(solution[: len(costs)])
    holder = _holder(units, lots)
    cheap = np.argsort(costs, kind="stable")[: max(200, len(lots) * 20)].tolist()
    held = _held_units(units, cheap, len(costs))
    for size in (size for size in LOTS for _ in range(TRIES)):
        freed: set[int] = set()
        for _ in range(20 * size):
            candidate = draw.choice(cheap)
            crossed = {holder[u] for u in held[candidate]}
            if len(freed | crossed) <= size and (not freed or freed & crossed):
                freed |= crossed
        yield _inside(units, lots, holder, freed, costs)


def _holder(units: Sequence[Ints], lots: Ints) -> list[int]:
    """For each unit the lot of the design that holds it."""
    return [int(lots[np.isin(lots, each)][0]) for each in units]


def _held_units(units: Sequence[Ints], some: list[int], candidates: int) -> dict[int, list[int]]:
    wanted = np.zeros(candidates, dtype=np.bool_)
    wanted[some] = True
    held: dict[int, list[int]] = {candidate: [] for candidate in some}
    for u, each in enumerate(units):
        for candidate in each[wanted[each]].tolist():
            held[candidate].append(u)
    return held


def _inside(
    units: Sequence[Ints], lots: Ints, holder: list[int], freed: set[int], costs: Floats
) -> Flags:
    """The other lots of the design, and the cheapest candidates that hold freed units alone."""
    flags = np.ones(len(costs), dtype=np.bool_)
    for u, each in enumerate(units):
        if holder[u] not in freed:
            flags[each] = False
    inside = np.flatnonzero(flags)
    if len(inside) > MOST:
        flags[inside[np.argsort(costs[inside], kind="stable")[MOST:]]] = False
    flags[lots] = True
    return flags
