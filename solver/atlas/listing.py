"""Lists the designs of a scenario, each once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.atlas.cover import CAP, WIDEST, Budget, paths, ways
from solver.atlas.designs import Designs
from solver.atlas.labels import by_labels
from solver.atlas.refusal import NoAtlas
from solver.atlas.structure import skeleton
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.lots import Ints, Lots, lots_of

MOST = 1_000_000
"""Designs; more are refused."""
MOST_LOTS = 70_000
"""Lots to choose from; more are refused."""

FEWER = "rules on which units may share a lot would leave fewer"


@dataclass(frozen=True)
class Listing:
    """All designs that keep the structural rules, over the lots that stand in any of them."""

    lots: Lots
    designs: Designs


def listing(scenario: Scenario, most: int = MOST) -> Listing:
    """The designs of a scenario by its structural rules alone.

    Raises NoAtlas when there are more than `most`, or too many even to count.
    """
    try:
        lots = candidates(skeleton(scenario), MOST_LOTS).lots
    except TooManyLots as error:
        raise NoAtlas(f"{error}; {FEWER}", MOST_LOTS) from None
    return listing_of(lots, len(scenario.units), most)


def listing_of(lots: Lots, units: int, most: int, budget: Budget | None = None) -> Listing:
    """All designs that can be put together from these lots; raises NoAtlas as `listing` does.

    With a budget, whose weights follow the lots, only those within it.
    """
    atoms = _atoms(lots, units)
    masks = _masks(lots, units, atoms)
    order = np.argsort(-masks, kind="stable")
    found = ways(masks[order], len(atoms))
    if budget is not None:
        budget = Budget(budget.weights[order], budget.most)
    elif found.count > most:
        many = f"{found.count:,}" if found.count < CAP else f"more than {CAP:,}"
        raise NoAtlas(f"there are {many} designs, and {most:,} can be listed; {FEWER}", found.count)
    members, starts = paths(found, most, budget)
    used, members = np.unique(members, return_inverse=True)
    kept = lots_of([lots[lot] for lot in order[used].tolist()])
    return Listing(kept, by_labels(kept, Designs(members, starts), atoms))


def _masks(lots: Lots, units: int, atoms: Sequence[int]) -> Ints:
    """The lots as bit sets over what is never parted, the first as the highest bit."""
    weights = np.zeros(units, dtype=np.int64)
    if len(atoms) <= WIDEST:
        weights[list(atoms)] = 1 << np.arange(len(atoms) - 1, -1, -1, dtype=np.int64)
    return lots.sums(weights) if len(lots) else weights[:0]


def _atoms(lots: Lots, units: int) -> Sequence[int]:
    """The first unit of each group of units that is never parted, in file order."""
    held = np.zeros((units, len(lots)), dtype=np.bool_)
    held[lots.units, lots.owners] = True
    firsts: dict[bytes, int] = {}
    for unit, row in enumerate(held):
        firsts.setdefault(row.tobytes(), unit)
    return tuple(firsts.values())
