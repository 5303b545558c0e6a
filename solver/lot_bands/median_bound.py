"""A lower bound on the travel of K lots: relaxed medians with a band of weight, at any size.

A lot costs its units' distances to its middle. With a price on every unit being in exactly one lot
(Lagrangian relaxation of the capacitated p-median problem; Ceselli and Righini, Networks 45, 2005)
each unit as a middle takes what pays, within the band of a lot's weight, in parts if need be; the K
cheapest middles count. Prices come from subgradient steps (Polyak 1969): poor ones make the bound
weak, never false.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from lotdesign.geography import measure_metres
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.lot_bands.bands import LotBands, WeightBand

MOST_UNITS = 1_000
"""More units than this have too many pairs."""
ROUNDS, PATIENCE, SHRINK, LEAST_STEP = 1_500, 15, 0.7, 0.005
"""Steps at most; how they shrink after so many without gain, and below which size they end."""
SMALL_GAIN = 1e-3
"""A gain is none where it is less than this part of what is left."""
MARGIN = 1e-9
"""By how much of the amounts added up a bound is lowered against errors of floating point."""


@dataclass(frozen=True)
class MedianRelaxation:
    """`count` lots, each around one of M middles; distances (M x U) in metres.

    `owner` (M,) is the unit in the middle, which its lot holds. Units weigh `weights` (U,), lots
    from `least` to `most`.
    """

    distances: Floats
    owner: np.typing.NDArray[np.int64]
    weights: Floats
    least: float
    most: float
    count: int

    def evaluate(self, prices: Floats) -> tuple[float, Floats]:
        """The bound by these prices of units (U,), and how it rises with them (U,)."""
        costs = self.distances - prices
        middles = np.arange(len(self.owner))
        own = costs[middles, self.owner]
        costs[middles, self.owner] = inf
        taken = self._fill(costs, self.weights[self.owner])
        finite = np.where(np.isfinite(costs), costs, 0.0)
        reduced = own + np.einsum("mu,mu->m", taken, finite)
        reduced[np.isnan(taken).any(axis=1)] = inf
        chosen = np.argpartition(reduced, self.count - 1)[: self.count]
        value = float(prices.sum() + reduced[chosen].sum())
        if not np.isfinite(value):
            return inf, np.zeros(len(prices))
        held = taken[chosen].sum(axis=0)
        np.add.at(held, self.owner[chosen], 1.0)
        amounts = np.abs(prices).sum() + np.abs(finite).max(initial=0.0) * len(prices)
        return value - MARGIN * float(amounts), 1.0 - held

    def _fill(self, costs: Floats, first: Floats) -> Floats:
        """M x U: how much of each unit the cheapest lots take beside what they weigh `first` (M,).

        Units with the least cost by weight come first, those that pay while there is room, others
        until the lot weighs enough; the last in part. NaN where no lot weighs enough.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = np.where(costs == 0, 0.0, costs / self.weights)
        order = np.argsort(rates, axis=1, kind="stable")
        sorted_rates = np.take_along_axis(rates, order, axis=1)
        usable = np.isfinite(np.take_along_axis(costs, order, axis=1))
        sizes = np.where(usable, self.weights[order], 0.0)
        before = first[:, None] + np.cumsum(sizes, axis=1) - sizes
        room = np.where(sorted_rates < 0, self.most, self.least) - before
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.where(
                sizes > 0, np.clip(room / sizes, 0.0, 1.0), (sorted_rates < 0) & usable
            )
        shares = np.where(usable, shares, 0.0)
        lacks = first + (shares * sizes).sum(axis=1) < self.least * (1 - MARGIN)
        excess = first > self.most * (1 + MARGIN)
        taken = np.zeros_like(costs)
        np.put_along_axis(taken, order, shares, axis=1)
        taken[lacks | excess] = np.nan
        return taken


def bound_travel_by_medians(
    scenario: Scenario, bands: LotBands, best: int, is_over: Callable[[], bool]
) -> int | None:
    """A lower bound in metres on the travel of designs of so many lots; never above `best`.

    `best` is the travel of some design, which steps are aimed at. None where there are too many
    units.
    """
    if not bands.count <= len(scenario.units) <= MOST_UNITS:
        return None
    distances, owner = _measure_distances(scenario)
    if len(owner) < bands.count:
        return 0
    units = len(scenario.units)
    whole = WeightBand((1,) * units, 1, units - bands.count + 1)
    usable = [band for band in bands.bands if min(band.weights) >= 0 and band.most > 0]
    bounds = []
    for band in usable or [whole]:
        mean = max(1.0, float(np.mean(band.weights)))
        weights = np.array([float(weight) for weight in band.weights]) / mean
        limits = band.least / mean, band.most / mean
        relaxation = MedianRelaxation(distances, owner, weights, *limits, bands.count)
        bounds.append(_climb(relaxation, best, is_over))
    return min(best, max(0, ceil(min(max(bounds), best))))


def _measure_distances(scenario: Scenario) -> tuple[Floats, np.typing.NDArray[np.int64]]:
    """Distances of all units to each middle, and the unit in the middle.

    Units that lie nowhere add nothing wherever they are. Each of them may stand for a lot of such
    units alone.
    """
    units = scenario.units
    placed = [unit.position if unit.locality else None for unit in units]
    rows = []
    for here in placed:
        if here is None:
            rows.append([0.0 if there is None else inf for there in placed])
        else:
            metres = (0 if there is None else measure_metres(here, there) for there in placed)
            rows.append([float(each) for each in metres])
    return np.array(rows), np.arange(len(units))


def _climb(relaxation: MedianRelaxation, best: int, is_over: Callable[[], bool]) -> float:
    """The best bound found, from prices of the distance to the nearest middles of K."""
    near = np.sort(relaxation.distances, axis=0)
    place = min(len(near) - 1, 2 * len(near) // (3 * relaxation.count))
    prices = np.where(np.isfinite(near[place]), near[place], 0.0)
    top, size, idle = -inf, 1.0, 0
    at_top = slope_at_top = prices
    for _ in range(ROUNDS):
        value, slope = relaxation.evaluate(prices)
        idle = 0 if value > top + SMALL_GAIN * max(0.0, best - value) else idle + 1
        if value > top:
            top, at_top, slope_at_top = value, prices, slope
        if top > best - 1 or is_over():
            break
        if idle > PATIENCE:
            size, idle, prices, slope, value = size * SHRINK, 0, at_top, slope_at_top, top
        length = float(slope @ slope)
        if not length or size < LEAST_STEP:
            break
        prices = prices + size * (best - value) / length * slope
    return top
