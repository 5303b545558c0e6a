"""The fast cost of lots: gross and market value, paid and cost C of N lots at once, in whole pence.

The same sums as `lotdesign.money.lot_cost` makes for one lot in fractions; the verifier compares
the two. V is in parts of a
penny, so that the mean over Y years is whole: a penny has `value_scale` parts, Y for the mean and
1 otherwise.
"""

from collections.abc import Mapping, Sequence
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
from solver.candidates.lots import LotArray


def value_scale(scenario: Scenario) -> int:
    """The parts of V in a penny."""
    return scenario.years if scenario.market.value_basis == "mean" else 1


@cache_by_scenario
def value_terms(scenario: Scenario) -> Sequence[tuple[int, ...]]:
    """The terms of V, each U weights in pence: V of a lot is its largest sum of its units' weights.

    For `peak` the gross value of each year (less years that never exceed another), for `first_year`
    that of the first, for `mean` the total over the years. Sums are in parts of a penny
    (`value_scale`).
    """
    units = scenario.units
    years = [tuple(unit.gross[y] for unit in units) for y in range(scenario.years)]
    basis = scenario.market.value_basis
    if basis == "first_year":
        return years[:1]
    if basis == "mean":
        return [tuple(sum(unit.gross) for unit in units)]
    distinct = list(dict.fromkeys(years))
    return [year for year in distinct if not _is_dominated(year, distinct)]


def find_constant_total(scenario: Scenario) -> int | None:
    """The sum of V over external lots, in parts of a penny, if it is the same in every design.

    None where designs may differ.
    """
    if scenario.routes.has_choice:
        return None
    terms = value_terms(scenario)
    return sum(terms[0]) if len(terms) == 1 else None


def find_least_total(scenario: Scenario) -> int:
    """A lower bound on the sum of V over external lots in any design, in parts of a penny."""
    if scenario.routes.has_choice:
        return 0
    return max(sum(term) for term in value_terms(scenario))


def _is_dominated(year: tuple[int, ...], others: Sequence[tuple[int, ...]]) -> bool:
    return any(
        other != year and all(a <= b for a, b in zip(year, other, strict=True)) for other in others
    )


def compute_gross(scenario: Scenario, lots: LotArray) -> Ints:
    """Gross value, N x Y pence."""
    return lots.sum_weights(_tabulate_unit_gross(scenario))


@cache_by_scenario
def _tabulate_unit_gross(scenario: Scenario) -> Ints:
    """Gross value of each unit, U x Y pence."""
    return np.array([unit.gross for unit in scenario.units], dtype=np.int64)


def compute_values(scenario: Scenario, lots: LotArray) -> Ints:
    """V of each lot, (N,) in parts of a penny (see `value_scale`)."""
    terms = np.array(value_terms(scenario), dtype=np.int64).T
    values: Ints = lots.sum_weights(terms).max(axis=1)
    return values


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
    segment = np.searchsorted(np.array(corners, dtype=np.int64), value, side="left")
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


def compute_cost(scenario: Scenario, paid: Ints, rent: Ints, is_external: Flags) -> Ints:
    """Cost C, N x Y pence: what is paid plus the council's own cost, less rent.

    `paid` is N x Y pence, `rent` (N,) pence a year, `is_external` (N,).
    """
    own = np.where(is_external[:, None], compute_council_cost(scenario), 0)
    return paid + own - rent[:, None]


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
    charge = compute_charge(scenario, gross, value, is_delivered_by, winners)
    yearly = rent - compute_integration(scenario, lots)
    return charge + yearly[:, None]


def compute_charge(
    scenario: Scenario,
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
            charge[here] = gross[here] + in_house.annual_management + in_house.liability_annual
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


def compute_integration(scenario: Scenario, lots: LotArray) -> Ints:
    """Savings of each lot by integration, (N,) pence a year.

    A saving counts for every locality of which the lot holds all units of the services joined.
    """
    savings = np.zeros(len(lots), dtype=np.int64)
    units = scenario.units
    for saving in scenario.money.integration:
        services = set(saving.services)
        for locality in scenario.localities:
            joined = [
                u
                for u, unit in enumerate(units)
                if unit.locality == locality.id and unit.service in services
            ]
            if {units[u].service for u in joined} == services:
                is_held = lots.count_held(joined, len(units)) == len(joined)
                savings += saving.annual * is_held
    return savings


def compute_rent(scenario: Scenario, lots: LotArray) -> Ints:
    """Rent of each lot's buildings, (N,) pence a year."""
    return lots.sum_weights(np.array([unit.rent for unit in scenario.units], dtype=np.int64))


def compute_council_cost(scenario: Scenario) -> Ints:
    """The council's own cost of an external lot, (Y,) pence."""
    money = scenario.money
    yearly = np.full(scenario.years, money.contract_management, dtype=np.int64)
    yearly[0] += money.procurement
    return yearly
