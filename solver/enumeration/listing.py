"""Lists the designs of a scenario by its structural rules, each once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.lots import LotArray, pack_lots
from solver.enumeration.design_list import DesignList, sort_by_labels
from solver.enumeration.exact_cover import (
    COUNT_CAP,
    MOST_ITEMS,
    CoverBudget,
    build_cover_graph,
    list_paths,
)
from solver.enumeration.scope import EnumerationRefused, keep_structural_rules

MOST_DESIGNS = 1_000_000
"""Designs; more are refused."""
MOST_LOTS_COVERED = 70_000
"""Lots to choose from; more are refused."""

FEWER_HINT = "rules on which units may share a lot would leave fewer"


@dataclass(frozen=True)
class DesignListing:
    """All designs that keep the structural rules, over the lots that stand in any of them."""

    lots: LotArray
    designs: DesignList


def list_designs(scenario: Scenario, most: int = MOST_DESIGNS) -> DesignListing:
    """The designs of a scenario by its structural rules alone.

    Raises NoAtlas when there are more than `most`, or too many even to count.
    """
    try:
        lots = list_candidates(keep_structural_rules(scenario), MOST_LOTS_COVERED).lots
    except TooManyLots as error:
        raise EnumerationRefused(f"{error}; {FEWER_HINT}", MOST_LOTS_COVERED) from None
    return list_designs_of_lots(lots, len(scenario.units), most)


def list_designs_of_lots(
    lots: LotArray, units: int, most: int, budget: CoverBudget | None = None
) -> DesignListing:
    """All designs that can be put together from these lots; raises NoAtlas as `listing` does.

    With a budget, whose weights follow the lots, only those within it.
    """
    atoms = _find_atoms(lots, units)
    masks = _build_masks(lots, units, atoms)
    order = np.argsort(-masks, kind="stable")
    found = build_cover_graph(masks[order], len(atoms))
    if budget is not None:
        budget = CoverBudget(budget.weights[order], budget.most)
    elif found.count > most:
        many = f"{found.count:,}" if found.count < COUNT_CAP else f"more than {COUNT_CAP:,}"
        raise EnumerationRefused(
            f"there are {many} designs, and {most:,} can be listed; {FEWER_HINT}", found.count
        )
    members, starts = list_paths(found, most, budget)
    used, members = np.unique(members, return_inverse=True)
    kept = pack_lots([lots[lot] for lot in order[used].tolist()])
    return DesignListing(kept, sort_by_labels(kept, DesignList(members, starts), atoms))


def _build_masks(lots: LotArray, units: int, atoms: Sequence[int]) -> Ints:
    """The lots as bit sets over what is never parted, the first as the highest bit."""
    weights = np.zeros(units, dtype=np.int64)
    if len(atoms) <= MOST_ITEMS:
        weights[list(atoms)] = 1 << np.arange(len(atoms) - 1, -1, -1, dtype=np.int64)
    return lots.sum_weights(weights) if len(lots) else weights[:0]


def _find_atoms(lots: LotArray, units: int) -> Sequence[int]:
    """The first unit of each group of units that is never parted, in file order."""
    held = np.zeros((units, len(lots)), dtype=np.bool_)
    held[lots.units, lots.owners] = True
    firsts: dict[bytes, int] = {}
    for unit, row in enumerate(held):
        firsts.setdefault(row.tobytes(), unit)
    return tuple(firsts.values())
