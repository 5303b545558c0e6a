"""Instance of the frontier dynamic program: ordered units, transitions, ranges, unit pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.bitsets import pack_bits
from solver.candidates.geography import compute_adjacency
from solver.column_generation.frontier_states import (
    FrontierTooWide,
    FrontierTransition,
    build_transitions,
    order_units,
)
from solver.column_generation.frontier_sums import (
    CoarseRange,
    SumRange,
    coarsen_range,
    tighten_band,
)
from solver.labelling.requirements import LabellingRequirements, LotBand

MAX_TABLE_CELLS = 12_000_000
"""States times sums that are told apart, about: 50 MB, gone through in a tenth of a second."""
MIN_COARSE_SUMS, MAX_COARSE_SUMS = 64, 2_048
"""Sums that are told apart; where there is no room for the least, a front is too wide."""

BitsetWords = npt.NDArray[np.uint64]
"""Sets of units by their place in the order, 64 to a word: the first word has the first ones."""
BITS_PER_WORD = 64


@dataclass(frozen=True)
class FrontierInstance:
    """Units are known here by their place in the order; `units` says which unit stands where.

    `rough` is the range of `ranges` that tells most, in coarse parts. `groups` are sets of places
    that share a lot; for each place `clashes` are those before it that may not share its lot.
    """

    units: tuple[int, ...]
    transitions: tuple[FrontierTransition, ...]
    ranges: tuple[SumRange, ...]
    coarse_range: CoarseRange
    groups: tuple[frozenset[int], ...]
    partners: tuple[frozenset[int], ...]
    clashes: tuple[frozenset[int], ...]
    lot_counts: range
    touching_pairs: int

    @property
    def word_count(self) -> int:
        """How many words a set of places takes."""
        return -(-len(self.units) // BITS_PER_WORD)

    @property
    def ranges_by_unit(self) -> tuple[SumRange, ...]:
        """The ranges with weights by the numbers that units have in the scenario."""
        order = np.argsort(self.units).tolist()
        return tuple(_reorder_weights(each, order) for each in self.ranges)

    def pack_places(self, places: Iterable[int]) -> BitsetWords:
        """A set of places in words."""
        held = pack_bits(places)
        return np.array(
            [held >> BITS_PER_WORD * w & 2**BITS_PER_WORD - 1 for w in range(self.word_count)],
            np.uint64,
        )

    def unpack_places(self, lots: BitsetWords) -> Flags:
        """N x places: which places each lot holds."""
        flags = np.unpackbits(lots.view(np.uint8), axis=1, bitorder="little")
        held: Flags = flags[:, : len(self.units)].astype(np.bool_)
        return held

    def list_units_of(self, lots: BitsetWords) -> list[tuple[int, ...]]:
        """The units of each lot, rising."""
        order = np.argsort(self.units)
        by_unit = self.unpack_places(lots)[:, order]
        return [tuple(np.flatnonzero(row).tolist()) for row in by_unit]

    def pack_lots(self, lots: Sequence[Sequence[int]]) -> BitsetWords:
        """Lots of units as sets of places."""
        place = {unit: at for at, unit in enumerate(self.units)}
        found = [self.pack_places(place[u] for u in lot) for lot in lots]
        return np.array(found, np.uint64).reshape(-1, self.word_count)


def build_frontier_instance(
    scenario: Scenario, terms: LabellingRequirements
) -> FrontierInstance | None:
    """The ground of a scenario; None where the front is too wide."""
    beside = compute_adjacency(scenario)
    local = pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)
    order = order_units(beside, local)
    try:
        passing = build_transitions(order, beside, local, terms.connected)
    except FrontierTooWide:
        return None
    sums = min(MAX_COARSE_SUMS, MAX_TABLE_CELLS // sum(step.state_count for step in passing))
    if sums < MIN_COARSE_SUMS:
        return None
    ranges = [
        _reorder_weights(tighten_band(band, terms.counts), order)
        for band in _list_bands(terms, len(order))
    ]
    ranges.sort(key=lambda each: each.width)
    place = {unit: at for at, unit in enumerate(order)}
    groups = [frozenset(place[u] for u in group) for group in terms.together_groups]
    return FrontierInstance(
        units=tuple(order),
        transitions=tuple(passing),
        ranges=tuple(ranges),
        coarse_range=coarsen_range(ranges[0], sums),
        groups=tuple(groups),
        partners=_list_earlier_partners(groups, len(order)),
        clashes=_list_earlier_clashes(terms, place),
        lot_counts=terms.counts,
        touching_pairs=sum(each.bit_count() for each in beside) // 2,
    )


def _list_bands(terms: LabellingRequirements, units: int) -> tuple[LotBand, ...]:
    """The bands of the terms, and that no lot is empty."""
    return (*terms.bands, LotBand((1,) * units, 1, None))


def _reorder_weights(band: SumRange, order: Sequence[int]) -> SumRange:
    return SumRange(tuple(band.weights[u] for u in order), band.least, band.most)


def _list_earlier_partners(
    groups: Sequence[frozenset[int]], places: int
) -> tuple[frozenset[int], ...]:
    """For each place those before it that are in a group with it."""
    before = [frozenset(range(at)) for at in range(places)]
    return tuple(
        frozenset().union(*(group & before[at] for group in groups if at in group))
        for at in range(places)
    )


def _list_earlier_clashes(
    terms: LabellingRequirements, place: dict[int, int]
) -> tuple[frozenset[int], ...]:
    """For each place those before it that may not share its lot."""
    found: list[set[int]] = [set() for _ in place]
    for one, other in terms.apart_pairs:
        for a in (place[u] for u in one):
            for b in (place[u] for u in other):
                found[max(a, b)].add(min(a, b))
    return tuple(map(frozenset, found))
