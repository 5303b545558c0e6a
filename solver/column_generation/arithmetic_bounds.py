"""Bounds on a measure and on the number of lots, by arithmetic over the units alone.

Costs: every unit at the lowest price and the largest saving by scale, plus the fixed cost of the
fewest lots. Any other measure: the best value that it can take at all.
"""

from collections.abc import Sequence
from fractions import Fraction

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.money.design_cost import bound_amount_paid
from lotdesign.pence import round_away
from lotdesign.scenario.scenario import Scenario
from solver.column_generation.fixed_costs import list_fixed_costs
from solver.constraints.registry import prune_growth


def bound_measure(scenario: Scenario, measure: str) -> MeasureValue:
    """A bound on the measure of every design, in its own units, with the sign that people read."""
    if MEASURES[measure].is_cost:
        return _bound_cost(scenario, measure)
    if measure == "lots":
        return bound_fewest_lots(scenario)
    return MEASURES[measure].best_possible(scenario)


def bound_fewest_lots(scenario: Scenario) -> int:
    """A lower bound on the number of lots, by rules on it and by what one lot can hold."""
    counts = (rule.bound_lot_count(scenario)[0] for rule in scenario.active_rules)
    # Ceilings are those of external lots.
    ceilings = prune_growth(scenario).ceilings if _is_external_only(scenario) else ()
    by_size = (-(-sum(each.weights) // each.limit) for each in ceilings if each.limit > 0)
    return max([1, *counts, *by_size])


def bound_most_lots(scenario: Scenario) -> int:
    """An upper bound on the number of lots, by rules on it and by what one lot must hold."""
    rules = scenario.active_rules
    least = max([1, *(rule.bound_lot_units(scenario)[0] for rule in rules)])
    counts = [rule.bound_lot_count(scenario)[1] for rule in rules]
    return min([len(scenario.units) // least, *counts])


def _is_external_only(scenario: Scenario) -> bool:
    return scenario.routes.offered == ("external",)


def _bound_cost(scenario: Scenario, measure: str) -> int:
    """A lower bound on a cost measure, in pence."""
    weights = weigh_years(scenario, measure)
    total = bound_fewest_lots(scenario) * bound_fixed_cost(scenario, weights)
    for year, weight in enumerate(weights):
        gross = sum(unit.gross[year] for unit in scenario.units)
        total += bound_amount_paid(scenario, gross) * weight
    return round_away(total) if measure == "net_present_cost" else -(-total // 1)


def weigh_years(scenario: Scenario, measure: str) -> list[Fraction]:
    """The weight of each year's cost in a cost measure."""
    rate = scenario.money.discount_rate if measure == "net_present_cost" else Fraction(0)
    return [1 / (1 + rate) ** year for year in range(scenario.years)]


def bound_fixed_cost(scenario: Scenario, weights: Sequence[Fraction]) -> Fraction:
    """A lower bound on the fixed cost of a lot by any route, in pence, years by their weights."""
    by_route = [list_fixed_costs(scenario, route) for route in scenario.routes.offered]
    totals = []
    for of_span in zip(*by_route, strict=True):
        least = [min(costs) for costs in zip(*of_span, strict=True)]
        pairs = zip(least, weights, strict=True)
        totals.append(sum((cost * weight for cost, weight in pairs), Fraction(0)))
    return min(totals)
