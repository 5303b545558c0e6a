"""Lists all candidates of a scenario: unit sets grown under pruning, then filtered by all rules."""

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
"""The most candidates that are listed."""
LOTS_BETWEEN_CLOCK_CHECKS = 5_000
"""Lots that are grown between two looks at the clock."""


class TooManyLots(Exception):
    """The rules leave more lots than can be listed."""


def list_candidates(
    scenario: Scenario, most: int = MAX_CANDIDATES, seconds: float | None = None
) -> CandidateTable:
    """List every lot that keeps all rules about single lots, in the order of its units.

    A candidate is a lot with its route and, where providers have prices, its winner, since its
    money depends on them; interchangeable providers count as one winner.

    Raises TooManyLots when there would be more than `most`, or it takes more than `seconds`.
    """
    grown = _list_grown_lots(scenario, most, seconds)
    candidates = filter_by_all_rules(scenario, grown)
    candidates.record_grown_count(len(grown))
    return candidates


def list_by_every_route(scenario: Scenario, design: Design) -> CandidateTable:
    """The candidates with the same units as lots of a design, by every route."""
    lots = [(lot.units, route) for lot in design.lots for route in scenario.routes.offered]
    return tabulate_lots(scenario, lots)


def tabulate_lots(
    scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]
) -> CandidateTable:
    """Those of these distinct lots that keep all rules about single lots, by winner if priced."""
    return filter_by_all_rules(scenario, _tabulate_by_units(scenario, lots))


def filter_by_all_rules(scenario: Scenario, candidates: CandidateTable) -> CandidateTable:
    """Those that keep all rules about single lots; with prices, by class of winners."""
    for rule in scenario.active_rules:
        if not len(candidates):
            break
        candidates = candidates.filter(filter_candidates(rule, candidates))
    if scenario.needs_certificate and len(candidates):
        candidates = candidates.filter(candidates.can_be_awarded(candidates.all_parties))
    return candidates if scenario.prices is None else candidates.expand_by_winner_class()


def _list_grown_lots(scenario: Scenario, most: int, seconds: float | None) -> CandidateTable:
    """Every lot that the pruning of its route allows."""
    grown = (
        (units, route)
        for route in scenario.routes.offered
        for units in grow_unit_sets(scenario, prune_route_growth(scenario, route))
    )
    lots: list[tuple[tuple[int, ...], Route]] = []
    deadline = inf if seconds is None else time.monotonic() + seconds
    while some := list(islice(grown, LOTS_BETWEEN_CLOCK_CHECKS)):
        lots += some
        if len(lots) > most:
            raise TooManyLots(f"the rules leave more than {most:,} lots to choose from")
        if time.monotonic() > deadline:
            raise TooManyLots(f"the rules leave more than {len(lots):,} lots, too many in time")
    return _tabulate_by_units(scenario, lots)


def _tabulate_by_units(
    scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]
) -> CandidateTable:
    """Tabulate lots, in the order of their units, then of their routes."""
    numbered = sorted((units, ROUTES.index(route)) for units, route in lots)
    routes = None
    if scenario.routes.has_choice:
        routes = np.array([route for _, route in numbered], dtype=np.int64)
    return CandidateTable(scenario, pack_lots([units for units, _ in numbered]), routes=routes)


def prune_route_growth(scenario: Scenario, route: Route) -> GrowthPruning:
    """The pruning of lots of a route; where awards matter some party must be able to take them."""
    pruning = prune_growth(scenario, route)
    if not scenario.needs_certificate or route != "external":
        return pruning
    everyone = frozenset(range(len(scenario.parties)))
    return GrowthPruning.combine(
        (pruning, GrowthPruning(eligibility_floors=(EligibilityFloor(everyone, 1),)))
    )
