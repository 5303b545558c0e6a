"""`envelope`: what services take in a year stays within a budget."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.evaluation import Evaluation
from lotdesign.money.design_cost import (
    bound_amount_paid,
    compute_envelope,
    sum_promised_savings,
)
from lotdesign.money.lot_cost import attribute_amount, attribute_to_services
from lotdesign.rules.common import AreaRule, BoundReading, describe_services, find_tightest
from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.fields import NamesField, PercentageField, YearlyBudgetField, declare_key
from lotdesign.scenario.rule import CountedAmount, RelaxableParameter, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_percent, format_pounds

COUNTED_AMOUNT_WORDS = {
    "paid": "paid to providers",
    "cost": "spent, the council's own costs included",
    "gross": "bought",
}


class EnvelopeRule(AreaRule):
    """Every year, what the services take stays within a budget, promised savings taken off.

    Yearly amounts in a list take no `cut` and no `uplift`. With `by` and `area` only what is
    attributed to that area counts, and of the promised savings only its part comes off.
    Authority-wide units lie in no area.
    """

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"prices"})
    group: ClassVar = "money"
    is_budget: ClassVar = True
    case_numbers: ClassVar = ("annual", "cut", "uplift")
    relaxable_parameters: ClassVar = (
        RelaxableParameter("annual", Fraction(1_000_00), "up", "pence"),
    )
    example: ClassVar = """
        # A fiftieth less for children's centres.
        [[rule]]
        id = "centres-budget"
        kind = "envelope"
        services = ["children_centre"]
        annual = 1520000
        cut = "2%"
    """

    kind: Literal["envelope"] = "envelope"
    annual: YearlyBudgetField = declare_key(
        "the budget, one or a list of one a year", unit="pounds a year"
    )
    services: NamesField | None = declare_key("the services paid from it; left out: all", None)
    cut: PercentageField | None = declare_key("a blanket cut", None, unit="share", least=0, most=1)
    uplift: PercentageField | None = declare_key(
        "its own yearly uplift", None, unit="share", least=-1, most=1
    )
    on: CountedAmount = declare_key(
        "what counts: paid to providers, the council's whole cost, or gross value", "paid"
    )

    @model_validator(mode="after")
    def _listed_amounts_stand(self) -> Self:
        if isinstance(self.annual, tuple) and not (self.cut is None and self.uplift is None):
            raise ValueError("listed yearly amounts take no cut and no uplift")
        return self

    @property
    def counted_amount(self) -> CountedAmount:
        return self.on

    def compute_yearly_limits(self, scenario: Scenario) -> tuple[Fraction, ...]:
        bought = self.services or scenario.services
        cut, uplift = self.cut or Fraction(0), self.uplift or Fraction(0)
        inside = self.find_units_inside(scenario)
        return compute_envelope(scenario, self.annual, bought, cut, uplift, inside)

    def _describe_bought(self, scenario: Scenario) -> str:
        """The services, and the area, that it pays for."""
        who, area = describe_services(self.services, "and"), self.name_area(scenario)
        return f"{who} in {area}" if area else who

    def find_counted_units(self, scenario: Scenario) -> frozenset[int] | None:
        inside, bought = self.find_units_inside(scenario), self.services or scenario.services
        if inside is None:
            return None
        return frozenset(u for u in inside if scenario.units[u].service in bought)

    def _sum_gross(self, scenario: Scenario, year: int) -> int:
        """Pence of gross value of the units that it pays for in a year (an index)."""
        counted, bought = self.find_counted_units(scenario), self.services or scenario.services
        if counted is not None:
            return sum(scenario.units[u].gross[year] for u in counted)
        return sum(unit.gross[year] for unit in scenario.units if unit.service in bought)

    def write_sentence(self, scenario: Scenario) -> str:
        who = self._describe_bought(scenario)
        limits = self.compute_yearly_limits(scenario)
        low, high = format_pounds(min(limits)), format_pounds(max(limits))
        amount = f"{low} a year" if low == high else f"{low} to {high}, year by year"
        cut = f" after a cut of {format_percent(self.cut)}" if self.cut else ""
        within = f"stays within {amount}{cut}, promised savings taken off"
        return f"What is {COUNTED_AMOUNT_WORDS[self.on]} for {who} {within}."

    def is_idle(self, scenario: Scenario) -> bool:
        """Whether even external lots that save nothing, with rent and own costs added, fit.

        A lot is never paid more than its gross value and rent. Without rent no service is
        attributed more than its own gross value; with rent a penny a unit may be rounded up.
        """
        units = scenario.units
        is_dear = scenario.prices is not None and max(scenario.prices) > PAR_PRICE
        has_routes = self.on != "gross" and scenario.routes.has_choice
        if is_dear or has_routes or any(point.saving < 0 for point in scenario.money.scale):
            return False
        added = self._sum_most_added(scenario)
        added += len(units) if added else 0
        return all(
            self._sum_gross(scenario, year) + added <= limit
            for year, limit in enumerate(self.compute_yearly_limits(scenario))
        )

    def _sum_most_added(self, scenario: Scenario) -> int:
        """The most pence that may be added to gross value in a year."""
        if self.on == "paid":
            return sum(unit.rent for unit in scenario.units)
        if self.on == "cost":
            money = scenario.money
            return len(scenario.units) * (money.contract_management + money.procurement)
        return 0

    def describe_impossibility(self, scenario: Scenario) -> Iterator[str]:
        limits = self.compute_yearly_limits(scenario)
        least = [self._bound_amount_taken(scenario, year) for year in range(scenario.years)]
        gaps = [amount - limit for amount, limit in zip(least, limits, strict=True)]
        worst = max(range(scenario.years), key=lambda year: gaps[year])
        if gaps[worst] > 0:
            who = self._describe_bought(scenario)
            bought, inside = self.services or scenario.services, self.find_units_inside(scenario)
            promised = sum_promised_savings(scenario, bought, worst + 1, inside)
            after = (
                f" once {format_pounds(promised)} promised savings are taken off"
                if promised
                else ""
            )
            yield (
                f"In year {worst + 1} {who} must cost at least {format_pounds(least[worst])}, with "
                "every saving by size and integration counted, and the envelope holds "
                f"{format_pounds(limits[worst])}{after}: {format_pounds(gaps[worst])} short."
            )

    def _bound_amount_taken(self, scenario: Scenario, year: int) -> Fraction:
        """Pence that its services take at least in a year (an index) in any design."""
        gross = self._sum_gross(scenario, year)
        return Fraction(gross) if self.on == "gross" else bound_amount_paid(scenario, gross)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        return find_tightest(
            (
                BoundReading(
                    sum_taken(evaluation, self, year), limit, at_most=True, where=f"year {year + 1}"
                )
                for year, limit in enumerate(self.compute_yearly_limits(evaluation.scenario))
            ),
            "pence",
        )


def sum_taken(evaluation: Evaluation, rule: EnvelopeRule, year: int) -> int:
    """Pence of the counted amount that its services, in its area, take in a year (an index)."""
    counted = rule.find_counted_units(evaluation.scenario)
    if counted is not None:
        return _sum_taken_inside(evaluation, rule.on, counted, year)
    bought = set(rule.services or evaluation.scenario.services)
    total = 0
    for account in evaluation.lot_accounts:
        held = {evaluation.scenario.units[u].service for u in account.units}
        if not held & bought:
            continue
        yearly: tuple[int, ...] = getattr(account, rule.on)
        if held <= bought:
            total += yearly[year]
            continue
        shares = attribute_to_services(evaluation.scenario, account.units, year, yearly[year])
        total += sum(share for service, share in shares.items() if service in bought)
    return total


def _sum_taken_inside(
    evaluation: Evaluation, on: CountedAmount, counted: frozenset[int], year: int
) -> int:
    """Pence that are attributed to the services and localities of these units, as for funding."""
    scenario, total = evaluation.scenario, 0
    cells = {(scenario.units[u].service, scenario.units[u].locality) for u in counted}
    for account in evaluation.lot_accounts:
        yearly: tuple[int, ...] = getattr(account, on)
        shares = attribute_amount(
            scenario,
            account.units,
            year,
            yearly[year],
            lambda unit: (unit.service, unit.locality),
        )
        total += sum(shares[cell] for cell in shares.keys() & cells)
    return total
