"""`change`: how much of today's contracts may be redrawn."""

from fractions import Fraction
from math import comb
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.measures.changed_pairs import changed_pairs
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Whole, key
from lotdesign.words import plural


class Change(Rule):
    """At most `max_pairs` pairs of units, parts counted singly, are joined or parted."""

    knobs: ClassVar = (Knob("max_pairs", Fraction(1), "up", "pairs"),)

    kind: Literal["change"] = "change"
    max_pairs: Whole = key("most pairs of units joined or parted", unit="pairs", least=0)

    def sentence(self, scenario: Scenario) -> str:
        what = "joined or parted against today's contracts"
        if not self.max_pairs:
            return f"No two units are {what}."
        pairs = plural(self.max_pairs, "pair of units is", "pairs of units are")
        return f"At most {pairs} {what}."

    def idle(self, scenario: Scenario) -> bool:
        return self.max_pairs >= comb(len(scenario.units), 2)

    def judge(self, ledger: Ledger) -> Finding:
        return tightest([Reading(changed_pairs(ledger), self.max_pairs, True)], "pairs")
