"""`lot_count`: how many lots there may be."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import (
    AreaRule,
    BandRule,
    describe_band,
    describe_lots_with,
    find_tightest,
    read_band,
)
from lotdesign.scenario.fields import NamesField, WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, RuleFinding
from lotdesign.scenario.scenario import Scenario


class LotCountRule(AreaRule, BandRule):
    """The number of lots, or of lots that hold any of some services, lies between two bounds.

    Give `min`, `max` or both. With `by` and `area` lots count that hold a unit of that area, with
    `services` too any unit of these and any unit of the area.
    """

    scope: ClassVar = "design"
    relaxable_parameters: ClassVar = (
        RelaxableParameter("min", Fraction(1), "down", "lots"),
        RelaxableParameter("max", Fraction(1), "up", "lots"),
    )
    example: ClassVar = """
        [[rule]]
        id = "few-contracts"
        kind = "lot_count"
        min = 5
        max = 7
    """

    kind: Literal["lot_count"] = "lot_count"
    min: WholeField | None = declare_key("fewest lots", None, unit="lots", least=0)
    max: WholeField | None = declare_key("most lots", None, unit="lots", least=0)
    services: NamesField | None = declare_key(
        "count lots that hold any of these; left out: all", None
    )

    def write_sentence(self, scenario: Scenario) -> str:
        one = {self.min, self.max} - {None} == {1}
        selected, area = describe_lots_with(self.services), self.name_area(scenario)
        if area:
            selected += f" that reach{'es' if one else ''} into {area}"
        noun = selected if one else selected.replace("lot", "lots", 1)
        return f"There {'is' if one else 'are'} {describe_band(self.min, self.max)} {noun}."

    def bound_lot_count(self, scenario: Scenario) -> tuple[int, int]:
        fewest, most = 1, len(scenario.units)
        if not self.concerns_every_lot(scenario):
            return fewest, most
        return max(fewest, self.min or 0), most if self.max is None else min(most, self.max)

    def is_idle(self, scenario: Scenario) -> bool:
        counted = {
            u
            for u, unit in enumerate(scenario.units)
            if self.services is None or unit.service in self.services
        }
        inside = self.find_units_inside(scenario)
        both = counted if inside is None else counted & inside
        most = len(counted) if inside is None else min(len(counted), len(inside))
        least = 1 if both else 0
        return (self.min or 0) <= least and (self.max is None or self.max >= most)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        inside = self.find_units_inside(evaluation.scenario)
        counted = [
            lot
            for lot in evaluation.select_lots(self.services)
            if inside is None or inside & set(evaluation.design.lots[lot].units)
        ]
        return find_tightest(read_band(len(counted), self.min, self.max), "lots")
