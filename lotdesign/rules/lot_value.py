"""`lot_value`: how small or large a lot may be, in market value."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.band import check_band
from lotdesign.rules.shared.room import in_band, tightest
from lotdesign.rules.shared.words import band, lots_with
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, Pounds, key


class LotValue(Rule):
    """V of every lot that holds any of the services lies in a band."""

    knobs: ClassVar = (
        Knob("min", Fraction(10_000_00), "down", "pence"),
        Knob("max", Fraction(10_000_00), "up", "pence"),
    )

    kind: Literal["lot_value"] = "lot_value"
    min: Pounds | None = key("least market value", None, unit="pounds a year", least=0)
    max: Pounds | None = key("most market value", None, unit="pounds a year", least=0)
    services: Names | None = key("lots that hold any of these; left out: all", None)

    @model_validator(mode="after")
    def _band(self) -> Self:
        return check_band(self)

    def sentence(self, scenario: Scenario) -> str:
        return f"Every {lots_with(self.services)} is worth {band(self.min, self.max, True)} a year."

    def idle(self, scenario: Scenario) -> bool:
        years = zip(*(unit.gross for unit in scenario.units), strict=True)
        whole = max(sum(year) for year in years)
        return not self.min and (self.max is None or self.max >= whole)

    def judge(self, ledger: Ledger) -> Finding:
        return tightest(
            (
                reading
                for lot in ledger.selected(self.services)
                for reading in in_band(
                    ledger.accounts[lot].value, self.min, self.max, ledger.lot_name(lot)
                )
            ),
            "pence",
        )
