"""`apart`: no two of these units share a lot."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_units, find_repeated_units, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding, RuleReferences
from lotdesign.scenario.scenario import Scenario


class ApartRule(Rule):
    """No lot holds two of these units."""

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "dunstable-apart"
        kind = "apart"
        units = ["dunstable-north", "dunstable-south"]
    """

    kind: Literal["apart"] = "apart"
    units: NamesField = declare_key("the units; parts of one divided unit may share a lot")

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        yield from super().find_faults(known)
        yield from find_repeated_units(self.units)

    def write_sentence(self, scenario: Scenario) -> str:
        return f"No two of {describe_units(scenario, self.units)} share a lot."

    def is_idle(self, scenario: Scenario) -> bool:
        return len(self.list_groups(scenario)) == 1

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        groups = self.list_groups(scenario)
        labels = {u: i for i, group in enumerate(groups) for u in group & units}
        return LotSplit(labels, frozenset(labels))

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        groups = self.list_groups(evaluation.scenario)
        lots = range(len(evaluation.design.lots))
        return judge_each_lot(
            evaluation, lots, lambda u: sum(bool(group & set(u)) for group in groups) <= 1
        )

    def list_groups(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        """For each named unit its position, or those of its parts."""
        return tuple(scenario.find_positions((unit,)) for unit in dict.fromkeys(self.units))
