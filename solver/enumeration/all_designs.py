"""Enumeration of every design that the structural rules of a scenario allow, each once.

Structural rules say which units may share a lot at all. Where lots have prices or routes to choose
from, a design is more than its lots, and enumeration is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.lots import LotArray, pack_lots
from solver.enumeration.design_arrays import DesignList, sort_by_labels
from solver.enumeration.exact_cover import (
    COUNT_CAP,
    FULL_EFFORT,
    MOST_ITEMS,
    CoverBudget,
    CoverEffort,
    CoverGraph,
    EnumerationRefused,
    build_cover_graph,
    find_least_weight,
    list_paths,
)

MOST_DESIGNS = 1_000_000
"""Designs; more are refused."""
MOST_LOTS_COVERED = 70_000
"""Lots to choose from; more are refused."""
FEWER_HINT = "rules on which units may share a lot would leave fewer"
_UNREAD_FIELDS = (
    *("name", "sha256", "files_sha256", "settings", "authority", "rules", "objectives", "options"),
    *("budgets", "basis", "standards"),
)
"""Fields of a scenario that no attribute of a lot depends on."""


@dataclass(frozen=True)
class DesignListing:
    """All designs that keep the structural rules, over the lots that stand in any of them."""

    lots: LotArray
    designs: DesignList


def enumerate_all_designs(scenario: Scenario, most: int = MOST_DESIGNS) -> DesignListing:
    """The designs of a scenario by its structural rules alone.

    Raises EnumerationRefused where there are more than `most`, or too many even to count.
    """
    try:
        lots = list_candidates(keep_structural_rules(scenario), MOST_LOTS_COVERED).lots
    except TooManyLots as error:
        raise EnumerationRefused(f"{error}; {FEWER_HINT}", MOST_LOTS_COVERED) from None
    return enumerate_designs_of_lots(lots, len(scenario.units), most)


def enumerate_designs_of_lots(
    lots: LotArray, unit_count: int, most: int, budget: CoverBudget | None = None
) -> DesignListing:
    """All partitions of the units into these lots; with a budget only those within it.

    The weights of the budget follow the lots. Raises EnumerationRefused as
    `enumerate_all_designs` does.
    """
    return build_lot_cover(lots, unit_count).list_designs(most, budget)


@dataclass(frozen=True)
class LotCover:
    """All partitions of the units into some lots, counted and not yet listed.

    Only the first unit of each group that no lot parts is looked at: the `atoms`. The graph's lots
    are positions in `order`, (N,), which has the lots' own.
    """

    lots: LotArray
    atoms: Sequence[int]
    order: Ints
    graph: CoverGraph

    def find_least(self, weights: Ints) -> int | None:
        """The least sum of the lots' weights, (N,), over all partitions; None if there is none."""
        return find_least_weight(self.graph, weights[self.order]) if self.graph.count else None

    def list_designs(self, most: int, budget: CoverBudget | None = None) -> DesignListing:
        """All partitions, or those within a budget; raises EnumerationRefused beyond `most`."""
        graph, order = self.graph, self.order
        if budget is not None:
            budget = CoverBudget(budget.weights[order], budget.most)
        elif graph.count > most:
            many = f"{graph.count:,}" if graph.count < COUNT_CAP else f"more than {COUNT_CAP:,}"
            raise EnumerationRefused(
                f"there are {many} designs, and {most:,} can be listed; {FEWER_HINT}", graph.count
            )
        members, starts = list_paths(graph, most, budget)
        used, members = np.unique(members, return_inverse=True)
        kept = pack_lots([self.lots[lot] for lot in order[used].tolist()])
        return DesignListing(kept, sort_by_labels(kept, DesignList(members, starts), self.atoms))


def build_lot_cover(lots: LotArray, unit_count: int, effort: CoverEffort = FULL_EFFORT) -> LotCover:
    """Counts the partitions; raises EnumerationRefused where that takes more than the effort."""
    atoms = _find_atoms(lots, unit_count)
    masks = _build_masks(lots, unit_count, atoms)
    order = np.argsort(-masks, kind="stable")
    return LotCover(lots, atoms, order, build_cover_graph(masks[order], len(atoms), effort))


def _build_masks(lots: LotArray, unit_count: int, atoms: Sequence[int]) -> Ints:
    """The lots as bit sets of atoms, the first as the highest bit."""
    weights = np.zeros(unit_count, dtype=np.int64)
    if len(atoms) <= MOST_ITEMS:
        weights[list(atoms)] = 1 << np.arange(len(atoms) - 1, -1, -1, dtype=np.int64)
    return lots.sum_weights(weights) if len(lots) else weights[:0]


def _find_atoms(lots: LotArray, unit_count: int) -> Sequence[int]:
    """The first unit of each group of units that no lot parts, in file order."""
    held = np.zeros((unit_count, len(lots)), dtype=np.bool_)
    held[lots.units, lots.owners] = True
    firsts: dict[bytes, int] = {}
    for unit, row in enumerate(held):
        firsts.setdefault(row.tobytes(), unit)
    return tuple(firsts.values())


def keep_structural_rules(scenario: Scenario) -> Scenario:
    """The scenario with its structural rules alone; nothing in it asks for a certificate."""
    rules = tuple(rule for rule in scenario.active_rules if rule.structural)
    return replace(scenario, rules=rules, objectives=())


def find_refusal_cause(scenario: Scenario) -> str | None:
    """What besides its lots is part of a design, and decides on its money; None for nothing."""
    if scenario.prices is not None:
        return "providers have prices"
    if scenario.routes.has_choice:
        return "lots can be delivered in several ways"
    return None


def refuse_priced_or_routed(scenario: Scenario) -> None:
    """Raises EnumerationRefused where designs are more than their lots."""
    cause = find_refusal_cause(scenario)
    if cause is not None:
        raise EnumerationRefused(f"an atlas cannot be drawn yet where {cause}")


def build_listing_key(scenario: Scenario) -> tuple[Any, ...]:
    """A key of the listed designs: scenarios with the same key have the same ones."""
    units = tuple(
        (u.id, u.undivided_id, u.service, u.locality, u.procedure) for u in scenario.units
    )
    places = tuple((place.id, *sorted(place.areas.items())) for place in scenario.localities)
    return units, places, scenario.neighbours, keep_structural_rules(scenario).rules


def build_measuring_key(scenario: Scenario) -> tuple[Any, ...]:
    """A key of the attributes of lots: scenarios with the same lots and key have the same ones."""
    read = [field.name for field in fields(Scenario) if field.name not in _UNREAD_FIELDS]
    return tuple(getattr(scenario, name) for name in read)
