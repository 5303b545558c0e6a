"""`award`: the market can take all lots at once."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import compute_loads, sum_holdings
from lotdesign.rules.common import BoundReading, find_certificate_fault, find_tightest
from lotdesign.scenario.fields import PercentageField, WholeField, declare_key
from lotdesign.scenario.figure_units import RuleUnit
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_percent


class AwardRule(Rule):
    """All external lots can be awarded at once, each to an eligible provider, within capacity.

    Such an award is a certificate: it proves that the market can take the lots and never says who
    will win. In it no provider or consortium need hold more than a share of the value, no provider
    need win more than a number of lots, and as many as asked for win something.
    """

    scope: ClassVar = "award"
    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("max_share", Fraction(1, 100), "up", "share"),
        RelaxableParameter("max_lots", Fraction(1), "up", "lots"),
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
    max_lots: WholeField | None = declare_key(
        "most lots that one provider wins; a consortium's count for each member",
        None,
        unit="lots",
        least=1,
    )
    min_winners: WholeField | None = declare_key(
        "fewest providers and consortia that win a lot", None, unit="providers", least=1
    )

    def write_sentence(self, scenario: Scenario) -> str:
        text = "All lots together can be placed with eligible providers within their capacity"
        if self.max_share is not None:
            text += f", none with more than {format_percent(self.max_share)} of the value"
        if self.max_lots is not None:
            text += f", none with more than {format_count(self.max_lots, 'lot')}"
        if self.min_winners is not None:
            text += f", with at least {format_count(self.min_winners, 'winner')}"
        return f"{text}."

    @property
    def party_share_cap(self) -> Fraction | None:
        return self.max_share

    @property
    def provider_lot_cap(self) -> int | None:
        return self.max_lots

    @property
    def fewest_winners(self) -> int:
        return self.min_winners or 0

    @property
    def sets_caps_only(self) -> bool:
        return self.min_winners is None

    def bound_lot_count(self, scenario: Scenario) -> tuple[int, int]:
        """As many lots as all providers may win, where every lot needs one."""
        fewest, most = 1, len(scenario.units)
        return fewest, most if self.max_lots is None else min(most, self._sum_caps(scenario))

    def _sum_caps(self, scenario: Scenario) -> int:
        """The most lots that all providers together may win; all units where some need none."""
        cap = self.max_lots or 0
        providers = scenario.providers or ()
        if scenario.routes.has_choice:
            return len(scenario.units)
        return sum(cap if each.max_lots is None else min(cap, each.max_lots) for each in providers)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        fault = find_certificate_fault(evaluation)
        if fault:
            return RuleFinding(met=False, where=fault)
        findings = [find_tightest([], "providers")]
        findings += [
            find_tightest([reading], unit) for reading, unit in self._list_readings(evaluation)
        ]
        broken = (finding for finding in findings if not finding.met)
        binding = (finding for finding in findings if finding.is_binding)
        return next(broken, next(binding, findings[-1]))

    def _list_readings(self, evaluation: Evaluation) -> Iterator[tuple[BoundReading, RuleUnit]]:
        """What the award measures against each limit that is given."""
        scenario, award = evaluation.scenario, evaluation.award or ()
        holdings = sum_holdings(evaluation.values, award)
        if self.min_winners is not None:
            yield BoundReading(len(holdings), self.min_winners, False), "providers"
        if self.max_lots is not None:
            lots = [lot.units for lot in evaluation.design.lots]
            loads = compute_loads(scenario, lots, evaluation.values, award)
            won = max((load.lots for load in loads.values()), default=0)
            yield BoundReading(won, self.max_lots, True), "lots"
        if self.max_share is not None and evaluation.total_value:
            largest = max(holdings.values()) / evaluation.total_value
            yield BoundReading(largest, self.max_share, True), "share"
