"""A lower bound on the cost of every design that holds a lot, where winners have prices.

With a price on every unit being in exactly one lot, a design costs at least the prices' sum plus
the reduced costs of its lots and winners. Whatever units the others hold, their V adds up to the
rest, and no party wins more than it can take: their least is a choice of winners by intervals of V.
Lots of which no design is good enough go, and prices get better for those that are left.

Where only capacities limit winners, the best design with a lot gives each lot to one of its K
cheapest parties: at least one of these has none of the other K - 1 lots.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats, Ints
from solver.candidates.capacity_limits import list_capacity_limits
from solver.candidates.lot_values import find_constant_total, value_terms
from solver.lot_bands.band_lots import BandLots
from solver.lot_bands.lot_bounds import RELATIVE_MARGIN
from solver.lot_bands.masks import WeightTable, unpack_masks
from solver.lot_bands.winner_choice import WinnerChoice, WinnerIntervals, tabulate_own

INTERVALS = 256
"""Intervals of V between the smallest and the largest lot."""
RATES = (0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""First prices of units, as parts of what V costs on average."""
PASSES, ROUNDS, PATIENCE, SHRINK = 3, 40, 4, 0.6
"""Passes over what is left, steps of each, and how steps shrink after so many without gain."""
BOUND_SECONDS = 20.0
"""Seconds for all of this where there is no time limit."""


def limits_winners_by_capacity(scenario: Scenario) -> bool:
    """Whether prices decide who wins within numbers of lots and V, and nothing else does."""
    limits = list_capacity_limits(scenario)
    first = MEASURES[scenario.objectives[0].measure]
    is_plain = scenario.prices is not None and not scenario.consortia and first.is_cost
    is_awarded = all(
        rule.sets_caps_only
        or rule.fewest_winners > 0
        or not (rule.needs_certificate or rule.reads_prices)
        for rule in scenario.active_rules
    )
    has_staff = any(each.staff is not None for each in limits)
    has_total = find_constant_total(scenario) is not None
    return is_plain and is_awarded and not has_staff and has_total


@dataclass(frozen=True)
class AwardedLots:
    """N lots of `total` V in a design of `count`, with up to K winners each (N x K).

    `costs` (N x K) are infinite where there are fewer. `held` is N x U, `limits` the most lots and
    the most V of each of P parties.
    """

    units: np.typing.NDArray[np.uint64]
    held: Flags
    values: Ints
    winners: Ints
    costs: Floats
    count: int
    total: int
    limits: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.values)

    def select(self, which: Flags) -> "AwardedLots":
        """Some of the lots."""
        return replace(
            self,
            units=self.units[:, which],
            held=self.held[which],
            values=self.values[which],
            winners=self.winners[which],
            costs=self.costs[which],
        )

    def reduce(self, prices: Floats) -> Floats:
        """N x K: costs less the prices (U,) of the units."""
        reduced: Floats = self.costs - WeightTable(prices).sum_weights(self.units)[:, None]
        return reduced

    def describe_intervals(self, count: int) -> tuple[WinnerIntervals, Ints]:
        """Intervals for so many lots, and the one of each lot, (N,)."""
        least, largest = int(self.values.min()), int(self.values.max())
        width = (largest - least) // INTERVALS + 1
        intervals = WinnerIntervals(count, least, width, self.total, self.limits)
        return intervals, (self.values - least) // width

    def tabulate(self, reduced: Floats, place: Ints) -> Floats:
        """P x intervals: the least reduced cost of a party's lots in each interval."""
        table = np.full((len(self.limits), int(place.max()) + 1), inf)
        for choice in range(reduced.shape[1]):
            np.minimum.at(table, (self.winners[:, choice], place), reduced[:, choice])
        return table

    def evaluate(self, prices: Floats) -> tuple[float, Floats]:
        """A bound on all designs of these lots by prices (U,), and how it rises with them (U,)."""
        reduced = self.reduce(prices)
        intervals, place = self.describe_intervals(self.count)
        table = self.tabulate(reduced, place)
        least, chosen = WinnerChoice(intervals, table).find_least()
        held = np.zeros(len(prices))
        for seller, interval in chosen:
            inside = np.flatnonzero(place == interval)
            costs = np.where(self.winners[inside] == seller, reduced[inside], inf).min(axis=1)
            held += self.held[inside[int(costs.argmin())]]
        return float(prices.sum()) + least, 1.0 - held

    def bound_lots(self, prices: Floats) -> Floats:
        """(N,): what the best design of these lots that holds each costs at least."""
        reduced = self.reduce(prices)
        intervals, place = self.describe_intervals(self.count - 1)
        table = self.tabulate(reduced, place)
        others = _bound_others(intervals, table)
        bounds: Floats = (reduced + others[self.winners, place[:, None]]).min(axis=1)
        return bounds + float(prices.sum())


def _bound_others(intervals: WinnerIntervals, table: Floats) -> Floats:
    """P x intervals: the least of `count` more lots beside one of a party in an interval."""
    own = [tabulate_own(intervals, p, table[p]) for p in range(len(table))]
    winning = [p for p in range(len(table)) if len(own[p]) > 1 or np.isfinite(table[p]).any()]
    count, width = intervals.count, intervals.width
    sums = count * (table.shape[1] - 1) + 1
    nothing = np.full((count + 1, sums), inf)
    nothing[0, 0] = 0.0
    others = np.full(table.shape, inf)
    for party, without in _iterate_without(nothing, winning, own):
        lots, capacity = intervals.limits[party]
        for place in np.flatnonzero(np.isfinite(table[party])).tolist():
            low = intervals.least + place * width
            rest = intervals.total - low - count * intervals.least
            last = min(sums - 1, rest // width)
            first = max(0, -(((count + 1) * (width - 1) - rest) // width))
            if last < first:
                continue
            best = float(without[count, first : last + 1].min())
            for more, mine in enumerate(own[party][1:lots], start=1):
                room = (capacity - low - more * intervals.least) // width
                fitting = mine[: max(0, room + 1)]
                for end in range(first, last + 1) if len(fitting) else ():
                    size = min(len(fitting), end + 1)
                    beside = without[count - more, end - size + 1 : end + 1][::-1]
                    best = min(best, float((fitting[:size] + beside).min()))
            others[party, place] = best
    return others


def _iterate_without(
    before: Floats, parties: Sequence[int], own: Sequence[Sequence[Floats]]
) -> list[tuple[int, Floats]]:
    """For each party the least of all lots but its own, numbers x sums; `before` has the others'.

    Halves are added to each other's tables, so that no party is left out one by one.
    """
    if len(parties) < 2:
        return [(party, before) for party in parties]
    middle = len(parties) // 2
    halves = parties[:middle], parties[middle:]
    found = []
    for mine, others in (halves, halves[::-1]):
        table = before
        for party in others:
            table = _add_party(table, own[party])
        found += _iterate_without(table, mine, own)
    return found


def _add_party(before: Floats, own: Sequence[Floats]) -> Floats:
    table = before.copy()
    lots, sums = before.shape
    for more, mine in enumerate(own[1:], start=1):
        for place in np.flatnonzero(np.isfinite(mine)).tolist():
            into = table[more:, place:]
            np.minimum(into, before[: lots - more, : sums - place] + mine[place], out=into)
    return table


def bound_awarded_designs(
    scenario: Scenario, lots: BandLots, needed: float, deadline: float | None
) -> Floats:
    """(N,): for each lot a lower bound on the cost of the best design that holds it, rounded up.

    Of bounds above `needed`, which a design meets if it is finite, no more is known than that.
    """
    assert lots.winners is not None
    assert lots.winner_costs is not None
    assert lots.values is not None
    assert lots.total is not None
    units, parties = len(scenario.units), list_capacity_limits(scenario)
    count, total = lots.bands.count, lots.total
    limits = [
        (count if each.lots is None else each.lots, total if each.value is None else each.value)
        for each in parties
    ]
    held = unpack_masks(lots.units, units)
    left = AwardedLots(
        lots.units, held, lots.values, lots.winners, lots.winner_costs, count, total, limits
    )
    last = time.monotonic() + BOUND_SECONDS if deadline is None else deadline
    finite = lots.winner_costs[np.isfinite(lots.winner_costs)]
    margin = RELATIVE_MARGIN * count * max(1.0, float(np.abs(finite).max(initial=0.0)))
    bounds, inside = np.full(len(lots), -inf), np.arange(len(lots))
    prices = _find_first_prices(scenario, left)
    for _ in range(PASSES):
        if not len(left):
            break
        found = np.ceil(left.bound_lots(prices) - margin)
        bounds[inside] = np.maximum(bounds[inside], np.minimum(found, needed + 1))
        good = bounds[inside] <= needed
        inside, left = inside[good], left.select(good)
        if not len(left) or time.monotonic() > last or not np.isfinite(needed):
            break
        prices = _climb(left, prices, needed, last)
    return bounds


def _find_first_prices(scenario: Scenario, lots: AwardedLots) -> Floats:
    """The best prices of units in proportion to V, in which the cost of a lot hardly differs."""
    (term,) = value_terms(scenario)
    weights = np.array([float(weight) for weight in term])
    cheapest = lots.costs[:, 0]
    known = np.isfinite(cheapest)
    usual = float(cheapest[known].sum()) / max(1.0, float(lots.values[known].sum()))
    tried = [rate * usual * weights for rate in RATES]
    return max(tried, key=lambda prices: lots.evaluate(prices)[0])


def _climb(lots: AwardedLots, prices: Floats, needed: float, last: float) -> Floats:
    """Better prices, by subgradient steps (Polyak 1969) aimed at what is needed."""
    top, at_top, size, idle = -inf, prices, 1.0, 0
    slope_at_top = np.zeros(len(prices))
    for _ in range(ROUNDS):
        value, slope = lots.evaluate(prices)
        idle = 0 if value > top else idle + 1
        if value > top:
            top, at_top, slope_at_top = value, prices, slope
        if not np.isfinite(value) or top > needed or time.monotonic() > last:
            break
        if idle > PATIENCE:
            size, idle, prices, slope, value = size * SHRINK, 0, at_top, slope_at_top, top
        length = float(slope @ slope)
        if not length:
            break
        prices = prices + size * (needed - value) / length * slope
    return at_top
