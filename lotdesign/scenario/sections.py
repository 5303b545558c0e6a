"""The sections of scenario.toml, one class a section, with units, defaults and ranges."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lotdesign.design import ROUTES, Route
from lotdesign.measures.names import MeasureName
from lotdesign.pence import Pence, round_away
from lotdesign.scenario.rows import ProviderKind
from lotdesign.scenario.values import (
    Name,
    Names,
    Number,
    Percentage,
    Pounds,
    Saving,
    Slack,
    Tolerance,
    Whole,
    Words,
    key,
)

ValueBasis = Literal["peak", "first_year", "mean"]
FoundBy = Literal["units", "design"]


class Section(BaseModel):
    """What every section shares: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Authority(Section):
    """Who buys what."""

    name: Words = key("the council", "")
    title: Words = key("what is procured", "")
    first_year: Words = key("financial year of contract year 1, for display", "")
    notice_date: Words = key("date of the notice, which decides the law shown", "")


class Term(Section):
    """How long the contracts run."""

    initial: Whole = key("years of the first term", 1, unit="years", least=1, most=50)
    extensions: tuple[Annotated[Whole, key("years", unit="years", least=1, most=50)], ...] = key(
        "years of each optional extension", (), unit="years"
    )

    @property
    def years(self) -> int:
        """Contract years, extensions counted."""
        return self.initial + sum(self.extensions)


class Data(Section):
    """The tables, each a CSV file beside scenario.toml, or all in one workbook."""

    units: Words = key("file of the units", "")
    localities: Words = key("file of the localities", "")
    neighbours: Words = key("file of the neighbouring localities", "")
    providers: Words = key("file of the providers", "")
    law: Words = key("file of figures of the law that are others than those shipped", "")
    scores: Words = key("file of the scores of the options", "")
    workbook: Words = key("an .xlsx file with a sheet a table, named as above", "")


class ScalePoint(Section):
    """A corner of the scale curve: the saving at a market value."""

    value: Pounds = key("market value of the lot", unit="pounds a year", least=0)
    saving: Percentage = key("share of gross value saved", unit="share", least=-1, most=1)


class Promise(Section):
    """Savings already promised for a service."""

    service: Name = key("the service that promised")
    first_year: Whole = key("contract year from which it holds", unit="contract year", least=1)
    annual: Saving = key(
        "what is saved, or a percentage of the service's budgets after uplift",
        unit="pounds a year",
    )
    found_by: FoundBy = key(
        "units: cut from the units' budgets; design: only the envelope falls", "units"
    )
    once: bool = key("true: in that one year only", False)

    def in_force(self, year: int) -> bool:
        """Whether the promise counts in contract year `year` (1 is the first)."""
        return year == self.first_year if self.once else year >= self.first_year

    def saved(self, year: int, budget: int) -> Pence:
        """Pence that it takes of a service whose budgets come to `budget` in contract year `year`.

        A share is rounded once, for the service as a whole.
        """
        if not self.in_force(year):
            return Pence(0)
        return (
            round_away(self.annual * budget) if isinstance(self.annual, Fraction) else self.annual
        )


class Integration(Section):
    """What one lot saves in each locality where it holds all of these services."""

    services: Names = key("services that must come together")
    annual: Pounds = key("saving for each such locality", unit="pounds a year", least=0)


class NeedLed(Section):
    """Moves a service's money towards need."""

    service: Name = key("the service")
    pace: Percentage = key("0: today's budgets; 1: by need alone", unit="share", least=0, most=1)


class Money(Section):
    """Costs, savings and the years' prices."""

    contract_management: Pounds = key(
        "the council's cost of a contract", Pence(0), unit="pounds a year and lot", least=0
    )
    procurement: Pounds = key(
        "procurement and mobilisation of a lot, in year 1", Pence(0), unit="pounds a lot", least=0
    )
    uplift: Percentage = key(
        "yearly uplift of budgets", Fraction(0), unit="share", least=-1, most=1
    )
    discount_rate: Percentage = key(
        "discounts later years in net present cost", Fraction(0), unit="share", least=0, most=1
    )
    scale: tuple[ScalePoint, ...] = key("savings by size of lot, by rising value", ())
    promised: tuple[Promise, ...] = key("savings already promised", ())
    integration: tuple[Integration, ...] = key("savings from services joined in a lot", ())
    need_led: tuple[NeedLed, ...] = key("need-led funding", ())


class InHouse(Section):
    """What it takes the council to run a lot itself."""

    annual_management: Pounds = key(
        "the council's cost of running a lot", unit="pounds a year and lot", least=0
    )
    liability_annual: Pounds = key(
        "employee liabilities that come with a lot",
        Pence(0),
        unit="pounds a year and lot",
        least=0,
    )


class Prime(Section):
    """What another contract takes to carry a lot."""

    fee: Percentage = key("its fee, of the lot's gross value", unit="share", least=0, most=1)


class Routes(Section):
    """How lots may be delivered besides by contracts of their own: what stands here is allowed."""

    in_house: InHouse | None = key("lots may be run by the council", None)
    prime: Prime | None = key("lots may be put inside another contract", None)

    @property
    def allowed(self) -> tuple[Route, ...]:
        """External, and every route that has a section."""
        return tuple(
            route for route in ROUTES if route == "external" or getattr(self, route) is not None
        )

    @property
    def several(self) -> bool:
        """Whether there is anything to choose from."""
        return len(self.allowed) > 1


class Divide(Section):
    """Authority-wide units that become one part a locality."""

    units: Names = key("the units to divide")
    by: Literal["need", "population", "equal"] = key("what the parts are in proportion to")


class Small(Section):
    """Who counts as a small provider: whoever passes every test given."""

    kinds: tuple[ProviderKind, ...] | None = key("kinds of provider", None)
    max_turnover: Pounds | None = key("largest turnover", None, unit="pounds a year", least=0)
    statutory_sme: bool = key("the statutory test of size", False)


class Market(Section):
    """How the market is judged."""

    value_basis: ValueBasis = key("which year's gross value is a lot's market value", "peak")
    turnover_multiple: Number = key(
        "turnover must be at least this many times the yearly value", Fraction(2), least=0
    )
    small: Small = key("who is small", Small(kinds=("vcse", "school", "mutual", "sme")))
    small_needed: Whole = key(
        "small providers eligible before a lot counts as accessible", 1, unit="providers", least=1
    )


class Objective(Section):
    """A measure to make best, after those before it."""

    measure: MeasureName = key("what is measured")
    tolerance: Tolerance = key(
        'what later objectives may give away: "0.5%" of the optimum, or an amount', Slack()
    )


class Option(Section):
    """A design that someone drew, judged beside the solver's."""

    id: Name = key("short name, unique")
    name: Words = key("full name", "")
    lots: tuple[Names, ...] = key("the units of each lot")
    routes: tuple[Route, ...] = key("how each lot is delivered, in the order of the lots", ())
    source: Words = key("where the design comes from", "")


BEST = "best"
"""Whose scores are those of the best design."""


class Weighted(Section):
    """A criterion by which somebody gives points."""

    id: Name = key("short name, unique")
    name: Words = key("full name", "")
    weight: Number = key("weight among the criteria", Fraction(1), least=0)
    source: Words = key("where it comes from", "")


class Appraisal(Section):
    """How officers' scores of the options become ranks."""

    top_score: Number = key("the highest score there is", Fraction(5))
    ties: Names | None = key(
        "what decides between equal points, in this order: criteria by id, or measures", None
    )


class Dropped(Section):
    """An option that was looked at and not taken forward."""

    id: Name = key("short name, unique")
    name: Words = key("full name", "")
    reason: Name = key("why it was not taken forward")
    source: Words = key("where the reason stands", "")


EvidenceKind = Literal[
    "aims",
    "need",
    "rules",
    "proof",
    "assumptions",
    "eligibility",
    "contracts",
    "withdrawal",
    "funding",
    "market",
]


class CommissioningStandard(Section):
    """A standard that the commissioning is held to, by its text."""

    text: Name = key("the standard")
    evidence: tuple[EvidenceKind, ...] = key("what of a run is shown beside it", ())
    source: Words = key("where it stands", "")


def _dotted(value: Any) -> Any:
    """One level of dotted keys, whether or not they were quoted in TOML."""
    if not isinstance(value, dict):
        return value
    flat: dict[str, Any] = {}
    for name, text in value.items():
        inner = _dotted(text)
        flat |= (
            {f"{name}.{k}": v for k, v in inner.items()}
            if isinstance(inner, dict)
            else {name: text}
        )
    return flat


Basis = Annotated[dict[str, Words], BeforeValidator(_dotted)]
"""The source text of a figure by its key, as "money.uplift" = "assumption: ..."."""
