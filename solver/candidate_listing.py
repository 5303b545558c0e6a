"""Lists all candidates of a scenario: unit sets grown under pruning, then filtered by every rule.

Above `solver.candidates` and `solver.constraints`, which it joins.
"""

import time
from collections.abc import Sequence
from itertools import islice
from math import inf

import numpy as np

from lotdesign.design import ROUTES, Design, Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.growing import grow_unit_sets
from solver.candidates.lots import pack_lots
from solver.candidates.pruning import (
    EligibilityFloor,
    GrowthPruning,
)
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates, prune_growth

MAX_CANDIDATES = 3_000_000
"""More candidates than this are not listed."""
LOTS_BETWEEN_CLOCK_CHECKS = 5_000
"""So many lots are listed between two looks at the clock."""


class TooManyLots(Exception):
    """The rules leave more lots than can be listed."""


def list_candidates(
    scenario: Scenario, most: int = MAX_CANDIDATES, seconds: float | None = None
) -> CandidateTable:
    """Every lot that keeps all rules about single lots, with its facts; ordered by its units.

    A candidate is a lot with its route, and with prices who wins it, since its money depends on
    all of them; identical providers count as one winner.

    Raises TooManyLots when more than `most` would have to be listed, or it takes more seconds.
    """
    return _filter_by_all_rules(scenario, _list_grown_lots(scenario, most, seconds))


def list_by_every_route(scenario: Scenario, design: Design) -> CandidateTable:
    """The candidates that hold the same units as the lots of a design."""
    every = [(lot.units, r) for lot in design.lots for r in scenario.routes.offered]
    return tabulate_lots(scenario, every)


def tabulate_lots(
    scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]
) -> CandidateTable:
    """Those of these different lots that keep all rules about single lots; by who wins them."""
    return _filter_by_all_rules(scenario, _tabulate_by_units(scenario, lots))


def _filter_by_all_rules(scenario: Scenario, candidates: CandidateTable) -> CandidateTable:
    """Those of them that keep all rules about single lots; with prices, by who wins them."""
    for rule in scenario.active_rules:
        if not len(candidates):
            break
        candidates = candidates.filter(filter_candidates(rule, candidates))
    if scenario.needs_certificate and len(candidates):
        candidates = candidates.filter(candidates.can_be_awarded(candidates.all_parties))
    return candidates if scenario.prices is None else candidates.expand_by_winner_class()


def _list_grown_lots(scenario: Scenario, most: int, seconds: float | None) -> CandidateTable:
    """Every lot that the shape of its route allows."""
    every = (
        (units, route)
        for route in scenario.routes.offered
        for units in grow_unit_sets(scenario, prune_route_growth(scenario, route))
    )
    found: list[tuple[tuple[int, ...], Route]] = []
    latest = inf if seconds is None else time.monotonic() + seconds
    while some := list(islice(every, LOTS_BETWEEN_CLOCK_CHECKS)):
        found += some
        if len(found) > most:
            raise TooManyLots(f"the rules leave more than {most:,} lots to choose from")
        if time.monotonic() > latest:
            raise TooManyLots(f"the rules leave more than {len(found):,} lots, too many in time")
    return _tabulate_by_units(scenario, found)


def _tabulate_by_units(
    scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]
) -> CandidateTable:
    """The facts of these lots, ordered by their units, then by their routes."""
    found = sorted((units, ROUTES.index(route)) for units, route in lots)
    routes = None
    if scenario.routes.has_choice:
        routes = np.array([route for _, route in found], dtype=np.int64)
    return CandidateTable(scenario, pack_lots([units for units, _ in found]), routes=routes)


def prune_route_growth(scenario: Scenario, route: Route) -> GrowthPruning:
    """What is asked of growing lots of a route, somebody to take an external one included."""
    shape = prune_growth(scenario, route)
    if not scenario.needs_certificate or route != "external":
        return shape
    everyone = frozenset(range(len(scenario.parties)))
    return GrowthPruning.combine(
        (shape, GrowthPruning(eligibility_floors=(EligibilityFloor(everyone, 1),)))
    )
