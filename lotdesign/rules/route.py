"""`route`: how these units are delivered."""

from typing import ClassVar, Literal

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
"""How a lot of each route is delivered, in words."""


class RouteRule(Rule):
    """Every lot that holds any of these units is delivered in this way."""

    monotone: ClassVar = True
    example: ClassVar = """
        [routes.in_house]
        annual_management = 40000

        [[rule]]
        id = "contact-in-house"
        kind = "route"
        units = ["contact"]
        route = "in_house"
    """

    kind: Literal["route"] = "route"
    units: NamesField = declare_key("the units, a divided one standing for all its parts")
    route: Route = declare_key(
        "how their lots are delivered; the scenario must offer it in [routes]"
    )

    def write_sentence(self, scenario: Scenario) -> str:
        one = len(scenario.find_positions(self.units)) == 1
        verb, lots = ("is", "its lot") if one else ("are", "their lots")
        names, how = describe_units(scenario, self.units), ROUTE_WORDS[self.route]
        return f"{names} {verb} delivered {how}, with all that shares {lots}."

    def is_idle(self, scenario: Scenario) -> bool:
        return scenario.routes.offered == (self.route,)

    @property
    def named_route(self) -> Route:
        return self.route

    def find_required_route(self, scenario: Scenario, unit: int) -> Route | None:
        return self.route if unit in scenario.find_positions(self.units) else None

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        group = evaluation.scenario.find_positions(self.units)
        for i, lot in enumerate(evaluation.design.lots):
            if group & set(lot.units) and lot.route != self.route:
                return RuleFinding(met=False, where=evaluation.name_lot(i))
        return RuleFinding(met=True)
