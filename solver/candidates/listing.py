"""The list of all lots that a scenario admits."""

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from math import inf

import numpy as np

from lotdesign.design import ROUTES, Design, Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import Field, Test, bits, grown, grown_from
from solver.candidates.shape import Following, Shape, merged
from solver.candidates.test import shape_test
from solver.facts.lots import lots_of
from solver.facts.places import bit_set, touching_masks
from solver.facts.table import Facts
from solver.limits.registry import admitted, shape_of

MOST = 3_000_000
"""More candidates than this are not listed."""
SOME = 5_000
"""So many lots are listed between two looks at the clock."""


class TooManyLots(Exception):
    """The rules leave more lots than can be listed."""


def candidates(scenario: Scenario, most: int = MOST, seconds: float | None = None) -> Facts:
    """Every lot that keeps all rules about single lots, with its facts; ordered by its units.

    A candidate is a lot with its route, and with prices who wins it, since its money depends on
    all of them; identical providers count as one winner.

    Raises TooManyLots when more than `most` would have to be listed, or it takes more seconds.
    """
    return _admitted(scenario, _listed(scenario, most, seconds))


def by_every_route(scenario: Scenario, design: Design) -> Facts:
    """The candidates that hold the same units as the lots of a design."""
    every = [(lot.units, r) for lot in design.lots for r in scenario.routes.allowed]
    return facts_of_lots(scenario, every)


def facts_of_lots(scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]) -> Facts:
    """Those of these different lots that keep all rules about single lots; by who wins them."""
    return _admitted(scenario, _by_units(scenario, lots))


def _admitted(scenario: Scenario, facts: Facts) -> Facts:
    """Those of them that keep all rules about single lots; with prices, by who wins them."""
    for rule in scenario.active_rules:
        if not len(facts):
            break
        facts = facts.where(admitted(rule, facts))
    if scenario.needs_certificate and len(facts):
        facts = facts.where(facts.placeable(facts.everyone))
    return facts if scenario.prices is None else facts.offered_by_numbers()


def _listed(scenario: Scenario, most: int, seconds: float | None) -> Facts:
    """Every lot that the shape of its route allows."""
    every = (
        (units, route)
        for route in scenario.routes.allowed
        for units in unit_sets(scenario, shape_by(scenario, route))
    )
    found: list[tuple[tuple[int, ...], Route]] = []
    latest = inf if seconds is None else time.monotonic() + seconds
    while some := list(islice(every, SOME)):
        found += some
        if len(found) > most:
            raise TooManyLots(f"the rules leave more than {most:,} lots to choose from")
        if time.monotonic() > latest:
            raise TooManyLots(f"the rules leave more than {len(found):,} lots, too many in time")
    return _by_units(scenario, found)


def _by_units(scenario: Scenario, lots: Sequence[tuple[tuple[int, ...], Route]]) -> Facts:
    """The facts of these lots, ordered by their units, then by their routes."""
    found = sorted((units, ROUTES.index(route)) for units, route in lots)
    routes = None
    if scenario.routes.several:
        routes = np.array([route for _, route in found], dtype=np.int64)
    return Facts(scenario, lots_of([units for units, _ in found]), routes=routes)


def shape_by(scenario: Scenario, route: Route) -> Shape:
    """What is asked of growing lots of a route, somebody to take an external one included."""
    shape = shape_of(scenario, route)
    if not scenario.needs_certificate or route != "external":
        return shape
    everyone = frozenset(range(len(scenario.parties)))
    return Shape.all_of((shape, Shape(followings=(Following(everyone, 1),))))


def unit_sets(
    scenario: Scenario, shape: Shape, inside: frozenset[int] | None = None
) -> Iterator[tuple[int, ...]]:
    """The units of every lot, of those `inside` alone, that passes the shape's tests, each once."""
    here = frozenset(range(len(scenario.units))) if inside is None else inside
    blocks = [block for block in merged(shape.blocks, len(scenario.units)) if block <= here]
    members = [sorted(block) for block in blocks]
    barred, allowed = _conflicts(shape, blocks)
    test = shape_test(scenario, shape, blocks)
    if shape.connected:
        masks = _areas(scenario, blocks, barred, allowed, test)
    else:
        everything = [allowed] * len(blocks)
        masks = grown(Field(everything, barred), allowed, test)
    for mask in masks:
        yield tuple(sorted(u for block in bits(mask) for u in members[block]))


def _conflicts(shape: Shape, blocks: Sequence[frozenset[int]]) -> tuple[list[int], int]:
    """For each block those that it may not meet, and the blocks without a conflict inside."""
    barred, allowed = [0] * len(blocks), (1 << len(blocks)) - 1
    for one, other in shape.conflicts:
        left = bit_set(b for b, block in enumerate(blocks) if block & one)
        right = bit_set(b for b, block in enumerate(blocks) if block & other)
        allowed &= ~(left & right)
        for b in bits(left):
            barred[b] |= right
        for b in bits(right):
            barred[b] |= left
    return barred, allowed


def _areas(
    scenario: Scenario,
    blocks: Sequence[frozenset[int]],
    barred: Sequence[int],
    allowed: int,
    test: Test,
) -> Iterator[int]:
    """Lots as something authority-wide, or nothing, and one connected area.

    What is authority-wide is chosen first: blocks without a place, and divided units held
    whole, whose parts then connect nothing.
    """
    here = frozenset[int]().union(*blocks)
    divided = [parts for parts in scenario.divided.values() if parts <= here]
    wholes = [_meeting(blocks, parts) for parts in divided]
    local = frozenset(u for u, unit in enumerate(scenario.units) if unit.locality)
    placeless = [1 << b for b, block in enumerate(blocks) if not block & local]
    for wide in _unions([*placeless, *wholes], barred, allowed, test):
        whole = [parts for parts, mask in zip(divided, wholes, strict=True) if mask & ~wide == 0]
        area = local.difference(*whole)
        field = Field(_beside(scenario, blocks, area), barred)
        free = allowed & ~wide & _meeting(blocks, area)
        if wide and not any(blocks[b] & area for b in bits(wide)):
            yield from grown_from(wide, Field([0] * len(blocks), barred), 0, test)
        if any(blocks[b] & area for b in bits(wide)):
            found = grown_from(wide, field, free, test)
        else:
            found = _rooted(wide, field, free, test)
        missing = [mask for mask in wholes if mask & ~wide]
        yield from (lot for lot in found if all(mask & ~lot for mask in missing))


def _rooted(wide: int, field: Field, free: int, test: Test) -> Iterator[int]:
    """`wide` with every connected set of free blocks."""
    for block in bits(free):
        yield from grown_from(wide | 1 << block, field, free, test)
        free ^= 1 << block


def _unions(
    things: Sequence[int], barred: Sequence[int], allowed: int, test: Test
) -> Iterator[int]:
    """Every union of some of the things that may share a lot, the empty one included."""
    found = {0}
    for thing in things:
        found |= {
            union | thing
            for union in found
            if thing & ~allowed == 0
            and next(grown_from(union | thing, Field([0] * len(barred), barred), 0, test), None)
        }
    yield from sorted(found)


def _meeting(blocks: Sequence[frozenset[int]], units: frozenset[int]) -> int:
    return bit_set(b for b, block in enumerate(blocks) if block & units)


def _beside(
    scenario: Scenario, blocks: Sequence[frozenset[int]], area: frozenset[int]
) -> list[int]:
    """For each block those that it touches by units of the area."""
    touching = touching_masks(scenario)
    home = {u: b for b, block in enumerate(blocks) for u in block & area}
    reach = [0] * len(blocks)
    for u, b in home.items():
        reach[b] |= bit_set(home[v] for v in bits(touching[u]) if v in home)
    return reach
