"""`saving`: the design must cost less than today's contracts."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.money.design_cost import compute_baseline
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import YearlyPoundsField, declare_key
from lotdesign.scenario.rule import CountedAmount, RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_pounds


class SavingRule(Rule):
    """In every year the design costs at least so much less than today's contracts would."""

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"prices", "contracts"})
    group: ClassVar = "money"
    is_saving_target: ClassVar = True
    case_numbers: ClassVar = ("annual",)
    relaxable_parameters: ClassVar = (
        RelaxableParameter("annual", Fraction(1_000_00), "down", "pence"),
    )
    example: ClassVar = """
        [[rule]]
        id = "save"
        kind = "saving"
        annual = 90000
    """

    kind: Literal["saving"] = "saving"
    annual: YearlyPoundsField = declare_key(
        "the target, one or a list of one a year", unit="pounds a year"
    )

    @property
    def counted_amount(self) -> CountedAmount:
        return "cost"

    def compute_yearly_limits(self, scenario: Scenario) -> tuple[int, ...]:
        targets = zip(compute_baseline(scenario), self.list_targets(scenario), strict=True)
        return tuple(today - target for today, target in targets)

    def list_targets(self, scenario: Scenario) -> tuple[int, ...]:
        """The target of every contract year, in pence."""
        return self.annual if isinstance(self.annual, tuple) else (self.annual,) * scenario.years

    def write_sentence(self, scenario: Scenario) -> str:
        targets = self.list_targets(scenario)
        low, high = format_pounds(min(targets)), format_pounds(max(targets))
        less = "less than today's contracts would"
        if low == high:
            return f"The design costs at least {low} a year {less}."
        return f"The design costs at least {low} to {high} {less}, year by year."

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        today = compute_baseline(evaluation.scenario)
        readings = []
        for year, target in enumerate(self.list_targets(evaluation.scenario)):
            cost = sum(account.cost[year] for account in evaluation.lot_accounts)
            readings.append(BoundReading(today[year] - cost, target, False, f"year {year + 1}"))
        return find_tightest(readings, "pence")
