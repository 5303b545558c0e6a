"""The money of every lot at once: gross, value, paid and cost, to the penny.

The same sums as `lotdesign.money`, written for arrays; the checker compares the two.
"""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from lotdesign.design import Route
from lotdesign.once import once
from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import along, rounded_quotient, scaled, times
from solver.facts.lots import Flags, Ints, Lots, grouped
from solver.facts.values import value_scale, value_terms


def gross(scenario: Scenario, lots: Lots) -> Ints:
    """N x Y pence."""
    return lots.sums(_unit_gross(scenario))


@once
def _unit_gross(scenario: Scenario) -> Ints:
    """U x Y pence."""
    return np.array([unit.gross for unit in scenario.units], dtype=np.int64)


def values(scenario: Scenario, lots: Lots) -> Ints:
    """V of each lot, in parts of a penny (see `value_scale`)."""
    terms = np.array(value_terms(scenario), dtype=np.int64).T
    found: Ints = lots.sums(terms).max(axis=1)
    return found


def scale_savings(scenario: Scenario, value: Ints, gross: Ints) -> Ints:
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
        (base, rise), denominator = scaled((left.saving - slope * left.value * parts, slope))
        if not here.any():
            continue
        share = along(value[here], rise, base)
        saved[here] = rounded_quotient(times(share[:, None], gross[here]), denominator)
    return saved


def asked(
    scenario: Scenario,
    gross: Ints,
    value: Ints,
    delivered: Mapping[Route, Flags],
    winners: Ints | None,
) -> Ints:
    """What each lot takes by its route, N x Y pence, integration and rent left out."""
    saved = scale_savings(scenario, value, gross)
    taken = np.zeros_like(gross)
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    for route, here in delivered.items():
        if route == "in_house" and in_house is not None:
            taken[here] = gross[here] + in_house.annual_management + in_house.liability_annual
        elif route == "prime" and prime is not None:
            dearer = 1 + prime.fee
            fees = along(gross[here], dearer.numerator, 0)
            taken[here] = rounded_quotient(fees, dearer.denominator) - saved[here]
        else:
            those = None if winners is None else winners[here]
            taken[here] = priced(scenario, gross[here], those) - saved[here]
    return taken


def priced(scenario: Scenario, gross: Ints, winners: Ints | None) -> Ints:
    """round(G * price / 100), N x Y pence, each lot at its winner's price."""
    if winners is None or scenario.prices is None:
        return gross
    paid = gross.copy()
    prices, of_parties = _prices(scenario)
    for price, here in zip(prices, grouped(of_parties[winners], len(prices)), strict=True):
        paid[here] = rounded_quotient(along(gross[here], price.numerator, 0), price.denominator)
    return paid


@once
def _prices(scenario: Scenario) -> tuple[list[Fraction], Ints]:
    """The different prices as shares of par, and which of them each party asks.

    The last is what NOBODY, at -1, would be asked: par, and then nothing is worked out.
    """
    asked = scenario.prices or ()
    numbers = {price: number for number, price in enumerate(dict.fromkeys(asked))}
    which = np.array([*map(numbers.__getitem__, asked), len(numbers)])
    return [price / 100 for price in numbers], which


def integration(scenario: Scenario, lots: Lots) -> Ints:
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
                saved += each.annual * (lots.holds(there, len(scenario.units)) == len(there))
    return saved


def rent(scenario: Scenario, lots: Lots) -> Ints:
    """Yearly rent of each lot's buildings, pence."""
    return lots.sums(np.array([unit.rent for unit in scenario.units], dtype=np.int64))


def own(scenario: Scenario) -> Ints:
    """The council's own cost of any external lot, Y pence."""
    money = scenario.money
    yearly = np.full(scenario.years, money.contract_management, dtype=np.int64)
    yearly[0] += money.procurement
    return yearly
