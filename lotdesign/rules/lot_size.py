"""`lot_size`: how many units a lot may hold."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.band import check_band
from lotdesign.rules.shared.room import in_band, tightest
from lotdesign.rules.shared.words import band
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Whole, key


class LotSize(Rule):
    """The number of units of every lot lies in a band; parts of divided units count singly."""

    knobs: ClassVar = (
        Knob("min", Fraction(1), "down", "units"),
        Knob("max", Fraction(1), "up", "units"),
    )

    kind: Literal["lot_size"] = "lot_size"
    min: Whole | None = key("fewest units", None, unit="units", least=1)
    max: Whole | None = key("most units", None, unit="units", least=1)

    @model_validator(mode="after")
    def _band(self) -> Self:
        return check_band(self)

    def sentence(self, scenario: Scenario) -> str:
        noun = "unit" if (self.max or self.min) == 1 else "units"
        return f"Every lot holds {band(self.min, self.max)} {noun}."

    def idle(self, scenario: Scenario) -> bool:
        most = len(scenario.units)
        return (self.min or 1) == 1 and (self.max is None or self.max >= most)

    def judge(self, ledger: Ledger) -> Finding:
        return tightest(
            (
                reading
                for i, lot in enumerate(ledger.design.lots)
                for reading in in_band(len(lot.units), self.min, self.max, ledger.lot_name(i))
            ),
            "units",
        )
