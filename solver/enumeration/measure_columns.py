"""Every measure of every design at once, as exact columns of fractions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.arrays import SAFE_INT64, Flags, Ints, find_max_abs, scale_to_integers
from solver.candidates.geography import compute_adjacency, flag_wholly_held
from solver.candidates.money import find_constant_total
from solver.candidates.unit_pairs import weigh_differing_pairs
from solver.enumeration.design_list import DesignList
from solver.enumeration.measured_designs import MeasuredDesigns


@dataclass(frozen=True)
class ExactColumn:
    """The figures parts / over, `over` one number for all designs or one a design."""

    parts: Ints
    over: Ints | int = 1

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, design: int) -> MeasureValue:
        over = self.over if isinstance(self.over, int) else int(self.over[design])
        found = Fraction(int(self.parts[design]), over)
        return found.numerator if found.denominator == 1 else found

    def select(self, some: Ints | Flags) -> "ExactColumn":
        """The figures of these designs."""
        return ExactColumn(
            self.parts[some], self.over if isinstance(self.over, int) else self.over[some]
        )

    def compare_with(self, limit: MeasureValue) -> Ints:
        """Above 0, 0 or below 0 where the figure is above, at or below the limit, exactly."""
        exact, over = Fraction(limit), np.atleast_1d(self.over)
        found: Ints = _multiply_exactly(self.parts, exact.denominator) - _multiply_exactly(
            over, exact.numerator
        )
        return found

    def optimum(self, sign: int) -> MeasureValue:
        """The least figure, or with sign -1 the greatest; of none there is no telling.

        Every step finds what lies furthest beyond the last figure (Dinkelbach's method).
        """
        at = 0
        while True:
            beyond = sign * self.compare_with(self[at])
            lowest = int(beyond.argmin())
            if beyond[lowest] >= 0:
                return self[at]
            at = lowest

    def rank_values(self) -> Ints:
        """The figures as whole numbers in the same order, equal where they are equal."""
        if isinstance(self.over, int):
            return self.parts
        pairs, places = np.unique(np.stack((self.parts, self.over)), axis=1, return_inverse=True)
        exact = [Fraction(int(p), int(o)) for p, o in zip(*pairs, strict=True)]
        rank = {value: i for i, value in enumerate(sorted(set(exact)))}
        return np.array([rank[value] for value in exact], dtype=np.int64)[places]


def _multiply_exactly(numbers: Ints, factor: int) -> Ints:
    """The product, as Python's integers where it could wrap."""
    wide = max(1, find_max_abs(numbers)) * abs(factor) >= SAFE_INT64
    found: Ints = (numbers.astype(object) if wide else numbers) * factor
    return found


TABLE_CELLS = 20_000_000
"""Entries of the tables that are filled in one go."""


def count_units_kept(designs: DesignList, overlaps: Ints, sizes: Ints) -> Ints:
    """For each design the greatest one-to-one overlap of its lots with the contracts.

    `overlaps` is N x contracts: the units that a lot and a contract share; `sizes` are the units
    of each contract. Lots are matched one after the other, the best total known for every set of
    contracts that are taken (a dynamic program as of Held and Karp). For a contract of one unit
    nobody competes, so only those of several are in the sets.
    """
    single = sizes == 1
    alone = overlaps[:, single].max(axis=1, initial=0)
    wanted = overlaps[:, ~single]
    sets = 1 << wanted.shape[1]
    kept = np.zeros(len(designs), dtype=np.int64)
    height = max(1, TABLE_CELLS // sets)
    for start in range(0, len(designs), height):
        stop = min(start + height, len(designs))
        kept[start:stop] = _assign_block(designs, start, stop, alone, wanted)
    return kept


def _assign_block(designs: DesignList, start: int, stop: int, alone: Ints, wanted: Ints) -> Ints:
    """`most_kept` of the designs from `start` to `stop`."""
    contracts = wanted.shape[1]
    counts = designs.counts[start:stop]
    best = np.zeros((1 << contracts, stop - start), dtype=np.int16)
    narrow_alone, narrow = alone.astype(np.int16), wanted.astype(np.int16)
    for place in range(int(counts.max(initial=0))):
        here = np.flatnonzero(counts > place)
        lots = designs.members[designs.starts[start:stop][here] + place]
        before = best[:, here]
        after = before + narrow_alone[lots]
        for contract in range(contracts):
            bit = 1 << contract
            gain = narrow[lots, contract]
            taken = [s for s in range(1 << contracts) if s & bit]
            left = [s ^ bit for s in taken]
            after[taken] = np.maximum(after[taken], before[left] + gain)
        best[:, here] = after
    found: Ints = best.max(axis=0).astype(np.int64)
    return found


def _whole_life_cost(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.sums(found.facts.cost.sum(axis=1)))


def _net_present_cost(found: MeasuredDesigns) -> ExactColumn:
    """Whole pence and what is left of them are added up apart, so that neither wraps."""
    rate = found.facts.scenario.money.discount_rate
    factors, parts = scale_to_integers(
        [1 / (1 + rate) ** year for year in range(found.facts.scenario.years)]
    )
    exact = found.facts.cost.astype(object) @ np.array(factors, dtype=object)
    doubled = found.sums(2 * (exact % parts))
    doubled = (doubled.astype(object) if parts >= SAFE_INT64 // 4 else doubled) + parts
    nearest = found.sums(exact // parts) + doubled // (2 * parts)
    # Halves were rounded up, which is towards zero where the sum is below it.
    towards_zero = (doubled % (2 * parts) == 0) & (nearest <= 0)
    return ExactColumn((nearest - towards_zero).astype(np.int64))


def _lots(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.designs.counts)


def _accessible_lots(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.sums(found.facts.is_accessible.astype(np.int64)))


def _accessible_share(found: MeasuredDesigns) -> ExactColumn:
    facts = found.facts
    reached = found.sums(np.where(facts.is_accessible, facts.value, 0))
    total = find_constant_total(facts.scenario)
    if total:
        return ExactColumn(reached, total)
    whole = found.sums(facts.value)
    return ExactColumn(np.where(whole == 0, 1, reached), np.where(whole == 0, 1, whole))


def _fewest_small_bidders(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.designs.least(found.facts.small_bidder_count))


def _fewest_bidders(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.designs.least(found.facts.bidder_count))


def _value_spread(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(_spread(found, found.facts.value), found.facts.value_scale)


def _need_spread(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(_spread(found, found.facts.need), found.facts.need_scale)


def _spread(found: MeasuredDesigns, figures: Ints) -> Ints:
    return found.designs.greatest(figures) - found.designs.least(figures)


def _travel(found: MeasuredDesigns) -> ExactColumn:
    return ExactColumn(found.sums(found.facts.travel_metres))


def _cut_neighbours(found: MeasuredDesigns) -> ExactColumn:
    """Half of what the lots see across their borders.

    A lot that holds all parts of a divided unit takes back what others see of those parts;
    where two such lots face each other both do, so it is added once more.
    """
    facts = found.facts
    seen = found.sums(facts.border_pairs)
    beside, parts = compute_adjacency(facts.scenario), facts.scenario.divided
    held = flag_wholly_held(facts.scenario, facts.lots)
    for one, other in combinations(held, 2):
        apart = found.sums((held[one] ^ held[other]).astype(np.int64)) == 2
        touching = sum(beside[a] >> b & 1 for a in parts[one] for b in parts[other])
        seen = seen + 2 * touching * apart
    return ExactColumn(seen // 2)


def _changed_pairs(found: MeasuredDesigns) -> ExactColumn:
    weights, today = weigh_differing_pairs(found.facts.lots, _contracts(found))
    return ExactColumn(found.sums(weights) + today)


def _units_moved(found: MeasuredDesigns) -> ExactColumn:
    contracts = np.array(_contracts(found))
    marks = contracts[:, None] == np.arange(contracts.max() + 1)
    overlaps = found.facts.lots.sum_weights(marks.astype(np.int64))
    return ExactColumn(
        len(contracts) - count_units_kept(found.designs, overlaps, np.bincount(contracts))
    )


def _contracts(found: MeasuredDesigns) -> list[int]:
    """For each unit the number of its contract of today."""
    named = [unit.contract for unit in found.facts.scenario.units]
    number = {name: i for i, name in enumerate(dict.fromkeys(named))}
    return [number[name] for name in named]


def compute_column(measured: MeasuredDesigns, measure: str) -> ExactColumn:
    """A measure of every design; raises KeyError for one that needs a certificate."""
    return measured.compute_once(("column", measure), lambda: MEASURE_COLUMNS[measure](measured))


def list_measurable(measured: MeasuredDesigns) -> tuple[str, ...]:
    """The measures that the scenario's tables allow columns of."""
    market = measured.facts.scenario.providers is not None
    return tuple(name for name in MEASURE_COLUMNS if market or not MEASURES[name].reads_market)


MEASURE_COLUMNS: Mapping[str, Callable[[MeasuredDesigns], ExactColumn]] = MappingProxyType(
    {
        "whole_life_cost": _whole_life_cost,
        "net_present_cost": _net_present_cost,
        "lots": _lots,
        "accessible_share": _accessible_share,
        "accessible_lots": _accessible_lots,
        "fewest_small_bidders": _fewest_small_bidders,
        "fewest_bidders": _fewest_bidders,
        "value_spread": _value_spread,
        "need_spread": _need_spread,
        "travel": _travel,
        "cut_neighbours": _cut_neighbours,
        "changed_pairs": _changed_pairs,
        "units_moved": _units_moved,
    }
)
"""Measure -> how its column is worked out; those that need a certificate have none."""
