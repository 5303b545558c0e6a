"""`travel`: no two units of a lot lie far apart."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import ClassVar, Literal

from lotdesign.geography import metres_between
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Kilometres, key


class Travel(Rule):
    """Any two local units of a lot are within a distance; parts lie in their locality."""

    knobs: ClassVar = (Knob("max_km", Fraction(1000), "up", "metres"),)

    kind: Literal["travel"] = "travel"
    max_km: Kilometres = key("longest distance within a lot", unit="kilometres", least=0)

    @property
    def limit(self) -> int:
        """The longest distance in whole metres, as distances are rounded to the metre."""
        return floor(self.max_km)

    def sentence(self, scenario: Scenario) -> str:
        return f"No two units of a lot lie more than {float(self.max_km) / 1000:,.6g} km apart."

    def idle(self, scenario: Scenario) -> bool:
        return longest(scenario, range(len(scenario.units))) <= self.limit

    def judge(self, ledger: Ledger) -> Finding:
        return tightest(
            (
                Reading(longest(ledger.scenario, lot.units), self.limit, True, ledger.lot_name(i))
                for i, lot in enumerate(ledger.design.lots)
            ),
            "metres",
        )


def longest(scenario: Scenario, units: Iterable[int]) -> int:
    """The longest distance, in metres, between two of the units; authority-wide ones are skipped.

    A lot that holds all parts of a divided unit is still measured between the parts.
    """
    local = (scenario.units[u] for u in units if scenario.units[u].locality)
    places = {unit.position for unit in local if unit.position is not None}
    return max((metres_between(a, b) for a, b in combinations(places, 2)), default=0)
