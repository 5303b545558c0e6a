"""`travel`: no two units of a lot lie far apart."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.geography import measure_metres
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import KilometresField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario


class TravelRule(Rule):
    """No two units of a lot lie further apart than this, in a straight line.

    Authority-wide units are left out. Parts of a divided unit lie where their localities lie.
    """

    reads: ClassVar = frozenset({"positions"})
    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (RelaxableParameter("max_km", Fraction(1000), "up", "metres"),)
    example: ClassVar = """
        [[rule]]
        id = "short-ways"
        kind = "travel"
        max_km = 12.5
    """

    kind: Literal["travel"] = "travel"
    max_km: KilometresField = declare_key(
        "longest distance within a lot", unit="kilometres", least=0
    )

    @property
    def max_metres(self) -> int:
        """The longest distance in whole metres, as distances are rounded to the metre."""
        return floor(self.max_km)

    def write_sentence(self, scenario: Scenario) -> str:
        return f"No two units of a lot lie more than {float(self.max_km) / 1000:,.6g} km apart."

    def is_idle(self, scenario: Scenario) -> bool:
        return measure_longest_distance(scenario, range(len(scenario.units))) <= self.max_metres

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                BoundReading(
                    measure_longest_distance(evaluation.scenario, lot.units),
                    self.max_metres,
                    True,
                    evaluation.name_lot(i),
                )
                for i, lot in enumerate(evaluation.design.lots)
            ),
            "metres",
        )


def measure_longest_distance(scenario: Scenario, units: Iterable[int]) -> int:
    """The longest distance, in metres, between two of the units; authority-wide units are left out.

    The parts of a divided unit are measured even where one lot holds all of them.
    """
    local = (scenario.units[u] for u in units if scenario.units[u].locality)
    places = {unit.position for unit in local if unit.position is not None}
    return max((measure_metres(a, b) for a, b in combinations(places, 2)), default=0)
