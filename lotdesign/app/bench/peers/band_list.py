"""A peer over every lot inside the bands that the number of lots fixes: one CP-SAT model of all.

With K lots of a constant total, balance is an interval of each lot's value. The lots inside are
listed as lotdesign lists them, so that what differs is how the best of them are found: neither
bounds nor windows leave any of them out.
"""

import time

import numpy as np

from lotdesign.app.bench.peers.candidate_list import solve_over_candidates
from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, UnsuitableScenario
from lotdesign.scenario.scenario import Scenario
from solver.backends.registry import load_engine
from solver.candidate_listing import TooManyLots, filter_by_all_rules, prune_route_growth
from solver.candidate_mip import expand_named_winners
from solver.candidates.table import CandidateTable
from solver.lot_bands.band_lots import list_band_lots, tabulate_masks
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.masks import pack_masks
from solver.model.award_variables import list_tested_withdrawals

MOST_LOTS = 3_000_000
"""The most lots that are listed for one number of lots."""
MOST_VARIABLES = 3_000_000
"""The most lots and possible winners of lots that one model is built of."""


def solve_band_list_with_cp_sat(
    scenario: Scenario, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    """Solve with CP-SAT over all lots inside the bands, of every number of lots that is possible.

    Raises UnsuitableScenario where there are too many, or bands do not list them.
    """
    ends = time.monotonic() + seconds
    listed = _tabulate_band_lots(scenario, ends)
    variables = _count_variables(listed)
    if variables > MOST_VARIABLES:
        raise UnsuitableScenario(
            f"{len(listed):,} lots inside the bands are {variables:,} variables with their winners,"
            " too many for one model"
        )
    candidates = expand_named_winners(filter_by_all_rules(scenario, listed))
    left = max(1.0, ends - time.monotonic())
    return solve_over_candidates(load_engine("cp-sat"), candidates, left, tell)


def _tabulate_band_lots(scenario: Scenario, deadline: float) -> CandidateTable:
    """Tabulate each lot once, however many numbers of lots have it inside their bands.

    They are in the order of their first units, as the lots of a design are.
    """
    found = [pack_masks([], len(scenario.units))]
    for bands in list_lot_bands(scenario):
        try:
            listed = list_band_lots(scenario, bands, MOST_LOTS, deadline)
        except TooManyLots as error:
            raise UnsuitableScenario(str(error)) from None
        if listed is None:
            raise UnsuitableScenario("lots may hold divided units whole, which bands do not list")
        found.append(listed.units)
    lots = np.unique(np.concatenate(found, axis=1), axis=1)
    connected = prune_route_growth(scenario, "external").connected
    table = tabulate_masks(scenario, lots, connected)
    return table.take(np.argsort(table.lots.units[table.lots.starts[:-1]], kind="stable"))


def _count_variables(lots: CandidateTable) -> int:
    """Count the lots, and the winners that each may have with everybody and after withdrawals."""
    scenario = lots.scenario
    if not scenario.needs_certificate or not len(lots):
        return len(lots)
    awards = 1 + len(list_tested_withdrawals(scenario))
    return len(lots) + awards * int(lots.eligible_parties.sum())
