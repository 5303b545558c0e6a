"""`award`: the market can take all lots at once."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import sum_holdings
from lotdesign.rules.common import BoundReading, find_certificate_fault, find_tightest
from lotdesign.scenario.fields import PercentageField, WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_percent


class AwardRule(Rule):
    """All external lots can be awarded at once, each to an eligible provider, within capacity.

    Such an award is a certificate: it proves that the market can take the lots and never says who
    will win. In it no provider or consortium need hold more than a share of the value, and as many
    as asked for win something.
    """

    scope: ClassVar = "award"
    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("max_share", Fraction(1, 100), "up", "share"),
        RelaxableParameter("min_winners", Fraction(1), "down", "providers"),
    )
    example: ClassVar = """
        [[rule]]
        id = "spread"
        kind = "award"
        max_share = "30%"
        min_winners = 4
    """

    kind: Literal["award"] = "award"
    max_share: PercentageField | None = declare_key(
        "largest share of value of one provider", None, unit="share", least=0, most=1
    )
    min_winners: WholeField | None = declare_key(
        "fewest providers and consortia that win a lot", None, unit="providers", least=1
    )

    def write_sentence(self, scenario: Scenario) -> str:
        text = "All lots together can be placed with eligible providers within their capacity"
        if self.max_share is not None:
            text += f", none with more than {format_percent(self.max_share)} of the value"
        if self.min_winners is not None:
            text += f", with at least {format_count(self.min_winners, 'winner')}"
        return f"{text}."

    @property
    def party_share_cap(self) -> Fraction | None:
        return self.max_share

    @property
    def caps_share_only(self) -> bool:
        return self.min_winners is None

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        fault = find_certificate_fault(evaluation)
        if fault:
            return RuleFinding(met=False, where=fault)
        holdings = sum_holdings(evaluation.values, evaluation.award or ())
        winners = find_tightest(
            []
            if self.min_winners is None
            else [BoundReading(len(holdings), self.min_winners, False)],
            "providers",
        )
        if self.max_share is None or not winners.met or not evaluation.total_value:
            return winners
        largest = max(holdings.values()) / evaluation.total_value
        shares = find_tightest([BoundReading(largest, self.max_share, True)], "share")
        return winners if shares.met and winners.is_binding else shares
