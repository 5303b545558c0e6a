"""`lot_size`: how many units a lot may hold."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import check_band, describe_band, find_tightest, read_band
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario


class LotSizeRule(Rule):
    """The number of units of every lot lies in a band; parts of divided units count singly."""

    relaxable_parameters: ClassVar = (
        RelaxableParameter("min", Fraction(1), "down", "units"),
        RelaxableParameter("max", Fraction(1), "up", "units"),
    )

    kind: Literal["lot_size"] = "lot_size"
    min: WholeField | None = declare_key("fewest units", None, unit="units", least=1)
    max: WholeField | None = declare_key("most units", None, unit="units", least=1)

    @model_validator(mode="after")
    def _band(self) -> Self:
        return check_band(self)

    def write_sentence(self, scenario: Scenario) -> str:
        noun = "unit" if (self.max or self.min) == 1 else "units"
        return f"Every lot holds {describe_band(self.min, self.max)} {noun}."

    def is_idle(self, scenario: Scenario) -> bool:
        most = len(scenario.units)
        return (self.min or 1) == 1 and (self.max is None or self.max >= most)

    def judge(self, ledger: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                reading
                for i, lot in enumerate(ledger.design.lots)
                for reading in read_band(len(lot.units), self.min, self.max, ledger.name_lot(i))
            ),
            "units",
        )
