"""`procedure`: a lot mixes no procedures."""

from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import judge_each_lot
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario


class ProcedureRule(Rule):
    """All units of a lot are bought by one procedure. A blank is a procedure of its own."""

    group: ClassVar = "market"
    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "one-procedure"
        kind = "procedure"
    """

    kind: Literal["procedure"] = "procedure"

    def write_sentence(self, scenario: Scenario) -> str:
        return "No lot mixes units that are procured by different procedures."

    def is_idle(self, scenario: Scenario) -> bool:
        return len({unit.procedure for unit in scenario.units}) == 1

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        return LotSplit({u: scenario.units[u].procedure for u in units}, units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        units = evaluation.scenario.units
        lots = range(len(evaluation.design.lots))
        return judge_each_lot(
            evaluation, lots, lambda held: len({units[u].procedure for u in held}) == 1
        )
