"""Bounds on the market values of lots that are sums over their units, exact, in pence a year.

They hold whatever else a lot holds, so that sums over units bound one lot and several together.
"""

from collections.abc import Sequence
from fractions import Fraction

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario

UnitWeights = Sequence[Fraction | int]


@cache_by_scenario
def list_value_floors(scenario: Scenario) -> tuple[UnitWeights, ...]:
    """Weights of the units: a lot is worth no less than the sum by any of them.

    For `peak` the gross value of each year. For `first_year` that of the first year of all units,
    as every lot that holds one bought then begins then. For `mean` all years over the most years.
    """
    units, basis, whole = scenario.units, scenario.market.value_basis, scenario.whole_years
    if basis == "first_year":
        return (tuple(unit.gross[whole.first - 1] for unit in units),)
    if basis == "mean":
        return (tuple(Fraction(sum(unit.gross), len(whole)) for unit in units),)
    return _list_years(scenario)


@cache_by_scenario
def list_value_ceilings(scenario: Scenario) -> tuple[UnitWeights, ...]:
    """Weights of the units: a lot is worth no more than the largest of the sums.

    The gross value of each year, or of the first one where all units begin together; for `mean`
    each unit's own mean, as no lot has fewer years than one of its units.
    """
    units, basis = scenario.units, scenario.market.value_basis
    if basis == "mean":
        spans = [unit.last_year - unit.first_year + 1 for unit in units]
        return (tuple(Fraction(sum(u.gross), n) for u, n in zip(units, spans, strict=True)),)
    if basis == "first_year" and len({unit.first_year for unit in units}) == 1:
        return list_value_floors(scenario)
    return _list_years(scenario)


def _list_years(scenario: Scenario) -> tuple[UnitWeights, ...]:
    """The gross value of every unit in each year, equal years once."""
    years = (tuple(unit.gross[y] for unit in scenario.units) for y in range(scenario.years))
    return tuple(dict.fromkeys(years))
