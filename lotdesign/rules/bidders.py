"""`bidders`: every lot has enough eligible providers."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count


class BiddersRule(Rule):
    """Every external lot has enough eligible providers. Consortia do not count."""

    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (RelaxableParameter("min", Fraction(1), "down", "providers"),)
    example: ClassVar = """
        [[rule]]
        id = "competition"
        kind = "bidders"
        min = 5
    """

    kind: Literal["bidders"] = "bidders"
    min: WholeField = declare_key("fewest eligible providers", unit="providers", least=0)

    def write_sentence(self, scenario: Scenario) -> str:
        return f"Every lot has at least {format_count(self.min, 'eligible provider')}."

    def is_idle(self, scenario: Scenario) -> bool:
        return self.min == 0

    def is_broken_by_unit(
        self, scenario: Scenario, providers: int, small: int, awardable: bool
    ) -> bool:
        return providers < self.min

    def count_bidders_asked(self, scenario: Scenario) -> tuple[int, bool]:
        return self.min, False

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                BoundReading(
                    len(evaluation.eligible_providers[lot]),
                    self.min,
                    False,
                    evaluation.name_lot(lot),
                )
                for lot in evaluation.external_lots
            ),
            "providers",
        )
