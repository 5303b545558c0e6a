"""`together`: these units share a lot."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_units, find_repeated_units, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.rule import Rule, RuleFinding, RuleReferences
from lotdesign.scenario.scenario import Scenario


class TogetherRule(Rule):
    """These units share a lot: a lot holds all of them or none."""

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "leighton-together"
        kind = "together"
        units = ["leighton-north", "linslade"]
    """

    kind: Literal["together"] = "together"
    units: NamesField = declare_key("the units, a divided one standing for all its parts")

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        yield from super().find_faults(known)
        yield from find_repeated_units(self.units)

    def write_sentence(self, scenario: Scenario) -> str:
        names = describe_units(scenario, self.units)
        return f"{names} share a lot." if len(self.units) > 1 else f"{names} stays in one lot."

    def is_idle(self, scenario: Scenario) -> bool:
        return len(scenario.find_positions(self.units)) == 1

    def list_blocks(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        return (scenario.find_positions(self.units),)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        group = evaluation.scenario.find_positions(self.units)
        lots = range(len(evaluation.design.lots))
        return judge_each_lot(evaluation, lots, lambda u: group <= set(u) or not group & set(u))
