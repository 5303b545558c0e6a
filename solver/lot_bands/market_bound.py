"""A lower bound on the cost of K lots from values and the market: who could win lots of which V.

Units are left out: parties win lots of any V within their limits, which add up to the total. What a
party is paid for V is concave between the corners of the scale curve where that rises, so the chord
over an interval is below it. The small MIP that remains is solved in whole numbers.
"""

import itertools
from collections import Counter
from fractions import Fraction
from math import ceil, floor

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import SAFE_INT64
from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.candidates.lot_values import find_constant_total, value_scale, value_terms
from solver.column_generation.arithmetic_bounds import bound_fixed_cost, weigh_years
from solver.lot_bands.bands import LotBands
from solver.lot_bands.sellers import Seller, list_sellers
from solver.lot_bands.value_bound import compute_value_ratios
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

INTERVALS = 16
"""Intervals of V for each party."""
PARTS = 1_000
"""Parts of a penny in which costs are rounded down."""


def bound_cost_by_market(
    scenario: Scenario, bands: LotBands, measure: str, seconds: float, seed: int
) -> int | None:
    """A lower bound in pence on a cost measure of all designs of so many lots that can be awarded.

    None where the measure is no cost, the sum of V varies, no award is asked for, or nothing is
    proved within so many seconds. Raises KeyboardInterrupt on Ctrl-C.
    """
    total = find_constant_total(scenario)
    weights = weigh_years(scenario, measure)
    ratios = None if total is None else compute_value_ratios(scenario, weights)
    if total is None or ratios is None or not scenario.needs_certificate:
        return None
    if not MEASURES[measure].is_cost:
        return None
    model, costs = _build_model(scenario, bands, total, ratios)
    terms = zip(costs.variables.tolist(), costs.coefficients.tolist(), strict=True)
    if sum(abs(factor) * model.bounds(variable)[1] for variable, factor in terms) >= SAFE_INT64:
        return None
    settings = EngineSettings(seed=seed, seconds=seconds)
    outcome = CpSatEngine().solve(SolveRequest(model, costs, settings=settings))
    if outcome.interrupted:
        raise KeyboardInterrupt
    if outcome.bound is None:
        return None
    joined = len(scenario.localities) * sum(each.annual for each in scenario.money.integration)
    years = sum(weights, Fraction(0))
    rounding = bands.count * years * (2 if scenario.prices is not None else 1) / 2
    fixed = bands.count * bound_fixed_cost(scenario, weights) - joined * years
    least = Fraction(outcome.bound, PARTS) + fixed - rounding
    return ceil(least) - (measure != "whole_life_cost")


def _build_model(
    scenario: Scenario, bands: LotBands, total: int, ratios: tuple[Fraction, Fraction]
) -> tuple[LinearModel, LinearExpression]:
    """For each kind of seller and interval the number of lots and their sum of V; and the cost."""
    (term,) = value_terms(scenario)
    band = next((band for band in bands.bands if band.weights == term), None)
    least, most = (1, total) if band is None else (max(1, band.least), band.most)
    corners = [point.value * value_scale(scenario) for point in scenario.money.scale]
    cuts = sorted(
        {least, most, *(c for c in corners if least < c < most)}
        | {least + (most - least) * i // INTERVALS for i in range(INTERVALS)}
    )
    model, numbers, sums, terms = LinearModel(0), [], [], []
    for seller, copies in sorted(Counter(list_sellers(scenario, term, bands.count)).items()):
        own_numbers, own_sums = [], []
        for low, high in itertools.pairwise(cuts):
            top = min(high, seller.largest_lot)
            if top < low:
                continue
            lots = copies * min(seller.lots, seller.capacity // low)
            number = model.add_variable("lots", 0, min(lots, bands.count))
            value = model.add_variable("value", 0, top * bands.count)
            pair = np.array([value, number])
            model.add_row("least", LinearExpression(pair, np.array([1, -low])), 0, None)
            model.add_row("most", LinearExpression(pair, np.array([1, -top])), None, 0)
            own_numbers.append(number)
            own_sums.append(value)
            constant, slope = _underestimate(scenario, seller, (low, top), ratios)
            terms += [(number, constant), (value, slope)]
        if own_sums:
            inside = LinearExpression.count(np.array(own_sums))
            model.add_row("capacity", inside, None, copies * seller.capacity)
            counted = LinearExpression.count(np.array(own_numbers))
            model.add_row("lots", counted, None, copies * seller.lots)
        numbers += own_numbers
        sums += own_sums
    everything = LinearExpression.count(np.array(sums, dtype=np.int64))
    model.add_row("total", everything, total, total)
    counted = LinearExpression.count(np.array(numbers, dtype=np.int64))
    model.add_row("number", counted, bands.count, bands.count)
    variables, coefficients = zip(*terms, strict=True) if terms else ((), ())
    return model, LinearExpression(np.array(variables, dtype=np.int64), np.array(coefficients))


def _underestimate(
    scenario: Scenario,
    seller: Seller,
    interval: tuple[int, int],
    ratios: tuple[Fraction, Fraction],
) -> tuple[int, int]:
    """A constant and a slope below the cost of a lot by its V, in parts; for one lot's V."""
    low, high = interval
    at_low, at_high = (seller.price - read_saving(scenario, v) for v in interval)
    ratio = ratios[0] if min(at_low, at_high) >= 0 else ratios[1]
    first, last = at_low * low * ratio * PARTS, at_high * high * ratio * PARTS
    if at_high > at_low:  # the saving falls, and the cost is convex
        return 0, floor(at_low * ratio * PARTS)
    slope = floor((last - first) / (high - low)) if high > low else 0
    return floor(min(first - slope * low, last - slope * high)), slope


def read_saving(scenario: Scenario, value: int) -> Fraction:
    """e(V) of the scale curve, for V in parts of a penny."""
    curve, parts = scenario.money.scale, value_scale(scenario)
    if not curve:
        return Fraction(0)
    for left, right in itertools.pairwise(curve):
        if left.value * parts <= value <= right.value * parts and right.value > left.value:
            share = Fraction(value - left.value * parts, (right.value - left.value) * parts)
            return left.saving + share * (right.saving - left.saving)
    return curve[0].saving if value <= curve[0].value * parts else curve[-1].saving
