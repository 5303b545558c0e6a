"""A lower bound on the cost of designs of K lots from their values alone.

Gross value, prices at the lowest and fixed costs add up whatever the lots hold; what is left is the
saving by scale, a function of V. Its most for K values that add up to the total is a convolution
over intervals of value, in finer and finer ones.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, gcd

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats, Ints, sort_distinct
from solver.candidates.lot_values import find_constant_total, value_scale, value_terms
from solver.column_generation.arithmetic_bounds import bound_fixed_cost, weigh_years
from solver.lot_bands.bands import LotBands
from solver.lot_bands.convolution import convolve_intervals

FLOAT_MARGIN = 1e-12
"""By how much of itself a saving is raised against errors of floating point."""
COARSE_INTERVALS, FINER = 512, 8
"""Intervals at first, and into how many each that may matter is cut."""
MOST_STEPS = 1_000_000_000
"""Additions that a convolution may take for finer intervals to be tried."""


def bound_cost_of_count(
    scenario: Scenario, bands: LotBands, measure: str, most_steps: int = MOST_STEPS
) -> int | None:
    """A lower bound in pence on a cost measure of all designs of so many external lots.

    Values are told apart as finely as a convolution of `most_steps` additions allows. None for a
    measure that is no cost. A discounted sum is rounded once, to a penny.
    """
    if not MEASURES[measure].is_cost:
        return None
    weights = weigh_years(scenario, measure)
    lowest = min(scenario.prices or (PAR_PRICE,)) / 100
    joined = len(scenario.localities) * sum(each.annual for each in scenario.money.integration)
    total = bands.count * bound_fixed_cost(scenario, weights)
    for year, weight in enumerate(weights):
        total += weight * (lowest * sum(unit.gross[year] for unit in scenario.units) - joined)
    rounding = sum(weights, Fraction(0)) * bands.count / 2
    if scenario.prices is not None:
        total -= rounding
    return ceil(total - _bound_savings(scenario, bands, weights, rounding, most_steps)) - (
        measure != "whole_life_cost"
    )


def _bound_savings(
    scenario: Scenario,
    bands: LotBands,
    weights: Sequence[Fraction],
    rounding: Fraction,
    most_steps: int,
) -> Fraction:
    """The most that all lots together save by scale, in pence.

    Each saving is rounded to a penny; none is above the highest share of its amount where that
    share of any amount is whole.
    """
    curve = scenario.money.scale
    gross = [sum(map(_multiply, unit.gross, weights), Fraction(0)) for unit in scenario.units]
    total, most_saving = (
        find_constant_total(scenario),
        max((p.saving for p in curve), default=Fraction(0)),
    )
    unit_amounts = (amount for unit in scenario.units for amount in unit.gross)
    is_whole = (most_saving * gcd(*unit_amounts)).denominator == 1
    anyhow = most_saving * sum(gross) + (0 if is_whole else rounding)
    if total is None or not most_saving:
        return Fraction(anyhow)
    (term,) = value_terms(scenario)
    ratios = compute_value_ratios(scenario, weights)
    if ratios is None:
        return Fraction(anyhow)
    band = next((band for band in bands.bands if band.weights == term), None)
    least, most = (0, total) if band is None else (band.least, band.most)
    saved = _convolve_savings(scenario, (least, most), bands.count, total, most_steps)
    return min(Fraction(anyhow), Fraction(max(saved, 0.0)) * ratios[1] + rounding)


def compute_value_ratios(
    scenario: Scenario, weights: Sequence[Fraction]
) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a lot's gross value, years by their weights, is of its V.

    None where a unit is worth nothing in V and something in other years.
    """
    (term,) = value_terms(scenario)
    gross = [sum(map(_multiply, unit.gross, weights), Fraction(0)) for unit in scenario.units]
    if any(g and not w for g, w in zip(gross, term, strict=True)):
        return None
    ratios = [g / w for g, w in zip(gross, term, strict=True) if w] or [Fraction(1)]
    return min(ratios), max(ratios)


def _multiply(amount: int, weight: Fraction) -> Fraction:
    return amount * weight


def _convolve_savings(
    scenario: Scenario, band: tuple[int, int], count: int, total: int, most_steps: int
) -> float:
    """The most that e(V) V of `count` lots in the band adds up to where V adds up to the total.

    Intervals that can be in no best combination, by how much any interval overstates, are left out
    before the others are cut into finer ones. Minus infinity where no combination adds up.
    """
    least, most = band
    width = (most - least) // COARSE_INTERVALS + 1
    places = np.arange((most - least) // width + 1)
    while True:
        saved, overstated = _bound_interval_savings(scenario, least + places * width, width)
        cheapest = np.full(int(places[-1]) + 1, np.inf)
        cheapest[places] = -saved
        convolution = convolve_intervals(cheapest, least, width, count)
        best = float(convolution.bound_sums(count, np.array([total]))[0])
        if width == 1 or not np.isfinite(best):
            return -best
        rest = total - (least + places * width)
        others = np.minimum(
            convolution.bound_sums(count - 1, rest),
            convolution.bound_sums(count - 1, rest - (width - 1)),
        )
        near = places[cheapest[places] + others <= best + count * float(overstated.max())]
        finer = -(-width // FINER)
        spans = near[:, None] * width // finer + np.arange(width // finer + 2)
        inside = (spans * finer < (near[:, None] + 1) * width) & (spans * finer <= most - least)
        places, width = sort_distinct(spans[inside]), finer
        if len(places) * int(places[-1]) * count * count // 2 > most_steps:
            return -best


def _bound_interval_savings(scenario: Scenario, starts: Ints, width: int) -> tuple[Floats, Floats]:
    """The most that e(V) V is in each interval, and how much more that is than anywhere in it."""
    parts = value_scale(scenario)
    corners = np.array([point.value * parts for point in scenario.money.scale], dtype=float)
    rates = np.array([float(point.saving) for point in scenario.money.scale])
    ends = starts + (width - 1)
    at_ends = np.interp(starts, corners, rates), np.interp(ends, corners, rates)
    highest, lowest = np.maximum(*at_ends), np.minimum(*at_ends)
    for corner, rate in zip(corners, rates, strict=True):
        inside = (starts <= corner) & (corner <= ends)
        highest = np.where(inside, np.maximum(highest, rate), highest)
        lowest = np.where(inside, np.minimum(lowest, rate), lowest)
    most = highest * ends * (1 + FLOAT_MARGIN)
    return most, most - lowest * starts
