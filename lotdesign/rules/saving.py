"""`saving`: the design must cost less than today's contracts."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.money.baseline import baseline
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import PerYear, key
from lotdesign.words import pounds


class Saving(Rule):
    """Baseline minus cost reaches the target in every year."""

    reads_prices: ClassVar = True
    knobs: ClassVar = (Knob("annual", Fraction(1_000_00), "down", "pence"),)

    kind: Literal["saving"] = "saving"
    annual: PerYear = key("the target, one or a list of one a year", unit="pounds a year")

    def targets(self, scenario: Scenario) -> tuple[int, ...]:
        """The target of every contract year, in pence."""
        return self.annual if isinstance(self.annual, tuple) else (self.annual,) * scenario.years

    def sentence(self, scenario: Scenario) -> str:
        low, high = min(self.targets(scenario)), max(self.targets(scenario))
        less = "less than today's contracts would"
        if low == high:
            return f"The design costs at least {pounds(low)} a year {less}."
        return f"The design costs at least {pounds(low)} to {pounds(high)} {less}, year by year."

    def judge(self, ledger: Ledger) -> Finding:
        today = baseline(ledger.scenario)
        readings = []
        for year, target in enumerate(self.targets(ledger.scenario)):
            cost = sum(account.cost[year] for account in ledger.accounts)
            readings.append(Reading(today[year] - cost, target, False, f"year {year + 1}"))
        return tightest(readings, "pence")
