"""The ways in which a lot can be let: how it is delivered, who wins it, and out of which units.

Every lot that the rules admit belongs to at least one way; what no way says is relaxed. Providers
who have to follow a lot are taken two at a time: all units that two of them serve, up to the value
that both can take. Of ways that differ in nothing else, those within another are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lotdesign.design import Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.candidates.listing import shape_by
from solver.candidates.shape import Following, Shape, merged
from solver.facts.places import bit_set, touching_masks
from solver.facts.providers import value_limit
from solver.facts.values import value_terms

PAIRED = 120
"""Of more providers than this one is looked at, not two."""
MOST = 400
"""More areas than this are not told apart any further."""


@dataclass(frozen=True, slots=True)
class Area:
    """Units, as bits, and the most that V of a lot out of them can be, in its parts."""

    units: int
    most: int


@dataclass(frozen=True, slots=True)
class Way:
    """A route, the position of who wins, if that matters, and the area.

    `blocks` are the units of the area, those that share a lot together.
    """

    route: Route
    winner: int | None
    blocks: tuple[tuple[int, ...], ...]
    most: int


def ways_of(scenario: Scenario, joined: bool = False) -> list[Way]:
    """All ways, those of a route side by side; all areas of a winner may be `joined` in one."""
    return [way for route in scenario.routes.allowed for way in _by(scenario, route, joined)]


def _by(scenario: Scenario, route: Route, joined: bool) -> Iterator[Way]:
    shape = shape_by(scenario, route)
    blocks = merged(shape.blocks, len(scenario.units))
    everything = Area((1 << len(scenario.units)) - 1, _ceiling(scenario, shape))
    areas = [everything]
    for following in shape.followings:
        met = _met(areas, _followed(scenario, following))
        areas = met if len(met) <= MOST else areas
    for winner, served in _winners(scenario, route):
        own = _met(areas, [served]) if served is not None else areas
        own = [_all(own)] if joined and own else own
        for area in _largest(part for each in own for part in _parts(scenario, shape, each)):
            inside = [tuple(sorted(b)) for b in blocks if bit_set(b) & ~area.units == 0]
            yield Way(route, winner, tuple(inside), area.most)


def _winners(scenario: Scenario, route: Route) -> Iterator[tuple[int | None, Area | None]]:
    """Who can win, one of each class of copies, and what; nobody in particular without prices."""
    if scenario.prices is None or route != "external":
        yield None, None
        return
    for first in scenario.kin:
        yield first, _served(scenario, first)


def _ceiling(scenario: Scenario, shape: Shape) -> int:
    """The most that V of a lot can be."""
    terms = value_terms(scenario)
    held = [each.most for each in shape.ceilings if each.weights in terms]
    return min([max(sum(term) for term in terms), *held])


def _followed(scenario: Scenario, following: Following) -> list[Area]:
    """What enough of the providers can follow, as far as any one or two of them say."""
    areas = [_served(scenario, p) for p in sorted(following.providers)]
    if following.needed < 2 or len(areas) > PAIRED:
        return _largest(areas)
    return _largest(_both(a, b) for a, b in combinations(areas, 2))


def _served(scenario: Scenario, party: int) -> Area:
    """The units that a party serves, and the most that it can take."""
    units = bit_set(u for u, parties in enumerate(scenario.serving) if parties >> party & 1)
    limit = value_limit(scenario, scenario.parties[party])
    most = max(sum(term) for term in value_terms(scenario))
    return Area(units, most if limit is None else min(most, limit))


def _both(a: Area, b: Area) -> Area:
    return Area(a.units & b.units, min(a.most, b.most))


def _all(areas: Sequence[Area]) -> Area:
    """What holds them all."""
    units = 0
    for area in areas:
        units |= area.units
    return Area(units, max(area.most for area in areas))


def _met(areas: Sequence[Area], others: Sequence[Area]) -> list[Area]:
    return _largest(_both(a, b) for a in areas for b in others)


def _largest(areas: Iterable[Area]) -> list[Area]:
    """The areas that lie in no other one."""
    kept: list[Area] = []
    for area in sorted(set(areas), key=lambda a: (-a.most, -a.units.bit_count(), a.units)):
        if area.units and all(area.units & ~other.units for other in kept):
            kept.append(area)
    return kept


def _parts(scenario: Scenario, shape: Shape, area: Area) -> Iterator[Area]:
    """What of an area a lot can connect, each with whatever has no place."""
    if not shape.connected or scenario.divided:
        yield area
        return
    touching = touching_masks(scenario)
    local = bit_set(u for u, unit in enumerate(scenario.units) if unit.locality)
    blocks = [bit_set(block) for block in merged(shape.blocks, len(scenario.units))]
    left, wide = area.units & local, area.units & ~local
    if not left:
        yield area
    while left:
        part = left & -left
        while True:
            reached = part
            for u in bits(part):
                reached |= touching[u] & left
            for block in blocks:
                reached |= block & left if block & reached else 0
            if reached == part:
                break
            part = reached
        yield Area(part | wide, area.most)
        left &= ~part
