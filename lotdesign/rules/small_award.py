"""`small_award`: what small providers hold when all lots are placed at once."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.evaluation import Evaluation
from lotdesign.market.eligibility import find_small_parties
from lotdesign.rules.common import BoundReading, find_certificate_fault, find_tightest
from lotdesign.scenario.fields import PercentageField, WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_percent


class SmallAwardRule(Rule):
    """In an award of all external lots small providers hold a share of value or so many lots.

    Give one of `min_share` and `min_lots`.
    """

    scope: ClassVar = "award"
    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    relaxable_parameters: ClassVar = (
        RelaxableParameter("min_share", Fraction(1, 100), "down", "share"),
        RelaxableParameter("min_lots", Fraction(1), "down", "lots"),
    )
    example: ClassVar = """
        [[rule]]
        id = "small-winners"
        kind = "small_award"
        min_share = "50%"
    """

    kind: Literal["small_award"] = "small_award"
    min_share: PercentageField | None = declare_key(
        "least share of the external lots' value", None, unit="share", least=0, most=1
    )
    min_lots: WholeField | None = declare_key(
        "fewest lots that small providers hold", None, unit="lots", least=0
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.min_share is None) == (self.min_lots is None):
            raise ValueError("give one of min_share and min_lots")
        return self

    def write_sentence(self, scenario: Scenario) -> str:
        text = "All lots together can be placed with eligible providers within their capacity"
        if self.min_share is not None:
            return (
                f"{text}, small ones taking at least {format_percent(self.min_share)} of the value."
            )
        return f"{text}, small ones taking at least {format_count(self.min_lots or 0, 'lot')}."

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        fault = find_certificate_fault(evaluation)
        if fault:
            return RuleFinding(met=False, where=fault)
        small = find_small_parties(evaluation.scenario)
        won = [lot for lot, winner in enumerate(evaluation.award or ()) if winner in small]
        if self.min_lots is not None:
            return find_tightest([BoundReading(len(won), self.min_lots, False)], "lots")
        if not evaluation.total_value:
            return RuleFinding(met=True, unit="share")
        held = sum((evaluation.values[lot] for lot in won), Fraction(0))
        share = held / evaluation.total_value
        return find_tightest([BoundReading(share, self.min_share or Fraction(0), False)], "share")
