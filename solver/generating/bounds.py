"""What no design can be better than, told from the units alone.

For costs: every unit at the lowest price and the largest saving by size, and what the fewest lots
cost by their number. For all else the best that the measure can be at all.
"""

from fractions import Fraction

from lotdesign.market.small import small_parties
from lotdesign.measures.base import Value
from lotdesign.pence import round_away
from lotdesign.preflight.short_envelopes import least_paid
from lotdesign.rules.lot_count import LotCount
from lotdesign.rules.lot_size import LotSize
from lotdesign.scenario.scenario import Scenario
from solver.facts.money import own
from solver.limits.registry import shape_of

COSTS = ("whole_life_cost", "net_present_cost")


def best_possible(scenario: Scenario, measure: str) -> Value:
    """A bound on a measure that every design keeps, with the sign that people read."""
    if measure in COSTS:
        return _least_cost(scenario, measure)
    if measure == "lots":
        return fewest_lots(scenario)
    return {
        "accessible_share": 1,
        "accessible_lots": len(scenario.units),
        "fewest_small_bidders": len(small_parties(scenario)),
        "fewest_bidders": len(scenario.providers or ()),
    }.get(measure, 0)


def fewest_lots(scenario: Scenario) -> int:
    """As few lots as any design has at least, by what one lot can hold and by counts."""
    counts = (
        rule.min or 1
        for rule in scenario.active_rules
        if isinstance(rule, LotCount) and rule.services is None
    )
    held = (
        -(-sum(each.weights) // each.most)
        for each in (shape_of(scenario).ceilings if _external(scenario) else ())
        if each.most > 0
    )
    return max([1, *counts, *held])


def most_lots(scenario: Scenario) -> int:
    """As many lots as any design has at most, by what one lot must hold and by counts."""
    rules = scenario.active_rules
    least = max([1, *(rule.min or 1 for rule in rules if isinstance(rule, LotSize))])
    counts = [
        rule.max
        for rule in rules
        if isinstance(rule, LotCount) and rule.services is None and rule.max is not None
    ]
    return min([len(scenario.units) // least, *counts])


def _external(scenario: Scenario) -> bool:
    return scenario.routes.allowed == ("external",)


def _least_cost(scenario: Scenario, measure: str) -> int:
    rate = scenario.money.discount_rate if measure == "net_present_cost" else Fraction(0)
    lots, total = fewest_lots(scenario), Fraction(0)
    for year, fixed in enumerate(_least_fixed(scenario)):
        gross = sum(unit.gross[year] for unit in scenario.units)
        total += (least_paid(scenario, gross) + lots * fixed) / (1 + rate) ** year
    return round_away(total) if measure == "net_present_cost" else -(-total // 1)


def _least_fixed(scenario: Scenario) -> list[int]:
    """What any lot costs each year for being one, by its cheapest route."""
    each = [own(scenario).tolist()]
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if in_house is not None:
        yearly = in_house.annual_management + in_house.liability_annual
        each.append([yearly] * scenario.years)
    if prime is not None:
        each.append([0] * scenario.years)
    return [min(costs) for costs in zip(*each, strict=True)]
