"""`contiguous`: a lot is one connected area."""

from typing import Literal

from lotdesign.holding import local_units, touching
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.words import lots_with
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key


class Contiguous(Rule):
    """The local units of a lot connect; authority-wide ones are left out of the test."""

    kind: Literal["contiguous"] = "contiguous"
    services: Names | None = key("lots that hold any of these; left out: all", None)

    def sentence(self, scenario: Scenario) -> str:
        return f"Every {lots_with(self.services)} is one connected area."

    def idle(self, scenario: Scenario) -> bool:
        homes = {unit.locality for unit in scenario.units if unit.locality}
        return all((a, b) in scenario.neighbours for a in homes for b in homes if a != b)

    def judge(self, ledger: Ledger) -> Finding:
        lots = ledger.selected(self.services)
        return each_lot(ledger, lots, lambda units: connected(ledger.scenario, units))


def connected(scenario: Scenario, units: tuple[int, ...]) -> bool:
    """Whether the local units of a lot connect by touching."""
    unreached = set(local_units(scenario, units))
    frontier = [unreached.pop()] if unreached else []
    while frontier:
        here = frontier.pop()
        reached = {u for u in unreached if touching(scenario, here, u)}
        unreached -= reached
        frontier.extend(reached)
    return not unreached
