"""Pricing classes: route, winner and the units that a lot may hold, one knapsack each.

Every admissible lot belongs to at least one class; what no class states is relaxed. Where
several providers must be able to bid for a lot, classes are the maximal areas that two of them
serve, with the largest value that both can take. Classes within another one are dropped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_

from lotdesign.design import Route
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.candidate_listing import prune_route_growth
from solver.candidates.adjacency import build_contiguity
from solver.candidates.eligibility import compute_value_limit
from solver.candidates.lot_values import value_ceiling_terms, value_terms
from solver.candidates.pruning import EligibilityFloor, GrowthPruning, merge_blocks

MAX_PROVIDERS_PAIRED = 120
"""With more providers the areas of single ones are taken, not of pairs."""
MAX_AREAS = 400
"""With more areas a requirement on bidders is relaxed."""


@dataclass(frozen=True, slots=True)
class ServedArea:
    """Units (a bit set), and the most value, in parts of a penny, of a lot out of them."""

    units: int
    max_value: int


@dataclass(frozen=True, slots=True)
class PricingClass:
    """A route, the winner's position if lots are priced by winner, and an area.

    `blocks` are the area's units, those that must share a lot together.
    """

    route: Route
    winner: int | None
    blocks: tuple[tuple[int, ...], ...]
    max_value: int


def list_pricing_classes(scenario: Scenario, joined: bool = False) -> list[PricingClass]:
    """All classes, route by route; with `joined` the areas of a winner are one."""
    return [
        each
        for route in scenario.routes.offered
        for each in _iterate_classes_of_route(scenario, route, joined)
    ]


def _iterate_classes_of_route(
    scenario: Scenario, route: Route, joined: bool
) -> Iterator[PricingClass]:
    pruning = prune_route_growth(scenario, route)
    blocks = merge_blocks(pruning.blocks, len(scenario.units))
    max_value = _find_value_ceiling(scenario, pruning)
    areas = [ServedArea((1 << len(scenario.units)) - 1, max_value)]
    for floor in pruning.eligibility_floors:
        intersections = _intersect_all(areas, _list_biddable_areas(scenario, floor))
        areas = intersections if len(intersections) <= MAX_AREAS else areas
    for winner, served in _iterate_winners(scenario, route):
        own = _intersect_all(areas, [served]) if served is not None else areas
        own = [_unite(own)] if joined and own else own
        for area in _keep_maximal(
            part for each in own for part in _iterate_connected_parts(scenario, pruning, each)
        ):
            inside = [tuple(sorted(b)) for b in blocks if pack_bits(b) & ~area.units == 0]
            yield PricingClass(route, winner, tuple(inside), area.max_value)


def _iterate_winners(
    scenario: Scenario, route: Route
) -> Iterator[tuple[int | None, ServedArea | None]]:
    """The first of each class of interchangeable winners and its area; None without prices."""
    if scenario.prices is None or route != "external":
        yield None, None
        return
    for first in scenario.interchangeable_parties:
        yield first, _find_served_area(scenario, first)


def _find_value_ceiling(scenario: Scenario, pruning: GrowthPruning) -> int:
    """The most value of any lot, in parts of a penny."""
    terms = value_terms(scenario)
    limits = [each.limit for each in pruning.ceilings if each.weights in terms]
    return min([max(sum(term) for term in value_ceiling_terms(scenario)), *limits])


def _list_biddable_areas(scenario: Scenario, floor: EligibilityFloor) -> list[ServedArea]:
    """Areas that hold every lot with enough eligible providers, by any one or two of them."""
    areas = [_find_served_area(scenario, p) for p in sorted(floor.providers)]
    if floor.needed < 2 or len(areas) > MAX_PROVIDERS_PAIRED:
        return _keep_maximal(areas)
    return _keep_maximal(_intersect(a, b) for a, b in combinations(areas, 2))


def _find_served_area(scenario: Scenario, party: int) -> ServedArea:
    """The units that a party serves, and the most value that it can take."""
    units = pack_bits(
        u for u, parties in enumerate(scenario.parties_serving_unit) if parties >> party & 1
    )
    limit = compute_value_limit(scenario, scenario.parties[party])
    most = max(sum(term) for term in value_ceiling_terms(scenario))
    return ServedArea(units, most if limit is None else min(most, limit))


def _intersect(a: ServedArea, b: ServedArea) -> ServedArea:
    return ServedArea(a.units & b.units, min(a.max_value, b.max_value))


def _unite(areas: Sequence[ServedArea]) -> ServedArea:
    """The least area that holds them all."""
    units = reduce(or_, (area.units for area in areas))
    return ServedArea(units, max(area.max_value for area in areas))


def _intersect_all(areas: Sequence[ServedArea], others: Sequence[ServedArea]) -> list[ServedArea]:
    return _keep_maximal(_intersect(a, b) for a in areas for b in others)


def _keep_maximal(areas: Iterable[ServedArea]) -> list[ServedArea]:
    """The areas that lie in no other one."""
    kept: list[ServedArea] = []
    for area in sorted(set(areas), key=lambda a: (-a.max_value, -a.units.bit_count(), a.units)):
        if area.units and all(area.units & ~other.units for other in kept):
            kept.append(area)
    return kept


def _iterate_connected_parts(
    scenario: Scenario, pruning: GrowthPruning, area: ServedArea
) -> Iterator[ServedArea]:
    """The components of an area that blocks do not join, each with all units of no locality."""
    if not pruning.connected or scenario.divided:
        yield area
        return
    adjacency = build_contiguity(scenario)
    local = pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)
    blocks = [pack_bits(block) for block in merge_blocks(pruning.blocks, len(scenario.units))]
    left, anywhere = area.units & local, area.units & ~local
    if not left:
        yield area
    while left:
        part = left & -left
        while True:
            reached = part | (adjacency.find_neighbours(part) & left)
            for block in blocks:
                reached |= block & left if block & reached else 0
            if reached == part:
                break
            part = reached
        yield ServedArea(part | anywhere, area.max_value)
        left &= ~part
