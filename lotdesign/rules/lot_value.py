"""`lot_value`: how small or large a lot may be, in market value."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import (
    BandRule,
    describe_band,
    describe_lots_with,
    find_tightest,
    read_band,
)
from lotdesign.scenario.fields import NamesField, PoundsField, declare_key
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.rule import RelaxableParameter, RuleFinding
from lotdesign.scenario.scenario import Scenario


class LotValueRule(BandRule):
    """The market value of every lot lies between two bounds.

    It is the gross value of a year: the largest, the first or the mean one, as
    `market.value_basis` says. Give `min`, `max` or both.
    """

    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("min", Fraction(10_000_00), "down", "pence"),
        RelaxableParameter("max", Fraction(10_000_00), "up", "pence"),
    )
    example: ClassVar = """
        [[rule]]
        id = "worth-a-bid"
        kind = "lot_value"
        min = 150000
        max = 600000
    """

    kind: Literal["lot_value"] = "lot_value"
    min: PoundsField | None = declare_key("least market value", None, unit="pounds a year", least=0)
    max: PoundsField | None = declare_key("most market value", None, unit="pounds a year", least=0)
    services: NamesField | None = declare_key("lots that hold any of these; left out: all", None)

    def write_sentence(self, scenario: Scenario) -> str:
        band = describe_band(self.min, self.max, True)
        return f"Every {describe_lots_with(self.services)} is worth {band} a year."

    def bound_lot_value(self, scenario: Scenario) -> int:
        return (self.min or 0) if self.concerns_every_lot(scenario) else 0

    def bound_each_lot(self, scenario: Scenario, lots: int | None) -> Iterator[AmountBand]:
        yield AmountBand("value", self.min or 0, self.max, self.services)

    def is_idle(self, scenario: Scenario) -> bool:
        years = zip(*(unit.gross for unit in scenario.units), strict=True)
        whole = max(sum(year) for year in years)
        return not self.min and (self.max is None or self.max >= whole)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                reading
                for lot in evaluation.select_lots(self.services)
                for reading in read_band(
                    evaluation.lot_accounts[lot].value, self.min, self.max, evaluation.name_lot(lot)
                )
            ),
            "pence",
        )
