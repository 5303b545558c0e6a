"""The [money] section: scale curve, promised savings, integration savings and need-led funding."""

from fractions import Fraction
from typing import Literal

from lotdesign.pence import Pence, round_away
from lotdesign.scenario.fields import (
    NameField,
    NamesField,
    PercentageField,
    PoundsField,
    SavingField,
    WholeField,
    declare_key,
)
from lotdesign.scenario.sections import DocumentSection

FoundBy = Literal["units", "design"]


class ScalePoint(DocumentSection):
    """A corner of the scale curve: the saving at a market value."""

    value: PoundsField = declare_key("market value of the lot", unit="pounds a year", least=0)
    saving: PercentageField = declare_key(
        "share of gross value saved", unit="share", least=-1, most=1
    )


class PromisedSaving(DocumentSection):
    """Savings already promised for a service."""

    service: NameField = declare_key("the service that promised")
    first_year: WholeField = declare_key(
        "contract year from which it holds", unit="contract year", least=1
    )
    annual: SavingField = declare_key(
        "what is saved, or a percentage of the service's budgets after uplift",
        unit="pounds a year",
    )
    found_by: FoundBy = declare_key(
        "units: cut from the units' budgets; design: only the envelope falls", "units"
    )
    once: bool = declare_key("true: in that one year only", False)

    def is_in_force(self, year: int, last_year: int) -> bool:
        """Whether the promise counts in contract year `year` (1 is the first).

        `last_year` is the last in which a unit of its service is bought.
        """
        if self.once:
            return year == self.first_year
        return self.first_year <= year <= last_year

    def compute_saving(self, year: int, budget: int, last_year: int) -> Pence:
        """Pence cut from a service whose uplifted budgets sum to `budget` in contract year `year`.

        Only units that are bought in that year count; `last_year` is as in `is_in_force`. A share
        is rounded once, for the service as a whole.
        """
        if not self.is_in_force(year, last_year):
            return Pence(0)
        return (
            round_away(self.annual * budget) if isinstance(self.annual, Fraction) else self.annual
        )


class IntegrationSaving(DocumentSection):
    """What one lot saves in each locality where it holds all of these services."""

    services: NamesField = declare_key("services that must come together")
    annual: PoundsField = declare_key(
        "saving for each such locality", unit="pounds a year", least=0
    )


class NeedLedFunding(DocumentSection):
    """Moves a service's money towards need."""

    service: NameField = declare_key("the service")
    pace: PercentageField = declare_key(
        "0: today's budgets; 1: by need alone", unit="share", least=0, most=1
    )


class MoneySection(DocumentSection):
    """Costs, savings and the years' prices."""

    contract_management: PoundsField = declare_key(
        "the council's cost of a contract", Pence(0), unit="pounds a year and lot", least=0
    )
    procurement: PoundsField = declare_key(
        "procurement and mobilisation of a lot, in year 1", Pence(0), unit="pounds a lot", least=0
    )
    uplift: PercentageField = declare_key(
        "yearly uplift of budgets", Fraction(0), unit="share", least=-1, most=1
    )
    discount_rate: PercentageField = declare_key(
        "discounts later years in net present cost", Fraction(0), unit="share", least=0, most=1
    )
    scale: tuple[ScalePoint, ...] = declare_key("savings by size of lot, by rising value", ())
    promised: tuple[PromisedSaving, ...] = declare_key("savings already promised", ())
    integration: tuple[IntegrationSaving, ...] = declare_key(
        "savings from services joined in a lot", ()
    )
    need_led: tuple[NeedLedFunding, ...] = declare_key("need-led funding", ())
