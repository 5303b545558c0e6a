"""`hub`: every lot holds one of these units."""

from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_units, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario


class HubRule(Rule):
    """Every lot, whatever its route, holds at least one of these units.

    So there are at most as many lots as units named.
    """

    structural: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "hubs"
        kind = "hub"
        units = ["dunstable-north", "leighton-north", "flitwick"]
    """

    kind: Literal["hub"] = "hub"
    units: NamesField = declare_key("the units; a lot holds all parts of a divided one, or no hub")

    def write_sentence(self, scenario: Scenario) -> str:
        names = describe_units(scenario, dict.fromkeys(self.units))
        few = len(self.list_hubs(scenario)) == 1
        return f"Every lot holds {names}." if few else f"Every lot holds at least one of {names}."

    def bound_lot_count(self, scenario: Scenario) -> tuple[int, int]:
        return 1, len(self.list_hubs(scenario))

    def is_idle(self, scenario: Scenario) -> bool:
        alone = {unit for hub in self.list_hubs(scenario) if len(hub) == 1 for unit in hub}
        return len(alone) == len(scenario.units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        hubs = self.list_hubs(evaluation.scenario)
        lots = range(len(evaluation.design.lots))
        return judge_each_lot(evaluation, lots, lambda u: any(hub <= set(u) for hub in hubs))

    def list_hubs(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        """For each named unit its position, or those of all its parts."""
        return tuple(scenario.find_positions((unit,)) for unit in dict.fromkeys(self.units))
