"""`route`: how these units are delivered."""

from typing import Literal

from lotdesign.design import Route
from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_units
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario

ROUTE_WORDS: dict[Route, str] = {
    "external": "by a provider under a contract of its own",
    "in_house": "by the council itself",
    "prime": "inside another contract, for a fee",
}
"""The routes in words."""


def find_open_routes(scenario: Scenario, unit: int) -> tuple[Route, ...]:
    """The routes that the scenario offers and the active rules leave to a unit."""
    asked = {
        rule.route
        for rule in scenario.active_rules
        if isinstance(rule, RouteRule) and unit in scenario.find_positions(rule.units)
    }
    return tuple(route for route in scenario.routes.offered if asked <= {route})


class RouteRule(Rule):
    """Every lot that holds any of these units is delivered in one way."""

    kind: Literal["route"] = "route"
    units: NamesField = declare_key("the units, a divided one standing for all its parts")
    route: Route = declare_key("how their lots are delivered")

    def write_sentence(self, scenario: Scenario) -> str:
        one = len(scenario.find_positions(self.units)) == 1
        verb, lots = ("is", "its lot") if one else ("are", "their lots")
        names, how = describe_units(scenario, self.units), ROUTE_WORDS[self.route]
        return f"{names} {verb} delivered {how}, with all that shares {lots}."

    def is_idle(self, scenario: Scenario) -> bool:
        return scenario.routes.offered == (self.route,)

    def judge(self, ledger: Evaluation) -> RuleFinding:
        group = ledger.scenario.find_positions(self.units)
        for i, lot in enumerate(ledger.design.lots):
            if group & set(lot.units) and lot.route != self.route:
                return RuleFinding(met=False, where=ledger.name_lot(i))
        return RuleFinding(met=True)
