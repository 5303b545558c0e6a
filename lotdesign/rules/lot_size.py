"""`lot_size`: how many units a lot may hold."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import BandRule, describe_band, find_tightest, read_band
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.rule import RelaxableParameter, RuleFinding
from lotdesign.scenario.scenario import Scenario


class LotSizeRule(BandRule):
    """Every lot holds at least, or at most, so many units.

    Parts of a divided unit count one by one. Give `min`, `max` or both.
    """

    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("min", Fraction(1), "down", "units"),
        RelaxableParameter("max", Fraction(1), "up", "units"),
    )
    example: ClassVar = """
        [[rule]]
        id = "small-lots"
        kind = "lot_size"
        max = 4
    """

    kind: Literal["lot_size"] = "lot_size"
    min: WholeField | None = declare_key("fewest units", None, unit="units", least=1)
    max: WholeField | None = declare_key("most units", None, unit="units", least=1)

    def write_sentence(self, scenario: Scenario) -> str:
        noun = "unit" if (self.max or self.min) == 1 else "units"
        return f"Every lot holds {describe_band(self.min, self.max)} {noun}."

    def bound_lot_units(self, scenario: Scenario) -> tuple[int, int]:
        most = len(scenario.units)
        return self.min or 1, most if self.max is None else min(most, self.max)

    def bound_each_lot(self, scenario: Scenario, lots: int | None) -> Iterator[AmountBand]:
        yield AmountBand("units", self.min or 1, self.max)

    def is_idle(self, scenario: Scenario) -> bool:
        most = len(scenario.units)
        return (self.min or 1) == 1 and (self.max is None or self.max >= most)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                reading
                for i, lot in enumerate(evaluation.design.lots)
                for reading in read_band(len(lot.units), self.min, self.max, evaluation.name_lot(i))
            ),
            "units",
        )
