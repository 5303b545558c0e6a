"""`reserved`: lots that could be kept for a mutual."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Whole, key
from lotdesign.words import plural

LONGEST = 5
"""Years that a reserved light-touch contract may run: Procurement Act 2023, section 33.

That options to extend count towards them is the careful reading, not a settled one.
"""

_TOO_LONG = f"longer than the {LONGEST} that a reservation allows"


class Reserved(Rule):
    """At least `min` external lots have an eligible mutual, in a term of at most 5 years."""

    reads_market: ClassVar = True
    knobs: ClassVar = (Knob("min", Fraction(1), "down", "lots"),)

    kind: Literal["reserved"] = "reserved"
    min: Whole = key("fewest lots that could be reserved", unit="lots", least=0)

    def sentence(self, scenario: Scenario) -> str:
        can = f"At least {plural(self.min, 'lot')} could be reserved for a mutual"
        why = f"one is eligible and the term, extensions counted, is at most {LONGEST} years"
        long = f", but {_term(scenario)} is {_TOO_LONG}" if is_too_long(scenario) else ""
        return f"{can}: {why}{long}."

    def idle(self, scenario: Scenario) -> bool:
        return self.min == 0

    def judge(self, ledger: Ledger) -> Finding:
        if is_too_long(ledger.scenario):
            long = f"{_term(ledger.scenario)}, {_TOO_LONG}"
            return tightest([Reading(0, self.min, False, long)], "lots")
        providers = ledger.scenario.providers or ()
        able = [any(providers[p].kind == "mutual" for p in lot) for lot in ledger.eligible]
        return tightest([Reading(sum(able), self.min, False)], "lots")


def is_too_long(scenario: Scenario) -> bool:
    """Whether the term allows no lot to be reserved."""
    return scenario.years > LONGEST


def _term(scenario: Scenario) -> str:
    return f"a term of {scenario.years} years"
