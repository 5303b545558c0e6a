"""A map, and what the rules ask of every lot, in the order in which a front crosses it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lotdesign.scenario.scenario import Scenario
from solver.borders.front import Step, TooWide, steps
from solver.borders.order import passed
from solver.borders.sums import Coarse, Range, coarse, narrowed
from solver.facts.lots import Flags
from solver.facts.places import bit_set, touching_masks
from solver.labelling.terms import Band, Terms

CELLS = 12_000_000
"""States times sums that are told apart, about: 50 MB, gone through in a tenth of a second."""
LEAST_SUMS, MOST_SUMS = 64, 2_048
"""Sums that are told apart; where there is no room for the least, a front is too wide."""

Words = npt.NDArray[np.uint64]
"""Sets of units by their place in the order, 64 to a word: the first word has the first ones."""
WORD = 64


@dataclass(frozen=True)
class Ground:
    """Units are known here by their place in the order; `units` says which unit stands where.

    `rough` is the range of `ranges` that tells most, in coarse parts. `groups` are sets of places
    that share a lot; for each place `clashes` are those before it that may not share its lot.
    """

    units: tuple[int, ...]
    steps: tuple[Step, ...]
    ranges: tuple[Range, ...]
    rough: Coarse
    groups: tuple[frozenset[int], ...]
    partners: tuple[frozenset[int], ...]
    clashes: tuple[frozenset[int], ...]
    counts: range
    pairs: int

    @property
    def words(self) -> int:
        """How many words a set of places takes."""
        return -(-len(self.units) // WORD)

    @property
    def by_unit(self) -> tuple[Range, ...]:
        """The ranges with weights by the numbers that units have in the scenario."""
        order = np.argsort(self.units).tolist()
        return tuple(_in_order(each, order) for each in self.ranges)

    def word(self, places: Iterable[int]) -> Words:
        """A set of places in words."""
        held = bit_set(places)
        return np.array([held >> WORD * w & 2**WORD - 1 for w in range(self.words)], np.uint64)

    def held(self, lots: Words) -> Flags:
        """N x places: which places each lot holds."""
        flags = np.unpackbits(lots.view(np.uint8), axis=1, bitorder="little")
        held: Flags = flags[:, : len(self.units)].astype(np.bool_)
        return held

    def lots(self, lots: Words) -> list[tuple[int, ...]]:
        """The units of each lot, rising."""
        order = np.argsort(self.units)
        by_unit = self.held(lots)[:, order]
        return [tuple(np.flatnonzero(row).tolist()) for row in by_unit]

    def placed(self, lots: Sequence[Sequence[int]]) -> Words:
        """Lots of units as sets of places."""
        place = {unit: at for at, unit in enumerate(self.units)}
        found = [self.word(place[u] for u in lot) for lot in lots]
        return np.array(found, np.uint64).reshape(-1, self.words)


def ground(scenario: Scenario, terms: Terms) -> Ground | None:
    """The ground of a scenario; None where the front is too wide."""
    beside = touching_masks(scenario)
    local = bit_set(u for u, unit in enumerate(scenario.units) if unit.locality)
    order = passed(beside, local)
    try:
        passing = steps(order, beside, local, terms.connected)
    except TooWide:
        return None
    sums = min(MOST_SUMS, CELLS // sum(step.states for step in passing))
    if sums < LEAST_SUMS:
        return None
    ranges = [_in_order(narrowed(band, terms.counts), order) for band in _bands(terms, len(order))]
    ranges.sort(key=lambda each: each.width)
    place = {unit: at for at, unit in enumerate(order)}
    groups = [frozenset(place[u] for u in group) for group in terms.together]
    return Ground(
        units=tuple(order),
        steps=tuple(passing),
        ranges=tuple(ranges),
        rough=coarse(ranges[0], sums),
        groups=tuple(groups),
        partners=_partners(groups, len(order)),
        clashes=_clashes(terms, place),
        counts=terms.counts,
        pairs=sum(each.bit_count() for each in beside) // 2,
    )


def _bands(terms: Terms, units: int) -> tuple[Band, ...]:
    """The bands of the terms, and that no lot is empty."""
    return (*terms.bands, Band((1,) * units, 1, None))


def _in_order(band: Range, order: Sequence[int]) -> Range:
    return Range(tuple(band.weights[u] for u in order), band.least, band.most)


def _partners(groups: Sequence[frozenset[int]], places: int) -> tuple[frozenset[int], ...]:
    """For each place those before it that are in a group with it."""
    before = [frozenset(range(at)) for at in range(places)]
    return tuple(
        frozenset().union(*(group & before[at] for group in groups if at in group))
        for at in range(places)
    )


def _clashes(terms: Terms, place: dict[int, int]) -> tuple[frozenset[int], ...]:
    """For each place those before it that may not share its lot."""
    found: list[set[int]] = [set() for _ in place]
    for one, other in terms.apart:
        for a in (place[u] for u in one):
            for b in (place[u] for u in other):
                found[max(a, b)].add(min(a, b))
    return tuple(map(frozenset, found))
