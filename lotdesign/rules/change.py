"""`change`: how much of today's contracts may be redrawn."""

from fractions import Fraction
from math import comb
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.measures.geography import count_changed_pairs
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count


class ChangeRule(Rule):
    """Few pairs of units are joined or split: share a lot but no contract today, or the reverse.

    Parts of a divided unit count one by one.
    """

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"contracts"})
    relaxable_parameters: ClassVar = (RelaxableParameter("max_pairs", Fraction(1), "up", "pairs"),)
    example: ClassVar = """
        [[rule]]
        id = "little-change"
        kind = "change"
        max_pairs = 20
    """

    kind: Literal["change"] = "change"
    max_pairs: WholeField = declare_key(
        "most pairs of units joined or split", unit="pairs", least=0
    )

    def write_sentence(self, scenario: Scenario) -> str:
        what = "joined or split compared with today's contracts"
        if not self.max_pairs:
            return f"No two units are {what}."
        pairs = format_count(self.max_pairs, "pair of units is", "pairs of units are")
        return f"At most {pairs} {what}."

    def is_idle(self, scenario: Scenario) -> bool:
        return self.max_pairs >= comb(len(scenario.units), 2)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            [BoundReading(count_changed_pairs(evaluation), self.max_pairs, True)], "pairs"
        )
