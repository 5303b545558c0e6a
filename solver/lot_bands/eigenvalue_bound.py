"""A lower bound on the pairs that K lots cut, from eigenvalues of the map, at any size.

With y_k the indicator of lot k, L the Laplacian of the touching pairs, W the weights of a band and
W_k the weight of a lot, the pairs cut are ½ Σ y_k·L y_k. The vectors y_k / √W_k are orthonormal in
the weights, so that no choice of them gives less than ½ Σ W_k λ_k, the greatest weights with the
least eigenvalues (Donath and Hoffman, IBM Journal of Research and Development 17, 1973). Numbers u
may be added to the diagonal and taken off again, since Σ y_k·diag(u) y_k = Σ u; subgradient steps
find good ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.bitsets import iterate_bits
from solver.candidates.geography import compute_adjacency
from solver.lot_bands.bands import LotBands, WeightBand

MOST_UNITS = 400
"""More units than this have too large a matrix."""
ROUNDS, PATIENCE, SHRINK, LEAST_STEP = 400, 8, 0.5, 0.01
"""Steps at most; how they shrink after so many without gain, and below which size they end."""
FIRST_STEP = 1.0
MARGIN = 1e-6
"""Pairs by which the bound is lowered, besides what floating point may have lost."""
ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""What eigenvalues may lose for each row of the matrix, as a part of its norm: eight times what
backward stability leaves (Golub and Van Loan, Matrix Computations, section 8.1)."""


@dataclass(frozen=True)
class MapSpectrum:
    """The Laplacian (U x U) of the touching pairs, and a band of weights whose mean is 1."""

    laplacian: Floats
    weights: Floats
    least: float
    most: float
    count: int

    def evaluate(self, added: Floats) -> tuple[float, Floats]:
        """The bound in pairs by numbers added to the diagonal (U,), and how it rises with them.

        The bound is lowered by what eigenvalues and sums of such numbers may have lost.
        """
        root = np.sqrt(self.weights)
        matrix = (self.laplacian + np.diag(added)) / root / root[:, None]
        values, vectors = np.linalg.eigh(matrix)
        shares = self._share_out()
        bound = float(shares @ values[: self.count]) - float(added.sum())
        size = float(shares.sum() * np.linalg.norm(matrix) + np.abs(added).sum())
        bound -= ROUNDING * len(added) * size
        held = (vectors[:, : self.count] / root[:, None]) ** 2 @ shares
        return bound / 2, (held - 1) / 2

    def _share_out(self) -> Floats:
        """(K,): weights of the lots, inside the band, as much as can be in the first ones."""
        shares = np.full(self.count, self.least)
        rest = float(self.weights.sum()) - self.count * self.least
        for lot in range(self.count):
            more = min(rest, self.most - self.least)
            shares[lot] += more
            rest -= more
        return shares


def bound_cut_pairs_by_eigenvalues(
    scenario: Scenario, bands: LotBands, best: int, is_over: Callable[[], bool]
) -> int | None:
    """A lower bound on the touching pairs that designs of so many lots cut.

    `best` is what some design cuts, which steps are aimed at. None where divided units are in two
    lots, there are too many units, or no weights are all positive.
    """
    if scenario.divided or not 1 < len(scenario.units) <= MOST_UNITS:
        return None
    laplacian = _build_laplacian(scenario)
    bounds = [
        _climb(spectrum, best, is_over)
        for band in bands.bands or (_count_units(scenario, bands.count),)
        if (spectrum := _build_spectrum(laplacian, band, bands.count)) is not None
    ]
    return max(0, ceil(max(bounds) - MARGIN)) if bounds else None


def _count_units(scenario: Scenario, count: int) -> WeightBand:
    units = len(scenario.units)
    return WeightBand((1,) * units, 1, units - count + 1)


def _build_laplacian(scenario: Scenario) -> Floats:
    touching = compute_adjacency(scenario)
    laplacian = np.zeros((len(touching), len(touching)))
    for unit, near in enumerate(touching):
        laplacian[unit, list(iterate_bits(near))] = -1.0
        laplacian[unit, unit] = near.bit_count()
    return laplacian


def _build_spectrum(laplacian: Floats, band: WeightBand, count: int) -> MapSpectrum | None:
    weights = np.array([float(weight) for weight in band.weights])
    if weights.min() <= 0 or count > len(weights):
        return None
    unit = float(weights.mean())
    return MapSpectrum(laplacian, weights / unit, band.least / unit, band.most / unit, count)


def _climb(spectrum: MapSpectrum, best: int, is_over: Callable[[], bool]) -> float:
    """The best bound found; steps are those of Polyak (1969)."""
    top, size, idle = -inf, FIRST_STEP, 0
    added = at_top = np.zeros(len(spectrum.weights))
    slope_at_top = added
    for _ in range(ROUNDS):
        value, slope = spectrum.evaluate(added)
        if value > top:
            idle = 0 if value > top + 1e-3 else idle + 1
            top, at_top, slope_at_top = value, added, slope
        else:
            idle += 1
        if top > best - 1 + MARGIN or is_over():
            break
        if idle > PATIENCE:
            size, idle, added, slope, value = size * SHRINK, 0, at_top, slope_at_top, top
        length = float(slope @ slope)
        if not length or size < LEAST_STEP:
            break
        added = added + size * (best - value) / length * slope
    return top
