"""The instance of the frontier dynamic program: ordered units, transitions, ranges, unit pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.bitsets import pack_bits
from solver.candidates.geography import compute_adjacency, compute_contiguity
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
from solver.column_generation.requirements import LotBand, PartitionRequirements

MAX_TABLE_CELLS = 12_000_000
"""States times coarse sums, at most about: 50 MB, passed in a tenth of a second."""
MIN_COARSE_SUMS, MAX_COARSE_SUMS = 64, 2_048
"""Coarse sums that are told apart; where not even the fewest fit, frontiers are too wide."""

BitsetWords = npt.NDArray[np.uint64]
"""Sets of places as rows of 64-bit words, the first places in the first word."""
BITS_PER_WORD = 64


@dataclass(frozen=True)
class FrontierInstance:
    """A scenario as the dynamic program sees it.

    Units are known by their place in the order; `units` says which unit stands at each place.
    `coarse_range` is the narrowest of the `ranges`, in coarse parts. `groups` are sets of places
    that share a lot. For each place `partners` are the earlier ones that share its lot, `clashes`
    the earlier ones that must not.
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
        """The words of a set of places."""
        return -(-len(self.units) // BITS_PER_WORD)

    @property
    def ranges_by_unit(self) -> tuple[SumRange, ...]:
        """The ranges with weights in the scenario's order of units."""
        order = np.argsort(self.units).tolist()
        return tuple(_reorder_weights(each, order) for each in self.ranges)

    def pack_places(self, places: Iterable[int]) -> BitsetWords:
        """(W,): a set of places."""
        mask = pack_bits(places)
        return np.array(
            [mask >> BITS_PER_WORD * w & 2**BITS_PER_WORD - 1 for w in range(self.word_count)],
            np.uint64,
        )

    def unpack_places(self, lots: BitsetWords) -> Flags:
        """N x P: which of P places each of N lots holds; `lots` is N x W words."""
        flags = np.unpackbits(lots.view(np.uint8), axis=1, bitorder="little")
        held: Flags = flags[:, : len(self.units)].astype(np.bool_)
        return held

    def list_units_of(self, lots: BitsetWords) -> list[tuple[int, ...]]:
        """The units of each of N lots, N x W words of places; units ascend."""
        order = np.argsort(self.units)
        by_unit = self.unpack_places(lots)[:, order]
        return [tuple(np.flatnonzero(row).tolist()) for row in by_unit]

    def pack_lots(self, lots: Sequence[Sequence[int]]) -> BitsetWords:
        """N x W words: lots, given by their units, as sets of places."""
        place_of = {unit: place for place, unit in enumerate(self.units)}
        packed = [self.pack_places(place_of[u] for u in lot) for lot in lots]
        return np.array(packed, np.uint64).reshape(-1, self.word_count)


def build_frontier_instance(
    scenario: Scenario, requirements: PartitionRequirements
) -> FrontierInstance | None:
    """The instance of a scenario; None where frontiers are too wide."""
    touching = compute_adjacency(scenario)
    joined = compute_contiguity(scenario) if requirements.connected else touching
    local = pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)
    order = order_units(joined, local)
    try:
        transitions = build_transitions(order, joined, touching, local, requirements.connected)
    except FrontierTooWide:
        return None
    states = sum(transition.state_count for transition in transitions)
    sums = min(MAX_COARSE_SUMS, MAX_TABLE_CELLS // states)
    if sums < MIN_COARSE_SUMS:
        return None
    # The last band says that no lot is empty.
    bands = (*requirements.bands, LotBand((1,) * len(order), 1, None))
    ranges = [_reorder_weights(tighten_band(band, requirements.counts), order) for band in bands]
    ranges.sort(key=lambda each: each.width)
    place_of = {unit: place for place, unit in enumerate(order)}
    groups = [frozenset(place_of[u] for u in group) for group in requirements.together_groups]
    return FrontierInstance(
        units=tuple(order),
        transitions=tuple(transitions),
        ranges=tuple(ranges),
        coarse_range=coarsen_range(ranges[0], sums),
        groups=tuple(groups),
        partners=_list_earlier_partners(groups, len(order)),
        clashes=_list_earlier_clashes(requirements, place_of),
        lot_counts=requirements.counts,
        touching_pairs=sum(each.bit_count() for each in touching) // 2,
    )


def _reorder_weights(sum_range: SumRange, order: Sequence[int]) -> SumRange:
    return SumRange(tuple(sum_range.weights[u] for u in order), sum_range.least, sum_range.most)


def _list_earlier_partners(
    groups: Sequence[frozenset[int]], places: int
) -> tuple[frozenset[int], ...]:
    """For each place the earlier ones that are in a group with it."""
    return tuple(
        frozenset(p for group in groups if place in group for p in group if p < place)
        for place in range(places)
    )


def _list_earlier_clashes(
    requirements: PartitionRequirements, place_of: dict[int, int]
) -> tuple[frozenset[int], ...]:
    """For each place the earlier ones that must not share its lot."""
    clashes: list[set[int]] = [set() for _ in place_of]
    for one, other in requirements.apart_pairs:
        for a in (place_of[u] for u in one):
            for b in (place_of[u] for u in other):
                clashes[max(a, b)].add(min(a, b))
    return tuple(map(frozenset, clashes))
