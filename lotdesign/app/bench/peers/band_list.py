"""A peer over every lot inside the bands that the number of lots fixes: one CP-SAT model of all.

With K lots of a constant total, balance is an interval of each lot's value. The lots inside are
listed as lotdesign lists them, so that what differs is how the best of them are found: neither
bounds nor windows leave any of them out.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lotdesign.app.bench.peers.candidate_list import solve_over_candidates
from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, UnsuitableScenario
from lotdesign.rules.balance import BalanceRule
from lotdesign.rules.lot_count import LotCountRule
from lotdesign.scenario.scenario import Scenario
from solver.backends.registry import load_engine
from solver.candidate_listing import TooManyLots, filter_by_all_rules, prune_route_growth
from solver.candidate_mip import expand_named_winners
from solver.candidates.lot_values import find_constant_total
from solver.candidates.table import CandidateTable
from solver.lot_bands.band_lots import list_band_lots, tabulate_masks
from solver.lot_bands.bands import LotBands, list_lot_bands
from solver.lot_bands.masks import pack_masks
from solver.model.award_variables import list_tested_withdrawals

MOST_LOTS = 3_000_000
"""The most lots that are listed for one number of lots."""
MOST_VARIABLES = 1_000_000
"""The most lots and possible winners of lots in one model: more do not fit into 8 GB."""


def solve_band_list_with_cp_sat(
    scenario: Scenario, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    """Solve with CP-SAT over all lots inside the bands, of every number of lots that is possible.

    Raises UnsuitableScenario where there are too many, or bands do not list them.
    """
    ends = time.monotonic() + seconds
    listed = _tabulate_band_lots(scenario, list_lot_bands(scenario), ends)
    variables = _count_variables(listed)
    if variables > MOST_VARIABLES:
        raise UnsuitableScenario(
            f"{len(listed):,} lots inside the bands are {variables:,} variables with their winners,"
            " too many for one model"
        )
    candidates = expand_named_winners(filter_by_all_rules(listed.scenario, listed))
    left = max(1.0, ends - time.monotonic())
    return solve_over_candidates(load_engine("cp-sat"), candidates, left, tell)


def _tabulate_band_lots(
    scenario: Scenario, possible: Sequence[LotBands], deadline: float
) -> CandidateTable:
    """Tabulate each lot once, however many numbers of lots have it inside their bands.

    They are in the order of their first units, as the lots of a design are.
    """
    found = [pack_masks([], len(scenario.units))]
    for bands in possible:
        try:
            listed = list_band_lots(scenario, bands, MOST_LOTS, deadline)
        except TooManyLots as error:
            raise UnsuitableScenario(str(error)) from None
        if listed is None:
            raise UnsuitableScenario("lots may hold divided units whole, which bands do not list")
        found.append(listed.units)
    lots = np.unique(np.concatenate(found, axis=1), axis=1)
    connected = prune_route_growth(scenario, "external").connected
    table = tabulate_masks(_replace_balance(scenario, possible), lots, connected)
    return table.take(np.argsort(table.lots.units[table.lots.starts[:-1]], kind="stable"))


def _replace_balance(scenario: Scenario, possible: Sequence[LotBands]) -> Scenario:
    """Replace balance by the number of lots where only one is possible: its band keeps the rest."""
    if len(possible) != 1:
        return scenario
    count = possible[0].count
    return replace(
        scenario,
        rules=tuple(
            LotCountRule(id=rule.id, min=count, max=count)
            if isinstance(rule, BalanceRule) and rule.is_active and _is_band(rule, scenario)
            else rule
            for rule in scenario.rules
        ),
    )


def _is_band(rule: BalanceRule, scenario: Scenario) -> bool:
    """Whether the rule is a band of every lot once their number is known."""
    is_constant = rule.measure == "need" or find_constant_total(scenario) is not None
    return rule.services is None and is_constant


def _count_variables(lots: CandidateTable) -> int:
    """Count the lots, and the winners that each may have with everybody and after withdrawals."""
    scenario = lots.scenario
    if not scenario.needs_certificate or not len(lots):
        return len(lots)
    awards = 1 + len(list_tested_withdrawals(scenario))
    return len(lots) + awards * int(lots.eligible_parties.sum())
