"""The fast cost of lots: gross and market value, paid and cost C of N lots at once, in whole pence.

The same sums as `lotdesign.money.lot_cost` makes for one lot in fractions; the verifier compares
the two. V (solver/candidates/lot_values.py) is in parts of a penny (`value_scale`). Where every
unit is bought in all years, amounts that are the same in each are N x 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lotdesign.design import Route
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.arrays import (
    Flags,
    Ints,
    divide_rounded,
    group_positions,
    multiply_add_exactly,
    multiply_exactly,
    scale_to_integers,
)
from solver.candidates.lot_values import value_scale
from solver.candidates.lot_years import compute_first_years, flag_lot_years
from solver.candidates.lots import LotArray


@dataclass(frozen=True, slots=True)
class IntegrationGroup:
    """Units of which a lot that holds all saves `annual` pence in each of `years` (indices)."""

    units: tuple[int, ...]
    annual: int
    years: tuple[int, ...]


def compute_scale_savings(scenario: Scenario, value: Ints, gross: Ints) -> Ints:
    """Savings by scale, N x Y pence: round(e(V) * G), with e the piecewise linear scale curve.

    `value` is V, (N,) in parts of a penny; `gross` is G, N x Y pence.
    """
    savings = np.zeros_like(gross)
    curve = scenario.money.scale
    if not curve:
        return savings
    parts = value_scale(scenario)
    corners = [point.value * parts for point in curve]
    segment = np.searchsorted(np.array(corners), value, side="left")
    for s in range(len(curve) + 1):
        here = segment == s
        left, right = curve[max(s - 1, 0)], curve[min(s, len(curve) - 1)]
        width = (right.value - left.value) * parts
        slope = (right.saving - left.saving) / width if width else 0
        (constant, factor), denominator = scale_to_integers(
            (left.saving - slope * left.value * parts, slope)
        )
        if not here.any():
            continue
        share = multiply_add_exactly(value[here], factor, constant)
        savings[here] = divide_rounded(multiply_exactly(share[:, None], gross[here]), denominator)
    return savings


def compute_cost(
    scenario: Scenario, lots: LotArray, paid: Ints, rent: Ints, is_external: Flags
) -> Ints:
    """Cost C, N x Y pence: what is paid plus the council's own cost, less rent.

    `paid` is N x Y pence, `rent` N x Y or N x 1, `is_external` (N,).
    """
    own = np.where(is_external[:, None], compute_council_cost(scenario, lots), 0)
    return paid + own - rent


def compute_paid(
    scenario: Scenario,
    lots: LotArray,
    gross: Ints,
    value: Ints,
    is_delivered_by: Mapping[Route, Flags],
    rent: Ints,
    winners: Ints | None,
) -> Ints:
    """What the council pays for each lot, N x Y pence: its charge, less integration, plus rent.

    `gross` is N x Y pence, `value` (N,) in parts of a penny, `rent` (N,) pence a year; `winners`,
    (N,), are the positions of parties, or None for the par price. Each flag of `is_delivered_by` is
    (N,).
    """
    charge = compute_charge(scenario, lots, gross, value, is_delivered_by, winners)
    return charge + (rent - compute_integration(scenario, lots))


def compute_charge(
    scenario: Scenario,
    lots: LotArray,
    gross: Ints,
    value: Ints,
    is_delivered_by: Mapping[Route, Flags],
    winners: Ints | None,
) -> Ints:
    """The charge of each lot by its route, N x Y pence, before integration and rent.

    Arguments as of `compute_paid`.
    """
    savings = compute_scale_savings(scenario, value, gross)
    charge = np.zeros_like(gross)
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    for route, here in is_delivered_by.items():
        if route == "in_house" and in_house is not None:
            yearly = in_house.annual_management + in_house.liability_annual
            charge[here] = gross[here] + _repeat_in_lot_years(scenario, lots, yearly)[here]
        elif route == "prime" and prime is not None:
            markup = 1 + prime.fee
            marked_up = multiply_add_exactly(gross[here], markup.numerator, 0)
            charge[here] = divide_rounded(marked_up, markup.denominator) - savings[here]
        else:
            winners_here = None if winners is None else winners[here]
            charge[here] = apply_prices(scenario, gross[here], winners_here) - savings[here]
    return charge


def apply_prices(scenario: Scenario, gross: Ints, winners: Ints | None) -> Ints:
    """Gross value at each winner's price, N x Y pence: round(G * price / 100).

    `gross` is G, N x Y pence. It is returned as it is where there are no `winners`, (N,), or
    prices.
    """
    if winners is None or scenario.prices is None:
        return gross
    paid = gross.copy()
    prices, price_of_party = _number_prices(scenario)
    groups = group_positions(price_of_party[winners], len(prices))
    for price, here in zip(prices, groups, strict=True):
        paid[here] = divide_rounded(
            multiply_add_exactly(gross[here], price.numerator, 0), price.denominator
        )
    return paid


@cache_by_scenario
def _number_prices(scenario: Scenario) -> tuple[list[Fraction], Ints]:
    """The distinct prices as shares of par, and the number of each party's price.

    The last number, which NO_WINNER (-1) indexes, is of no price: the amount stays at par.
    """
    prices = scenario.prices or ()
    numbers = {price: number for number, price in enumerate(dict.fromkeys(prices))}
    price_of_party = np.array([*map(numbers.__getitem__, prices), len(numbers)])
    return [price / 100 for price in numbers], price_of_party


def list_integration_groups(scenario: Scenario) -> Sequence[IntegrationGroup]:
    """The groups of units that save money by joining services, in the order of the file."""
    groups = []
    for saving in scenario.money.integration:
        services = set(saving.services)
        for locality in scenario.localities:
            joined = [
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == locality.id and unit.service in services
            ]
            units = [scenario.units[u] for u in joined]
            if {unit.service for unit in units} == services:
                first = max(unit.first_year for unit in units)
                last = min(unit.last_year for unit in units)
                years = tuple(range(first - 1, last))
                groups.append(IntegrationGroup(tuple(joined), saving.annual, years))
    return groups


def compute_integration(scenario: Scenario, lots: LotArray) -> Ints:
    """Savings of each lot by integration, pence a year: N x Y, or N x 1 (see the module).

    A saving counts for every locality of which the lot holds all units of the services joined, in
    the years in which all of them are bought.
    """
    savings = np.zeros((len(lots), _count_year_columns(scenario)), dtype=np.int64)
    for group in list_integration_groups(scenario):
        is_held = lots.count_held(group.units, len(scenario.units)) == len(group.units)
        years = slice(None) if scenario.has_one_term else list(group.years)
        savings[:, years] += group.annual * is_held[:, None]
    return savings


def compute_rent(scenario: Scenario, lots: LotArray) -> Ints:
    """Rent of each lot's buildings, pence a year: N x Y, or N x 1 (see the module)."""
    columns = range(_count_year_columns(scenario))
    rents = [
        [unit.rent if unit.first_year <= y + 1 <= unit.last_year else 0 for y in columns]
        for unit in scenario.units
    ]
    return lots.sum_weights(np.array(rents, dtype=np.int64))


def compute_council_cost(scenario: Scenario, lots: LotArray) -> Ints:
    """The council's own cost of external lots, pence: N x Y, or 1 x Y where all lots' is the same.

    Management in each of a lot's years, procurement in its first.
    """
    money = scenario.money
    if scenario.has_one_term:
        yearly = np.full((1, scenario.years), money.contract_management, dtype=np.int64)
        yearly[0, 0] += money.procurement
        return yearly
    yearly = _repeat_in_lot_years(scenario, lots, money.contract_management)
    yearly[np.arange(len(lots)), compute_first_years(scenario, lots) - 1] += money.procurement
    return yearly


def _repeat_in_lot_years(scenario: Scenario, lots: LotArray, yearly: int) -> Ints:
    """An amount in each year of each lot, N x Y, or N x 1 (see the module)."""
    if scenario.has_one_term:
        return np.full((len(lots), 1), yearly, dtype=np.int64)
    return flag_lot_years(scenario, lots) * np.int64(yearly)


def _count_year_columns(scenario: Scenario) -> int:
    """The columns of amounts that are the same in each year where every unit is bought in all."""
    return 1 if scenario.has_one_term else scenario.years
