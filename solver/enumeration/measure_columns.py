"""Every measure of every enumerated design at once, as exact columns of fractions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.arrays import SAFE_INT64, Flags, Ints, scale_to_integers, widen
from solver.candidates.geography import compute_adjacency, flag_wholly_held
from solver.candidates.lot_values import find_constant_total
from solver.candidates.unit_pairs import weigh_differing_pairs
from solver.enumeration.design_arrays import DesignList, MeasuredDesigns

TABLE_CELLS = 20_000_000
"""Entries of the assignment tables that are filled in one go."""


@dataclass(frozen=True)
class ExactColumn:
    """The fractions parts / over, one a design, (D,); `over` is one for all or one a design, (D,).

    In the measure's own unit: pence, metres, a share of 1 or a count.
    """

    parts: Ints
    over: Ints | int = 1

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, design: int) -> MeasureValue:
        over = self.over if isinstance(self.over, int) else int(self.over[design])
        value = Fraction(int(self.parts[design]), over)
        return value.numerator if value.denominator == 1 else value

    def select(self, some: Ints | Flags) -> "ExactColumn":
        """The figures of these designs: positions, (n,), or flags, (D,)."""
        return ExactColumn(
            self.parts[some], self.over if isinstance(self.over, int) else self.over[some]
        )

    def compare_with(self, limit: MeasureValue) -> Ints:
        """(D,): above 0, 0 or below 0 where the figure is above, at or below the limit, exactly."""
        exact, over = Fraction(limit), np.atleast_1d(self.over)
        difference: Ints = (
            widen(self.parts, exact.denominator) * exact.denominator
            - widen(over, exact.numerator) * exact.numerator
        )
        return difference

    def find_optimum(self, sign: int) -> MeasureValue:
        """The least figure, or with sign -1 the greatest; there must be one.

        Each step goes to the figure furthest beyond the last one (Dinkelbach's method).
        """
        at = 0
        while True:
            beyond = sign * self.compare_with(self[at])
            lowest = int(beyond.argmin())
            if beyond[lowest] >= 0:
                return self[at]
            at = lowest

    def rank_values(self) -> Ints:
        """The figures as whole numbers in the same order, (D,), equal where they are equal.

        Without a unit: only their order means anything.
        """
        if isinstance(self.over, int):
            return self.parts
        pairs, places = np.unique(np.stack((self.parts, self.over)), axis=1, return_inverse=True)
        exact = [Fraction(int(p), int(o)) for p, o in zip(*pairs, strict=True)]
        rank = {value: i for i, value in enumerate(sorted(set(exact)))}
        return np.array([rank[value] for value in exact], dtype=np.int64)[places]


def compute_column(measured: MeasuredDesigns, measure: str) -> ExactColumn:
    """A measure of every design; raises KeyError for one that needs a certificate."""
    return measured.compute_once(("column", measure), lambda: MEASURE_COLUMNS[measure](measured))


def rank_by_measure(measured: MeasuredDesigns, measure: str, designs: Ints) -> Ints:
    """These designs, (n,), by a measure as whole numbers: smaller is better, equal is equal.

    Raises KeyError for a measure that needs a certificate.
    """
    ranks: Ints = (
        MEASURES[measure].sign * compute_column(measured, measure).select(designs).rank_values()
    )
    return ranks


def list_measurable(measured: MeasuredDesigns) -> tuple[str, ...]:
    """The measures whose columns the scenario's tables allow."""
    has_market = measured.candidates.scenario.providers is not None
    return tuple(name for name in MEASURE_COLUMNS if has_market or not MEASURES[name].reads_market)


def _compute_whole_life_cost(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.sums(measured.candidates.cost.sum(axis=1)))


def _compute_net_present_cost(measured: MeasuredDesigns) -> ExactColumn:
    """Pence, rounded half away from zero.

    Whole pence and the fractions of a penny are added up apart, so that neither sum wraps.
    """
    scenario = measured.candidates.scenario
    rate = scenario.money.discount_rate
    factors, parts = scale_to_integers([1 / (1 + rate) ** year for year in range(scenario.years)])
    exact = measured.candidates.cost.astype(object) @ np.array(factors, dtype=object)
    doubled = measured.sums(2 * (exact % parts))
    doubled = (doubled.astype(object) if parts >= SAFE_INT64 // 4 else doubled) + parts
    nearest = measured.sums(exact // parts) + doubled // (2 * parts)
    # Halves were rounded up, which is towards zero where the sum is below it.
    towards_zero = (doubled % (2 * parts) == 0) & (nearest <= 0)
    return ExactColumn((nearest - towards_zero).astype(np.int64))


def _count_lots(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.designs.counts)


def _count_accessible_lots(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.sums(measured.candidates.is_accessible.astype(np.int64)))


def _compute_accessible_share(measured: MeasuredDesigns) -> ExactColumn:
    candidates = measured.candidates
    accessible = measured.sums(np.where(candidates.is_accessible, candidates.value, 0))
    total = find_constant_total(candidates.scenario)
    if total:
        return ExactColumn(accessible, total)
    totals = measured.sums(candidates.value)
    return ExactColumn(np.where(totals == 0, 1, accessible), np.where(totals == 0, 1, totals))


def _find_fewest_small_bidders(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.designs.least(measured.candidates.small_bidder_count))


def _find_fewest_bidders(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.designs.least(measured.candidates.bidder_count))


def _compute_value_spread(measured: MeasuredDesigns) -> ExactColumn:
    candidates = measured.candidates
    return ExactColumn(_compute_spread(measured, candidates.value), candidates.value_scale)


def _compute_need_spread(measured: MeasuredDesigns) -> ExactColumn:
    candidates = measured.candidates
    return ExactColumn(_compute_spread(measured, candidates.need), candidates.need_scale)


def _compute_spread(measured: MeasuredDesigns, figures: Ints) -> Ints:
    return measured.designs.greatest(figures) - measured.designs.least(figures)


def _compute_travel(measured: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(measured.sums(measured.candidates.travel_metres))


def _count_cut_neighbours(measured: MeasuredDesigns) -> ExactColumn:
    """Half of the touching pairs that the lots count across their borders.

    A lot that holds all parts of a divided unit takes back what others count for those parts;
    where two such lots touch both do, so that pair is added once more.
    """
    candidates = measured.candidates
    counted = measured.sums(candidates.border_pairs)
    adjacency, parts = compute_adjacency(candidates.scenario), candidates.scenario.divided
    held = flag_wholly_held(candidates.scenario, candidates.lots)
    for one, other in combinations(held, 2):
        apart = measured.sums((held[one] ^ held[other]).astype(np.int64)) == 2
        touching = sum(adjacency[a] >> b & 1 for a in parts[one] for b in parts[other])
        counted = counted + 2 * touching * apart
    return ExactColumn(counted // 2)


def _count_changed_pairs(measured: MeasuredDesigns) -> ExactColumn:
    weights, constant = weigh_differing_pairs(
        measured.candidates.lots, _label_by_contract(measured)
    )
    return ExactColumn(measured.sums(weights) + constant)


def _count_units_moved(measured: MeasuredDesigns) -> ExactColumn:
    contracts = np.array(_label_by_contract(measured))
    marks = contracts[:, None] == np.arange(contracts.max() + 1)
    overlaps = measured.candidates.lots.sum_weights(marks.astype(np.int64))
    return ExactColumn(
        len(contracts) - count_units_kept(measured.designs, overlaps, np.bincount(contracts))
    )


def _label_by_contract(measured: MeasuredDesigns) -> list[int]:
    """For each unit the number of its contract of today, from 0."""
    contracts = [unit.contract for unit in measured.candidates.scenario.units]
    number = {contract: i for i, contract in enumerate(dict.fromkeys(contracts))}
    return [number[contract] for contract in contracts]


def count_units_kept(designs: DesignList, overlaps: Ints, sizes: Ints) -> Ints:
    """For each design the greatest one-to-one overlap of its lots with today's contracts, (D,).

    `overlaps` is N x K: the units that a lot and a contract share; `sizes`, (K,), are the units of
    each contract. Lots are assigned one after the other, with the best total known for every set of
    contracts already taken (a dynamic program as of Held and Karp). For a contract of one unit no
    two lots compete, so only contracts of several units are in the sets.
    """
    single = sizes == 1
    single_gains = overlaps[:, single].max(axis=1, initial=0)
    contested = overlaps[:, ~single]
    sets = 1 << contested.shape[1]
    kept = np.zeros(len(designs), dtype=np.int64)
    block = max(1, TABLE_CELLS // sets)
    for start in range(0, len(designs), block):
        stop = min(start + block, len(designs))
        kept[start:stop] = _assign_block(designs, start, stop, single_gains, contested)
    return kept


def _assign_block(
    designs: DesignList, start: int, stop: int, single_gains: Ints, contested: Ints
) -> Ints:
    """`count_units_kept` of the designs from `start` to `stop`."""
    contracts = contested.shape[1]
    counts = designs.counts[start:stop]
    best = np.zeros((1 << contracts, stop - start), dtype=np.int16)
    narrow_single, narrow = single_gains.astype(np.int16), contested.astype(np.int16)
    for place in range(int(counts.max(initial=0))):
        here = np.flatnonzero(counts > place)
        lots = designs.members[designs.starts[start:stop][here] + place]
        before = best[:, here]
        after = before + narrow_single[lots]
        for contract in range(contracts):
            bit = 1 << contract
            gain = narrow[lots, contract]
            taken = [s for s in range(1 << contracts) if s & bit]
            left = [s ^ bit for s in taken]
            after[taken] = np.maximum(after[taken], before[left] + gain)
        best[:, here] = after
    kept: Ints = best.max(axis=0).astype(np.int64)
    return kept


MEASURE_COLUMNS: Mapping[str, Callable[[MeasuredDesigns], ExactColumn]] = MappingProxyType(
    {
        "whole_life_cost": _compute_whole_life_cost,
        "net_present_cost": _compute_net_present_cost,
        "lots": _count_lots,
        "accessible_share": _compute_accessible_share,
        "accessible_lots": _count_accessible_lots,
        "fewest_small_bidders": _find_fewest_small_bidders,
        "fewest_bidders": _find_fewest_bidders,
        "value_spread": _compute_value_spread,
        "need_spread": _compute_need_spread,
        "travel": _compute_travel,
        "cut_neighbours": _count_cut_neighbours,
        "changed_pairs": _count_changed_pairs,
        "units_moved": _count_units_moved,
    }
)
"""Measure -> how its column is computed; measures that need a certificate have none."""
