"""`award`: the market can take all lots at once."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.market.certificate import holdings
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.certificate import certificate_fault
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Percentage, Whole, key
from lotdesign.words import percent, plural


class Award(Rule):
    """A certificate exists, with no provider above a share and with enough winners."""

    reads_market: ClassVar = True
    needs_certificate: ClassVar = True
    knobs: ClassVar = (
        Knob("max_share", Fraction(1, 100), "up", "share"),
        Knob("min_winners", Fraction(1), "down", "providers"),
    )

    kind: Literal["award"] = "award"
    max_share: Percentage | None = key(
        "largest share of value of one provider", None, unit="share", least=0, most=1
    )
    min_winners: Whole | None = key("fewest winners", None, unit="providers", least=1)

    def sentence(self, scenario: Scenario) -> str:
        text = "All lots together can be placed with eligible providers within their capacity"
        if self.max_share is not None:
            text += f", none with more than {percent(self.max_share)} of the value"
        if self.min_winners is not None:
            text += f", with at least {plural(self.min_winners, 'winner')}"
        return f"{text}."

    def judge(self, ledger: Ledger) -> Finding:
        fault = certificate_fault(ledger)
        if fault:
            return Finding(met=False, where=fault)
        taken = holdings(ledger.values, ledger.award or ())
        winners = tightest(
            [] if self.min_winners is None else [Reading(len(taken), self.min_winners, False)],
            "providers",
        )
        if self.max_share is None or not winners.met or not ledger.total_value:
            return winners
        largest = max(taken.values()) / ledger.total_value
        shares = tightest([Reading(largest, self.max_share, True)], "share")
        return winners if shares.met and winners.binding else shares
