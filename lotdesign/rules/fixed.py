"""`fixed`: these units are exactly one lot."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_units, find_repeated_units, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding, RuleReferences
from lotdesign.scenario.scenario import Scenario


class FixedRule(Rule):
    """These units are exactly one lot, with nothing else in it."""

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "one-youth-contract"
        kind = "fixed"
        units = ["guidance", "targeted", "mentoring"]
    """

    kind: Literal["fixed"] = "fixed"
    units: NamesField = declare_key("the units, a divided one standing for all its parts")

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        yield from super().find_faults(known)
        yield from find_repeated_units(self.units)

    def write_sentence(self, scenario: Scenario) -> str:
        if len(self.units) == 1:
            return f"{describe_units(scenario, self.units)} is a lot of its own."
        return f"{describe_units(scenario, self.units)} are one lot, with nothing else."

    def list_blocks(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        return (scenario.find_positions(self.units),)

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        group = scenario.find_positions(self.units)
        return LotSplit({u: u in group for u in units}, units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        group = evaluation.scenario.find_positions(self.units)
        lots = range(len(evaluation.design.lots))
        return judge_each_lot(evaluation, lots, lambda u: group == set(u) or not group & set(u))
