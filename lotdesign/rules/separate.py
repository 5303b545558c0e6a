"""`separate`: a service shares lots with no other."""

from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import judge_each_lot
from lotdesign.scenario.fields import NameField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import spell_out_id


class SeparateRule(Rule):
    """A lot that holds the service holds no other."""

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "contact-alone"
        kind = "separate"
        service = "contact"
    """

    kind: Literal["separate"] = "separate"
    service: NameField = declare_key("the service")

    def write_sentence(self, scenario: Scenario) -> str:
        return f"No lot joins {spell_out_id(self.service)} with another service."

    def is_idle(self, scenario: Scenario) -> bool:
        return len(scenario.services) == 1

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        labels = {u: scenario.units[u].service == self.service for u in units}
        return LotSplit(labels, units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        lots = evaluation.select_lots((self.service,))
        units = evaluation.scenario.units
        return judge_each_lot(
            evaluation, lots, lambda held: {units[u].service for u in held} == {self.service}
        )
