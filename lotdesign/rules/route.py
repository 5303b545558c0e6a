"""`route`: how these units are delivered."""

from typing import Literal

from lotdesign.design import Route
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.words import unit_names
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key

DELIVERED: dict[Route, str] = {
    "external": "by a provider under a contract of its own",
    "in_house": "by the council itself",
    "prime": "inside another contract, for a fee",
}
"""The routes in words."""


def open_routes(scenario: Scenario, unit: int) -> tuple[Route, ...]:
    """The routes that the scenario offers and the active rules leave to a unit."""
    asked = {
        rule.route
        for rule in scenario.active_rules
        if isinstance(rule, RouteRule) and unit in scenario.positions(rule.units)
    }
    return tuple(route for route in scenario.routes.allowed if asked <= {route})


class RouteRule(Rule):
    """Every lot that holds any of these units is delivered in one way."""

    kind: Literal["route"] = "route"
    units: Names = key("the units, a divided one standing for all its parts")
    route: Route = key("how their lots are delivered")

    def sentence(self, scenario: Scenario) -> str:
        one = len(scenario.positions(self.units)) == 1
        verb, lots = ("is", "its lot") if one else ("are", "their lots")
        names, how = unit_names(scenario, self.units), DELIVERED[self.route]
        return f"{names} {verb} delivered {how}, with all that shares {lots}."

    def idle(self, scenario: Scenario) -> bool:
        return scenario.routes.allowed == (self.route,)

    def judge(self, ledger: Ledger) -> Finding:
        group = ledger.scenario.positions(self.units)
        for i, lot in enumerate(ledger.design.lots):
            if group & set(lot.units) and lot.route != self.route:
                return Finding(met=False, where=ledger.lot_name(i))
        return Finding(met=True)
