"""`apart`: no two of these units share a lot."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from lotdesign.faults import quoted
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Known, Rule
from lotdesign.rules.shared.words import unit_names
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key


class Apart(Rule):
    """A lot holds (parts of) at most one of these units."""

    kind: Literal["apart"] = "apart"
    units: Names = key("the units; parts of one divided unit may share a lot")

    def faults(self, known: Known) -> Iterator[tuple[str, str]]:
        yield from super().faults(known)
        for unit, times in Counter(self.units).items():
            whole = known.wholes.get(unit)
            if times > 1:
                yield "units", f"{quoted(unit)} stands twice; name a unit once"
            if whole in self.units:
                right = f"is a part of {quoted(str(whole))}; name the unit or its parts, not both"
                yield "units", f"{quoted(unit)} {right}"

    def sentence(self, scenario: Scenario) -> str:
        return f"No two of {unit_names(scenario, self.units)} share a lot."

    def idle(self, scenario: Scenario) -> bool:
        return len(self.groups(scenario)) == 1

    def judge(self, ledger: Ledger) -> Finding:
        groups = self.groups(ledger.scenario)
        lots = range(len(ledger.design.lots))
        return each_lot(ledger, lots, lambda u: sum(bool(group & set(u)) for group in groups) <= 1)

    def groups(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        """The positions that each named unit stands for."""
        return tuple(scenario.positions((unit,)) for unit in dict.fromkeys(self.units))
