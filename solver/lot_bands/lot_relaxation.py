"""What a bound knows of lots once contiguity and all rules but a few are left out.

A relaxed lot is any set of blocks that its winner serves, of a weight inside the band. Weights are
those that V is at least, and add up to the same total in every design. The cost of a lot is that of
its blocks at the winner's price, less the saving by scale, less what joined services save.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import ceil, floor
from operator import and_

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats, Ints
from solver.bitsets import iterate_bits
from solver.candidates.lot_costs import list_integration_groups
from solver.candidates.lot_values import value_scale, value_terms, weigh_value_above
from solver.column_generation.arithmetic_bounds import weigh_years
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.lot_kinds import LotKind, list_lot_kinds
from solver.lot_bands.masks import unpack_integers
from solver.lot_bands.sellers import Seller, list_sellers

MOST_JOINED = 5
"""Of more blocks than this that save by being together each saves its part by itself."""
MOST_SELLERS = 200
"""Of more sellers the dearest count as one that serves what any of them does."""
RATIO_MARGIN = 1e-11
"""By how much of itself a limit is widened against errors of floating point."""


@dataclass(frozen=True)
class BlockGroup:
    """Blocks that are chosen together; each option is some of them and what joining them saves."""

    options: tuple[tuple[tuple[int, ...], float], ...]


@dataclass(frozen=True)
class RelaxedSeller:
    """Parties that can win the same: what each copy can, how many there are, and what they serve.

    `serves` is (B,).
    """

    can_win: Seller
    copies: int
    serves: Flags

    def count_most_lots(self, count: int, least: int) -> int:
        """The most of `count` lots of at least so much V that they win together."""
        lots = min(count, self.can_win.lots)
        if least > 0:
            lots = min(lots, self.can_win.capacity // least)
        return min(count, self.copies * lots)

    @property
    def capacity(self) -> int:
        """V that all copies together can take, in parts of a penny."""
        return self.copies * self.can_win.capacity


@dataclass(frozen=True)
class LotRelaxation:
    """`count` lots of B blocks, each of a weight from `least` to `most`, all of `total`.

    `weights` (B,) are in parts of a penny of V, `gross` (B,) in pence over all years. `curve` has
    the corners of the scale curve, in V, and the shares saved there. `joined` has blocks and the
    pence that a lot of all of them saves; `groups` has every block once. `rounding` is by how many
    pence all costs may be less than without rounding.
    """

    count: int
    weights: Ints
    gross: Floats
    least: int
    most: int
    total: int
    kinds: tuple[LotKind, ...]
    sellers: tuple[RelaxedSeller, ...]
    joined: tuple[tuple[tuple[int, ...], float], ...]
    groups: tuple[BlockGroup, ...]
    curve: tuple[Floats, Floats]
    rounding: float


def build_lot_relaxation(
    scenario: Scenario, graph: GrowthGraph, measure: str
) -> LotRelaxation | None:
    """The relaxed lots of a graph; None for a measure that is no cost, or without a band."""
    if not MEASURES[measure].is_cost:
        return None
    years = weigh_years(scenario, measure)
    term = max(value_terms(scenario), key=sum)
    weights = _add_up(term, graph)
    band = _bound_weights(weights, graph)
    if band is None or weights.min(initial=1) < 0:
        return None
    gross = [
        sum(map(Fraction.__mul__, years, map(Fraction, unit.gross))) for unit in scenario.units
    ]
    joined = _list_joined(scenario, graph, years)
    pairs = Fraction(2 if scenario.prices is not None else 1, 2)
    curve = scenario.money.scale
    corners = [float(point.value * value_scale(scenario)) for point in curve]
    return LotRelaxation(
        count=graph.count,
        weights=weights,
        gross=np.array([float(sum(gross[u] for u in block)) for block in graph.blocks]),
        least=band[0],
        most=band[1],
        total=int(weights.sum()),
        kinds=tuple(list_lot_kinds(scenario, graph.blocks, weights, years)),
        sellers=tuple(_list_relaxed_sellers(scenario, graph, band)),
        joined=tuple((tuple(sorted(held)), saved) for held, saved in joined.items()),
        groups=_group_blocks(joined, graph),
        curve=(np.array(corners or [0.0]), np.array([float(p.saving) for p in curve] or [0.0])),
        rounding=float(graph.count * sum(years, Fraction(0)) * pairs),
    )


def _add_up(term: Sequence[int], graph: GrowthGraph) -> Ints:
    return np.array([sum(term[u] for u in block) for block in graph.blocks], dtype=np.int64)


def _bound_weights(weights: Ints, graph: GrowthGraph) -> tuple[int, int] | None:
    """The least and the most that a lot weighs, by the bands on other sums."""
    total, count = int(weights.sum()), graph.count
    least, most = 0, total
    for table, low, high in graph.bands:
        other = table.weights
        counted = other > 0
        if not counted.any():
            continue
        ratios = weights[counted] / other[counted]
        least = max(least, floor(low * float(ratios.min()) * (1 - RATIO_MARGIN)))
        if not weights[~counted].any():
            most = min(most, ceil(high * float(ratios.max()) * (1 + RATIO_MARGIN)))
    least = max(least, total - (count - 1) * most)
    most = min(most, total - (count - 1) * least)
    return (least, most) if least <= most else None


def _list_relaxed_sellers(
    scenario: Scenario, graph: GrowthGraph, band: tuple[int, int]
) -> list[RelaxedSeller]:
    """The sellers that no others make needless, alike ones as one, the cheapest first."""
    blocks = len(graph.blocks)
    above = weigh_value_above(scenario)
    if not scenario.needs_certificate or not scenario.parties:
        anybody = Seller(PAR_PRICE / 100, sum(above), sum(above), graph.count)
        return [RelaxedSeller(anybody, 1, np.ones(blocks, dtype=np.bool_))]
    serving = [reduce(and_, (scenario.parties_serving_unit[u] for u in b)) for b in graph.blocks]
    largest = _bound_value(scenario, graph, band[1])
    copies: dict[tuple[Seller, int], int] = {}
    for p, seller in enumerate(list_sellers(scenario, above, graph.count)):
        served = sum(1 << b for b, mask in enumerate(serving) if mask >> p & 1)
        copies[seller, served] = copies.get((seller, served), 0) + 1
    kept: list[tuple[Seller, int]] = []
    for each in sorted(copies, key=lambda s: (s[0].price, -s[0].largest_lot, -s[1].bit_count(), s)):
        spare = 0
        for better in kept:
            if _covers(better, each):
                room = better[0].capacity // max(1, min(better[0].largest_lot, largest))
                spare += copies[better] * min(better[0].lots, room)
        if spare < graph.count:
            kept.append(each)
    sellers = [
        RelaxedSeller(seller, copies[seller, served], _flag_blocks(served, blocks))
        for seller, served in kept
    ]
    return _join_dearest(sellers, graph.count)


def _bound_value(scenario: Scenario, graph: GrowthGraph, most: int) -> int:
    """The most V of any lot whose weights by the term of the greatest total are at most `most`."""
    above = _add_up(weigh_value_above(scenario), graph)
    weights = _add_up(max(value_terms(scenario), key=sum), graph)
    if not weights.all():
        return int(above.sum())
    return min(int(above.sum()), ceil(most * float((above / weights).max()) * (1 + RATIO_MARGIN)))


def _covers(one: tuple[Seller, int], other: tuple[Seller, int]) -> bool:
    """Whether one can win every lot that the other can, for no more."""
    is_enough = one[0].largest_lot >= other[0].largest_lot and one[0].price <= other[0].price
    return is_enough and not other[1] & ~one[1]


def _join_dearest(sellers: list[RelaxedSeller], count: int) -> list[RelaxedSeller]:
    if len(sellers) <= MOST_SELLERS:
        return sellers
    dear = sellers[MOST_SELLERS - 1 :]
    price = min(each.can_win.price for each in dear)
    largest = max(each.can_win.largest_lot for each in dear)
    capacity = sum(each.capacity for each in dear)
    serves = np.logical_or.reduce([each.serves for each in dear])
    joined = RelaxedSeller(Seller(price, largest, capacity, count), 1, serves)
    return [*sellers[: MOST_SELLERS - 1], joined]


def _flag_blocks(held: int, blocks: int) -> Flags:
    flags = np.zeros(blocks, dtype=np.bool_)
    flags[list(iterate_bits(held))] = True
    return flags


def _list_joined(
    scenario: Scenario, graph: GrowthGraph, years: Sequence[Fraction]
) -> dict[frozenset[int], float]:
    """The sets of blocks of which a lot that holds all saves something, in pence."""
    block_of = {u: b for b, block in enumerate(graph.blocks) for u in block}
    joined: dict[frozenset[int], float] = {}
    for each in list_integration_groups(scenario):
        held = frozenset(block_of[u] for u in each.units)
        saved = float(each.annual * sum((years[y] for y in each.years), Fraction(0)))
        joined[held] = joined.get(held, 0.0) + max(0.0, saved)
    return joined


def _group_blocks(
    joined: dict[frozenset[int], float], graph: GrowthGraph
) -> tuple[BlockGroup, ...]:
    """The blocks in groups: those that save by being together, and each other by itself."""
    conflicts = unpack_integers(graph.conflicting.sets)
    groups = []
    for members in _connect(joined, len(graph.blocks)):
        inside = {held: saved for held, saved in joined.items() if held <= members}
        if len(members) <= MOST_JOINED:
            groups.append(BlockGroup(tuple(_list_options(sorted(members), inside, conflicts))))
            continue
        for block in sorted(members):
            part = sum(saved / len(held) for held, saved in inside.items() if block in held)
            groups.append(BlockGroup((((), 0.0), ((block,), part))))
    return tuple(groups)


def _connect(sets: Iterable[frozenset[int]], blocks: int) -> list[frozenset[int]]:
    """All blocks, those of overlapping sets together."""
    parts = [frozenset((b,)) for b in range(blocks)]
    for held in sets:
        inside = [part for part in parts if part & held]
        outside = [part for part in parts if not part & held]
        parts = [*outside, frozenset[int]().union(*inside)] if inside else outside
    return parts


def _list_options(
    members: Sequence[int], joined: dict[frozenset[int], float], conflicts: Sequence[int]
) -> Iterable[tuple[tuple[int, ...], float]]:
    """The sets of these blocks that may share a lot, the empty one first; what each saves."""
    for size in range(len(members) + 1):
        for some in combinations(members, size):
            held = frozenset(some)
            if not any(conflicts[b] >> c & 1 for b, c in combinations(some, 2)):
                yield some, sum(saved for inside, saved in joined.items() if inside <= held)
