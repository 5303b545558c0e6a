"""`lot_count`: how many lots there may be."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.band import check_band
from lotdesign.rules.shared.room import in_band, tightest
from lotdesign.rules.shared.words import band, lots_with
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, Whole, key


class LotCount(Rule):
    """The number of lots that hold any of the services lies in a band."""

    knobs: ClassVar = (
        Knob("min", Fraction(1), "down", "lots"),
        Knob("max", Fraction(1), "up", "lots"),
    )

    kind: Literal["lot_count"] = "lot_count"
    min: Whole | None = key("fewest lots", None, unit="lots", least=0)
    max: Whole | None = key("most lots", None, unit="lots", least=0)
    services: Names | None = key("count lots that hold any of these; left out: all", None)

    @model_validator(mode="after")
    def _band(self) -> Self:
        return check_band(self)

    def sentence(self, scenario: Scenario) -> str:
        one = {self.min, self.max} - {None} == {1}
        selected = lots_with(self.services)
        noun = selected if one else selected.replace("lot", "lots", 1)
        return f"There {'is' if one else 'are'} {band(self.min, self.max)} {noun}."

    def idle(self, scenario: Scenario) -> bool:
        most = sum(
            self.services is None or unit.service in self.services for unit in scenario.units
        )
        least = 1 if most else 0
        return (self.min or 0) <= least and (self.max is None or self.max >= most)

    def judge(self, ledger: Ledger) -> Finding:
        return tightest(in_band(len(ledger.selected(self.services)), self.min, self.max), "lots")
