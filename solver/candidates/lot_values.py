"""The market value V of lots, by terms that are sums over units, and V of N lots at once.

V is in parts of a penny (`value_scale`), so that the mean over a lot's years is whole.
"""

from collections.abc import Sequence
from math import lcm

import numpy as np

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.candidates.lot_years import compute_first_years, compute_last_years
from solver.candidates.lots import LotArray


@cache_by_scenario
def value_scale(scenario: Scenario) -> int:
    """The parts of V in a penny: any number of years over which a mean is taken divides them."""
    if scenario.market.value_basis != "mean":
        return 1
    firsts = {unit.first_year for unit in scenario.units}
    lasts = {unit.last_year for unit in scenario.units}
    return lcm(*(last - first + 1 for first in firsts for last in lasts if first <= last))


def is_value_largest_term(scenario: Scenario) -> bool:
    """Whether V of a lot is the largest sum of weights by `value_terms`, and so rises as it grows.

    The first year of a lot and the mean over its years depend on when its units are bought.
    """
    basis, units = scenario.market.value_basis, scenario.units
    if basis == "first_year":
        return len({unit.first_year for unit in units}) == 1
    return basis == "peak" or len({(unit.first_year, unit.last_year) for unit in units}) == 1


@cache_by_scenario
def value_terms(scenario: Scenario) -> Sequence[tuple[int, ...]]:
    """Terms of V, each with a weight for every unit: V of a lot is at least each sum of weights.

    It is the largest of them where `is_value_largest_term`. For `peak` the gross value of each year
    (less years that never exceed another); for `first_year` that of the first year of all units, as
    every lot that holds one bought then begins then; for `mean` the total over the most years.
    """
    units, basis = scenario.units, scenario.market.value_basis
    whole = scenario.find_years(range(len(units)))
    if basis == "first_year":
        return [tuple(unit.gross[whole.first - 1] for unit in units)]
    if basis == "mean":
        parts = value_scale(scenario) // len(whole)
        return [tuple(parts * sum(unit.gross) for unit in units)]
    return _list_undominated_years(scenario)


@cache_by_scenario
def value_ceiling_terms(scenario: Scenario) -> Sequence[tuple[int, ...]]:
    """Terms of which the largest sum of weights is at least V of a lot, and grows with it.

    `value_terms` where V is the largest of these. Otherwise the gross value of each year, as one of
    them is the lot's first; or each unit's own mean, as no lot has fewer years than its units.
    """
    if is_value_largest_term(scenario):
        return value_terms(scenario)
    if scenario.market.value_basis == "first_year":
        return _list_undominated_years(scenario)
    parts = value_scale(scenario)
    spans = [unit.last_year - unit.first_year + 1 for unit in scenario.units]
    pairs = zip(scenario.units, spans, strict=True)
    return [tuple(parts * sum(unit.gross) // years for unit, years in pairs)]


@cache_by_scenario
def weigh_value_above(scenario: Scenario) -> tuple[int, ...]:
    """A weight for each unit, in parts of a penny: V of a lot is at most their sum."""
    return tuple(map(max, zip(*value_ceiling_terms(scenario), strict=True)))


def _list_undominated_years(scenario: Scenario) -> list[tuple[int, ...]]:
    """The gross value of every unit in each year, less years that never exceed another."""
    years = [tuple(unit.gross[y] for unit in scenario.units) for y in range(scenario.years)]
    distinct = list(dict.fromkeys(years))
    return [year for year in distinct if not _is_dominated(year, distinct)]


def find_constant_total(scenario: Scenario) -> int | None:
    """The sum of V over external lots if that is the same in every design, else None."""
    if scenario.routes.has_choice or not is_value_largest_term(scenario):
        return None
    terms = value_terms(scenario)
    return sum(terms[0]) if len(terms) == 1 else None


def find_least_total(scenario: Scenario) -> int:
    """A lower bound on the sum of V over external lots, in any design."""
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
    """V of each lot, in parts of a penny (see `value_scale`)."""
    if is_value_largest_term(scenario):
        terms = np.array(value_terms(scenario), dtype=np.int64).T
        values: Ints = lots.sum_weights(terms).max(axis=1)
        return values
    first = compute_first_years(scenario, lots)
    gross = compute_gross(scenario, lots)
    if scenario.market.value_basis == "first_year":
        return gross[np.arange(len(lots)), first - 1]
    years = compute_last_years(scenario, lots) - first + 1
    means: Ints = gross.sum(axis=1) * (value_scale(scenario) // years)
    return means
