"""Bounds on measures of place, cut pairs and travel, as the first aim or a later one.

Where requirements say all that the rules ask for, column generation may prove the fewest cut pairs.
Otherwise each number of lots is bounded, and some of the rules are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.column_generation.requirements import CUT_PAIRS_MEASURE, PartitionRequirements
from solver.lot_bands.bands import LotBands
from solver.lot_bands.eigenvalue_bound import bound_cut_pairs_by_eigenvalues
from solver.lot_bands.later_bound import bound_cut_pairs
from solver.lot_bands.masks import pack_masks
from solver.lot_bands.median_bound import bound_travel_by_medians
from solver.lot_bands.search import LargeLotSearch
from solver.proofs import EIGENVALUE_PROOF, MEDIAN_PROOF
from solver.solve_context import SolveContext

FIRST_ROUNDS = 20
"""Recombinations of each number of lots before column generation: a good design needs less of it.
"""
PRICING_SHARE, BOUND_SHARE = 0.5, 0.4
"""Shares of the time left for column generation, and for the bounds of one number of lots."""
BOUND_SECONDS = 30.0
"""Seconds for such bounds where there is no time limit."""


@dataclass(frozen=True)
class PlaceBound:
    """A bound, what it rests on, and a design found with it, which may break rules left out."""

    bound: int
    proofs: tuple[str, ...]
    design: Design | None = None


def iterate_place_bounds(
    scenario: Scenario,
    place: int,
    bands: LotBands,
    best: tuple[Design, int],
    context: SolveContext,
) -> Iterator[PlaceBound]:
    """Bounds on the objective at this place for designs of so many lots, the quickest first.

    `best` is a design, of any number of lots, and what it reaches. None at all for other measures
    than cut pairs and travel. Raises KeyboardInterrupt on Ctrl-C.
    """
    measure, (design, value) = scenario.objectives[place].measure, best
    if measure == "travel":
        metres = bound_travel_by_medians(scenario, bands, value, lambda: context.is_late)
        if metres is not None:
            yield PlaceBound(metres, (MEDIAN_PROOF,))
    if measure == CUT_PAIRS_MEASURE:
        pairs = bound_cut_pairs_by_eigenvalues(scenario, bands, value, lambda: context.is_late)
        if pairs is not None:
            yield PlaceBound(pairs, (EIGENVALUE_PROOF,))
        answer = bound_cut_pairs(scenario, place, bands, design, context)
        if answer is not None:
            yield PlaceBound(answer.bound, answer.engines, answer.design)


def price_along_borders(search: LargeLotSearch, requirements: PartitionRequirements) -> None:
    """Column generation from a first design on, with its proof or its bound.

    Leaves the search as it was where frontiers are too wide.
    """
    from solver.column_generation.frontier_search import solve_by_frontier

    search.recombine_each(FIRST_ROUNDS)
    context = search.context
    pricing = context.limit_to(context.share_of_time_left(PRICING_SHARE))
    if search.best is not None:
        pricing = pricing.start_from(search.best.design)
    found = solve_by_frontier(search.scenario, requirements, pricing)
    if found is not None:
        search.take_over(found.attribute_to(pricing.engine))


def raise_bounds_by_place(search: LargeLotSearch) -> None:
    """Bound a first aim of place for numbers of lots that could be better than the best.

    Tries the designs that are found with the bounds too. Raises KeyboardInterrupt on Ctrl-C.
    """
    for _, bands in search.listing.unlisted:
        best = search.best
        if search.is_over or best is None or best.design is None:
            return
        if not search.could_be_better(bands.count):
            continue
        seconds = search.context.share_of_time_left(BOUND_SHARE) or BOUND_SECONDS
        known = best.design, int(best.reached[0].value)
        limited = search.context.limit_to(seconds)
        for each in iterate_place_bounds(search.scenario, 0, bands, known, limited):
            if each.design is not None:
                lots = [pack_bits(lot.units) for lot in each.design.lots]
                search.accept_lots(pack_masks(lots, len(search.scenario.units)))
            search.raise_bound(bands.count, each.bound, *each.proofs)
