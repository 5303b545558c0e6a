"""`alignment`: lots follow the localities."""

from typing import Literal

from lotdesign.holding import places
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.words import lots_with, of_services
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key


class Alignment(Rule):
    """`within`: a lot stays in one place. `whole`: a locality's units share a lot."""

    kind: Literal["alignment"] = "alignment"
    mode: Literal["within", "whole"] = key("within: lots stay in a locality; whole: not split")
    services: Names | None = key(
        "within: lots that hold any of these; whole: these units; left out: all", None
    )

    def sentence(self, scenario: Scenario) -> str:
        if self.mode == "within":
            return f"Every {lots_with(self.services)} stays within one locality."
        what = of_services(self.services, "and") if self.services else "all services"
        return f"The units of {what} in one locality share a lot."

    def idle(self, scenario: Scenario) -> bool:
        if self.mode == "whole":
            return all(len(group) < 2 for group in self.groups(scenario))
        return len({unit.locality for unit in scenario.units}) == 1 and not scenario.divided

    def judge(self, ledger: Ledger) -> Finding:
        if self.mode == "within":
            lots = ledger.selected(self.services)
            return each_lot(ledger, lots, lambda u: len(places(ledger.scenario, u)) == 1)
        groups = self.groups(ledger.scenario)
        return each_lot(
            ledger,
            range(len(ledger.design.lots)),
            lambda units: all(group <= set(units) or not group & set(units) for group in groups),
        )

    def groups(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        """For `whole`: the units that must share a lot, a set a locality."""
        return tuple(
            frozenset(
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == place.id
                and (self.services is None or unit.service in self.services)
            )
            for place in scenario.localities
        )
