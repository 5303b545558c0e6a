"""Lists the lots that studies choose among; of few, large lots those inside bands.

A design with K lots holds only lots inside the bands of K. So these lots, for every K, hold every
design that the rules admit, where listing all lots by the rules about single lots is hopeless.
"""

from math import inf
from typing import TYPE_CHECKING

from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.solve_context import SolveContext
from solver.strategy import MOST_PLAIN_LOTS, chooses_few_large_lots

if TYPE_CHECKING:
    from solver.lot_bands.band_listing import BandListing

MOST_BAND_LOTS_STUDIED = 100_000
"""Of more lots inside bands than this no study can choose."""


def list_studied_candidates(scenario: Scenario, context: SolveContext) -> CandidateTable:
    """Every candidate that a design of the scenario may hold; raises TooManyLots."""
    listing = list_inside_bands(scenario, context)
    return list_candidates(scenario) if listing is None else tabulate_near_optimal(listing, None)


def list_inside_bands(scenario: Scenario, context: SolveContext) -> "BandListing | None":
    """The lots inside the bands of every number of lots; None where others are listed as well.

    Raises TooManyLots where there are too many to choose among.
    """
    listing = plan_inside_bands(scenario, context)
    while listing is not None and listing.unlisted:
        listing.list_next()
    return listing


def plan_inside_bands(scenario: Scenario, context: SolveContext) -> "BandListing | None":
    """The same with nothing listed so far: lots are many or small, few in all, or not for bands.

    Raises TooManyLots where about too many are inside the bands.
    """
    if not chooses_few_large_lots(scenario, context) or _are_listed_plainly(scenario):
        return None
    from solver.lot_bands.band_listing import BandListing
    from solver.lot_bands.bands import list_lot_bands
    from solver.lot_bands.growth_graph import build_growth_graph
    from solver.lot_bands.size_estimate import estimate_lot_count

    listing = BandListing.begin(scenario, context, bounded=False)
    graphs = [build_growth_graph(scenario, bands) for bands in list_lot_bands(scenario)]
    if listing is None or None in graphs:
        return None
    expected = 0.0
    for graph in graphs:
        assert graph is not None
        expected += estimate_lot_count(graph, context.settings.seed, MOST_BAND_LOTS_STUDIED)
        if expected > MOST_BAND_LOTS_STUDIED:
            raise TooManyLots(f"the rules leave about {round(expected):,} lots to choose from")
    return listing


def _are_listed_plainly(scenario: Scenario) -> bool:
    try:
        list_candidates(scenario, MOST_PLAIN_LOTS)
    except TooManyLots:
        return False
    return True


def tabulate_near_optimal(listing: "BandListing", worst: MeasureValue | None) -> CandidateTable:
    """The candidates of designs whose first objective is, signed, `worst` or better, and others.

    Of all designs for None. Every number of lots must be listed.
    """
    from solver.lot_bands.solve import tabulate_in_order

    near = listing.lots.bounds <= _find_limit(listing, worst)
    return tabulate_in_order(listing.scenario, listing.lots.units[:, near], listing.connected)


def _find_limit(listing: "BandListing", worst: MeasureValue | None) -> float:
    """The largest bound of a lot that such a design may hold, in the units of the goal."""
    if worst is None or not len(listing.lots):
        return inf
    from solver.lot_bands.band_lots import find_first_objective
    from solver.lot_bands.solve import convert_to_cost, tabulate_in_order

    some = tabulate_in_order(listing.scenario, listing.lots.units[:, :1], listing.connected)
    objective = find_first_objective(some)
    return inf if objective is None else convert_to_cost(objective, worst)
