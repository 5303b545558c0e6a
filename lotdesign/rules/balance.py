"""`balance`: lots are alike in value or need."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.money.value_bounds import list_value_ceilings, list_value_floors
from lotdesign.rules.common import BoundReading, describe_lots_with, find_tightest
from lotdesign.scenario.fields import NamesField, PercentageField, declare_key
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding, ScenarioInput
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_percent


class BalanceRule(Rule):
    """The selected lots are alike: each lies within a tolerance of their average."""

    scope: ClassVar = "design"
    relaxable_parameters: ClassVar = (
        RelaxableParameter("tolerance", Fraction(1, 100), "up", "share"),
    )
    example: ClassVar = """
        [[rule]]
        id = "alike"
        kind = "balance"
        measure = "value"
        tolerance = "50%"
        services = ["children_centre"]
    """

    kind: Literal["balance"] = "balance"
    measure: Literal["value", "need"] = declare_key(
        "what is balanced: market value, or need, which every unit must then have"
    )
    tolerance: PercentageField = declare_key(
        "how far a lot may lie from the average", unit="share", least=0
    )
    services: NamesField | None = declare_key("lots that hold any of these; left out: all", None)

    def write_sentence(self, scenario: Scenario) -> str:
        what = {"value": "in value", "need": "in need"}[self.measure]
        near = f"within {format_percent(self.tolerance)} of their average {what}"
        return f"Every {describe_lots_with(self.services)} lies {near}."

    def reads_input(self, data: ScenarioInput) -> bool:
        return data == self.measure or super().reads_input(data)

    def bound_each_lot(self, scenario: Scenario, lots: int | None) -> Iterator[AmountBand]:
        """With K lots of A together: (1 - t) A / K to (1 + t) A / K, for the least and most A."""
        if lots is not None and self.concerns_every_lot(scenario):
            smallest, largest = self._bound_total(scenario)
            least = max(Fraction(0), 1 - self.tolerance) * smallest / lots
            yield AmountBand(self.measure, least, (1 + self.tolerance) * largest / lots)

    def _bound_total(self, scenario: Scenario) -> tuple[Fraction, Fraction]:
        """The least and the most that all lots together may measure."""
        if self.measure == "need":
            needs = sum((unit.need or Fraction(0) for unit in scenario.units), Fraction(0))
            return needs, needs
        above = map(max, zip(*list_value_ceilings(scenario), strict=True))
        return Fraction(max(map(sum, list_value_floors(scenario)))), Fraction(sum(above))

    def is_idle(self, scenario: Scenario) -> bool:
        return self.tolerance >= len(scenario.units) - 1 and self.tolerance >= 1

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        lots = evaluation.select_lots(self.services)
        sizes = [self.measure_lot(evaluation, lot) for lot in lots]
        total = sum(sizes, Fraction(0))
        if not total:
            return RuleFinding(met=True, unit="share")
        shares = [len(lots) * size / total for size in sizes]
        return find_tightest(
            (
                BoundReading(abs(share - 1), self.tolerance, True, evaluation.name_lot(lot))
                for lot, share in zip(lots, shares, strict=True)
            ),
            "share",
        )

    def measure_lot(self, evaluation: Evaluation, lot: int) -> Fraction:
        """What is balanced: the lot's market value in pence a year, or its need."""
        account = evaluation.lot_accounts[lot]
        if self.measure == "value":
            return account.value
        needs = (evaluation.scenario.units[u].need or Fraction(0) for u in account.units)
        return sum(needs, Fraction(0))
