"""What a lot costs besides its units, by the years in which it runs.

Each unit's own years stand for a lot: a lot that holds the unit runs in all of them and starts no
later, so that it costs no less.
"""

from collections.abc import Iterator

from lotdesign.design import Route
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.years import YearSpan


def list_fixed_costs(scenario: Scenario, route: Route) -> list[tuple[int, ...]]:
    """(Y,) pence of which one, in full, is a lower bound on what any lot of the route costs so.

    There is one for each span of years in which a unit is bought.
    """
    spans = {YearSpan(unit.first_year, unit.last_year) for unit in scenario.units}
    return [tuple(_iterate_fixed_costs(scenario, route, span)) for span in sorted(spans)]


def _iterate_fixed_costs(scenario: Scenario, route: Route, span: YearSpan) -> Iterator[int]:
    money, in_house = scenario.money, scenario.routes.in_house
    for year in range(1, scenario.years + 1):
        if route == "external":
            start = money.procurement if year == span.first else 0
            yield start + (money.contract_management if year in span else 0)
        elif route == "in_house" and in_house is not None and year in span:
            yield in_house.annual_management + in_house.liability_annual
        else:
            yield 0
