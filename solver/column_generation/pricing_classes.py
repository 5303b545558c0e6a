"""Pricing classes: route, winner and the units that a lot may hold, one knapsack each.

Every admissible lot belongs to at least one class; what no class states is relaxed. Where
several providers must be able to bid for a lot, classes are the maximal areas that two of them
serve, with the largest value that both can take. Classes within another one are dropped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lotdesign.design import Route
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits, pack_bits
from solver.candidate_listing import prune_route_growth
from solver.candidates.eligibility import compute_value_limit
from solver.candidates.geography import compute_adjacency
from solver.candidates.money import value_terms
from solver.candidates.pruning import EligibilityFloor, GrowthPruning, merge_blocks

MAX_PROVIDERS_PAIRED = 120
"""Of more providers than this one is looked at, not two."""
MAX_AREAS = 400
"""More areas than this are not told apart any further."""


@dataclass(frozen=True, slots=True)
class ServedArea:
    """Units, as bits, and the most that V of a lot out of them can be, in its parts."""

    units: int
    max_value: int


@dataclass(frozen=True, slots=True)
class PricingClass:
    """A route, the position of who wins, if that matters, and the area.

    `blocks` are the units of the area, those that share a lot together.
    """

    route: Route
    winner: int | None
    blocks: tuple[tuple[int, ...], ...]
    max_value: int


def list_pricing_classes(scenario: Scenario, joined: bool = False) -> list[PricingClass]:
    """All ways, those of a route side by side; all areas of a winner may be `joined` in one."""
    return [
        way
        for route in scenario.routes.offered
        for way in _iterate_classes_of_route(scenario, route, joined)
    ]


def _iterate_classes_of_route(
    scenario: Scenario, route: Route, joined: bool
) -> Iterator[PricingClass]:
    shape = prune_route_growth(scenario, route)
    blocks = merge_blocks(shape.blocks, len(scenario.units))
    everything = ServedArea((1 << len(scenario.units)) - 1, _find_value_ceiling(scenario, shape))
    areas = [everything]
    for following in shape.eligibility_floors:
        met = _intersect_all(areas, _list_biddable_areas(scenario, following))
        areas = met if len(met) <= MAX_AREAS else areas
    for winner, served in _iterate_winners(scenario, route):
        own = _intersect_all(areas, [served]) if served is not None else areas
        own = [_unite(own)] if joined and own else own
        for area in _keep_maximal(
            part for each in own for part in _iterate_connected_parts(scenario, shape, each)
        ):
            inside = [tuple(sorted(b)) for b in blocks if pack_bits(b) & ~area.units == 0]
            yield PricingClass(route, winner, tuple(inside), area.max_value)


def _iterate_winners(
    scenario: Scenario, route: Route
) -> Iterator[tuple[int | None, ServedArea | None]]:
    """Who can win, one of each class of copies, and what; nobody in particular without prices."""
    if scenario.prices is None or route != "external":
        yield None, None
        return
    for first in scenario.interchangeable_parties:
        yield first, _find_served_area(scenario, first)


def _find_value_ceiling(scenario: Scenario, shape: GrowthPruning) -> int:
    """The most that V of a lot can be."""
    terms = value_terms(scenario)
    held = [each.limit for each in shape.ceilings if each.weights in terms]
    return min([max(sum(term) for term in terms), *held])


def _list_biddable_areas(scenario: Scenario, following: EligibilityFloor) -> list[ServedArea]:
    """What enough of the providers can follow, as far as any one or two of them say."""
    areas = [_find_served_area(scenario, p) for p in sorted(following.providers)]
    if following.needed < 2 or len(areas) > MAX_PROVIDERS_PAIRED:
        return _keep_maximal(areas)
    return _keep_maximal(_intersect(a, b) for a, b in combinations(areas, 2))


def _find_served_area(scenario: Scenario, party: int) -> ServedArea:
    """The units that a party serves, and the most that it can take."""
    units = pack_bits(
        u for u, parties in enumerate(scenario.parties_serving_unit) if parties >> party & 1
    )
    limit = compute_value_limit(scenario, scenario.parties[party])
    most = max(sum(term) for term in value_terms(scenario))
    return ServedArea(units, most if limit is None else min(most, limit))


def _intersect(a: ServedArea, b: ServedArea) -> ServedArea:
    return ServedArea(a.units & b.units, min(a.max_value, b.max_value))


def _unite(areas: Sequence[ServedArea]) -> ServedArea:
    """What holds them all."""
    units = 0
    for area in areas:
        units |= area.units
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
    scenario: Scenario, shape: GrowthPruning, area: ServedArea
) -> Iterator[ServedArea]:
    """What of an area a lot can connect, each with whatever has no place."""
    if not shape.connected or scenario.divided:
        yield area
        return
    touching = compute_adjacency(scenario)
    local = pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)
    blocks = [pack_bits(block) for block in merge_blocks(shape.blocks, len(scenario.units))]
    left, wide = area.units & local, area.units & ~local
    if not left:
        yield area
    while left:
        part = left & -left
        while True:
            reached = part
            for u in iterate_bits(part):
                reached |= touching[u] & left
            for block in blocks:
                reached |= block & left if block & reached else 0
            if reached == part:
                break
            part = reached
        yield ServedArea(part | wide, area.max_value)
        left &= ~part
