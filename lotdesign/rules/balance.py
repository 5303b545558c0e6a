"""`balance`: lots are alike in value or need."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.rules.shared.words import lots_with
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, Percentage, key
from lotdesign.words import percent


class Balance(Rule):
    """Every selected lot lies within a tolerance of their average."""

    knobs: ClassVar = (Knob("tolerance", Fraction(1, 100), "up", "share"),)

    kind: Literal["balance"] = "balance"
    measure: Literal["value", "need"] = key("what is balanced")
    tolerance: Percentage = key("how far from the average", unit="share", least=0)
    services: Names | None = key("lots that hold any of these; left out: all", None)

    def sentence(self, scenario: Scenario) -> str:
        what = {"value": "in value", "need": "in need"}[self.measure]
        near = f"within {percent(self.tolerance)} of their average {what}"
        return f"Every {lots_with(self.services)} lies {near}."

    def idle(self, scenario: Scenario) -> bool:
        return self.tolerance >= len(scenario.units) - 1 and self.tolerance >= 1

    def judge(self, ledger: Ledger) -> Finding:
        lots = ledger.selected(self.services)
        sizes = [self.size(ledger, lot) for lot in lots]
        total = sum(sizes, Fraction(0))
        if not total:
            return Finding(met=True, unit="share")
        shares = [len(lots) * size / total for size in sizes]
        return tightest(
            (
                Reading(abs(share - 1), self.tolerance, True, ledger.lot_name(lot))
                for lot, share in zip(lots, shares, strict=True)
            ),
            "share",
        )

    def size(self, ledger: Ledger, lot: int) -> Fraction:
        """A[S]: the lot's V in pence a year, or its need."""
        account = ledger.accounts[lot]
        if self.measure == "value":
            return account.value
        needs = (ledger.scenario.units[u].need or Fraction(0) for u in account.units)
        return sum(needs, Fraction(0))
