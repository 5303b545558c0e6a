"""Gross and market value, amounts paid and cost of every lot at once, exact to the penny.

The same sums as `lotdesign.money`, written for arrays; the verifier compares the two. V is kept
in parts of a
penny so that the mean over Y years is whole: `value_scale` parts make a penny, Y for the mean and
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
    """How many of V's parts make a penny."""
    return scenario.years if scenario.market.value_basis == "mean" else 1


@cache_by_scenario
def value_terms(scenario: Scenario) -> Sequence[tuple[int, ...]]:
    """Weights of the units, one list a term; V of a lot is the largest of its summed terms.

    One term a year for `peak` (a year that never exceeds another is left out), the first
    year's gross value, or the total over the years for `mean`.
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
    """What V of external lots adds up to in every design, in its parts; None where it differs."""
    if scenario.routes.has_choice:
        return None
    terms = value_terms(scenario)
    return sum(terms[0]) if len(terms) == 1 else None


def find_least_total(scenario: Scenario) -> int:
    """What V of external lots adds up to at least in any design, in its parts."""
    if scenario.routes.has_choice:
        return 0
    return max(sum(term) for term in value_terms(scenario))


def _is_dominated(year: tuple[int, ...], others: Sequence[tuple[int, ...]]) -> bool:
    return any(
        other != year and all(a <= b for a, b in zip(year, other, strict=True)) for other in others
    )


def compute_gross(scenario: Scenario, lots: LotArray) -> Ints:
    """N x Y pence."""
    return lots.sum_weights(_tabulate_unit_gross(scenario))


@cache_by_scenario
def _tabulate_unit_gross(scenario: Scenario) -> Ints:
    """U x Y pence."""
    return np.array([unit.gross for unit in scenario.units], dtype=np.int64)


def compute_values(scenario: Scenario, lots: LotArray) -> Ints:
    """V of each lot, in parts of a penny (see `value_scale`)."""
    terms = np.array(value_terms(scenario), dtype=np.int64).T
    found: Ints = lots.sum_weights(terms).max(axis=1)
    return found


def compute_scale_savings(scenario: Scenario, value: Ints, gross: Ints) -> Ints:
    """round(e(V) * G), N x Y pence, with e the scale curve."""
    saved = np.zeros_like(gross)
    curve = scenario.money.scale
    if not curve:
        return saved
    parts = value_scale(scenario)
    corners = [point.value * parts for point in curve]
    segment = np.searchsorted(np.array(corners, dtype=np.int64), value, side="left")
    for s in range(len(curve) + 1):
        here = segment == s
        left, right = curve[max(s - 1, 0)], curve[min(s, len(curve) - 1)]
        run = (right.value - left.value) * parts
        slope = (right.saving - left.saving) / run if run else 0
        (base, rise), denominator = scale_to_integers(
            (left.saving - slope * left.value * parts, slope)
        )
        if not here.any():
            continue
        share = multiply_add_exactly(value[here], rise, base)
        saved[here] = divide_rounded(multiply_exactly(share[:, None], gross[here]), denominator)
    return saved


def compute_charge(
    scenario: Scenario,
    gross: Ints,
    value: Ints,
    delivered: Mapping[Route, Flags],
    winners: Ints | None,
) -> Ints:
    """What each lot takes by its route, N x Y pence, integration and rent left out."""
    saved = compute_scale_savings(scenario, value, gross)
    taken = np.zeros_like(gross)
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    for route, here in delivered.items():
        if route == "in_house" and in_house is not None:
            taken[here] = gross[here] + in_house.annual_management + in_house.liability_annual
        elif route == "prime" and prime is not None:
            dearer = 1 + prime.fee
            fees = multiply_add_exactly(gross[here], dearer.numerator, 0)
            taken[here] = divide_rounded(fees, dearer.denominator) - saved[here]
        else:
            those = None if winners is None else winners[here]
            taken[here] = apply_prices(scenario, gross[here], those) - saved[here]
    return taken


def apply_prices(scenario: Scenario, gross: Ints, winners: Ints | None) -> Ints:
    """round(G * price / 100), N x Y pence, each lot at its winner's price."""
    if winners is None or scenario.prices is None:
        return gross
    paid = gross.copy()
    prices, of_parties = _number_prices(scenario)
    for price, here in zip(prices, group_positions(of_parties[winners], len(prices)), strict=True):
        paid[here] = divide_rounded(
            multiply_add_exactly(gross[here], price.numerator, 0), price.denominator
        )
    return paid


@cache_by_scenario
def _number_prices(scenario: Scenario) -> tuple[list[Fraction], Ints]:
    """The different prices as shares of par, and which of them each party asks.

    The last is what NOBODY, at -1, would be asked: par, and then nothing is worked out.
    """
    asked = scenario.prices or ()
    numbers = {price: number for number, price in enumerate(dict.fromkeys(asked))}
    which = np.array([*map(numbers.__getitem__, asked), len(numbers)])
    return [price / 100 for price in numbers], which


def compute_integration(scenario: Scenario, lots: LotArray) -> Ints:
    """What each lot saves a year by joining services, pence."""
    saved = np.zeros(len(lots), dtype=np.int64)
    for each in scenario.money.integration:
        wanted = set(each.services)
        for place in scenario.localities:
            there = [
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == place.id and unit.service in wanted
            ]
            if {scenario.units[u].service for u in there} == wanted:
                saved += each.annual * (lots.count_held(there, len(scenario.units)) == len(there))
    return saved


def compute_rent(scenario: Scenario, lots: LotArray) -> Ints:
    """Yearly rent of each lot's buildings, pence."""
    return lots.sum_weights(np.array([unit.rent for unit in scenario.units], dtype=np.int64))


def compute_council_cost(scenario: Scenario) -> Ints:
    """The council's own cost of any external lot, Y pence."""
    money = scenario.money
    yearly = np.full(scenario.years, money.contract_management, dtype=np.int64)
    yearly[0] += money.procurement
    return yearly
