"""The sections of scenario.toml, one class a section, with units, defaults and ranges.

The names of the measures are here too, as objectives refer to them.
"""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lotdesign.design import ROUTES, Route
from lotdesign.pence import Pence
from lotdesign.scenario.boundary_files import LocalitiesFileField, NeighboursFileField
from lotdesign.scenario.fields import (
    FileNameField,
    HeadingField,
    IdField,
    NameField,
    NamesField,
    NumberField,
    PercentageField,
    PoundsField,
    TextField,
    ToleranceField,
    WholeField,
    declare_key,
)
from lotdesign.scenario.rows import ProviderKind
from lotdesign.scenario.table_files import TableFileField
from lotdesign.scenario.values import ObjectiveTolerance
from lotdesign.scenario.years import MOST_YEARS, YearSpan

MeasureName = Literal[
    "whole_life_cost",
    "net_present_cost",
    "lots",
    "accessible_share",
    "accessible_lots",
    "fewest_small_bidders",
    "fewest_bidders",
    "value_spread",
    "need_spread",
    "travel",
    "cut_neighbours",
    "changed_pairs",
    "units_moved",
    "largest_provider_share",
]

AWARD_MEASURES: frozenset[MeasureName] = frozenset(("largest_provider_share",))
"""Measures of the indicative award, which a design then needs."""

ValueBasis = Literal["peak", "first_year", "mean"]

BEST_DESIGN = "best"
"""The option id under which scores are of the best design."""

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


class DocumentSection(BaseModel):
    """What every section shares: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


ExtensionsField = tuple[
    Annotated[WholeField, declare_key("years", unit="years", least=1, most=50)], ...
]


class AuthoritySection(DocumentSection):
    """Who buys what."""

    name: TextField = declare_key("the council", "")
    title: TextField = declare_key("what is procured", "")
    first_year: TextField = declare_key("financial year of contract year 1, for display", "")
    notice_date: TextField = declare_key("date of the notice, which decides the law shown", "")


class NoticeSection(DocumentSection):
    """What a published notice says besides the design."""

    ocid: TextField = declare_key("the procurement's id in notices", "")
    buyer_id: TextField = declare_key("the council's id in notices", "")
    stage: Literal["planning", "tender"] = declare_key(
        "whether the procurement is planned or out to tender", "planning"
    )
    max_lots_bid: WholeField | None = declare_key(
        "most lots that one provider may bid for", None, unit="lots", least=1
    )
    caps_rule: TextField = declare_key(
        "how lots are given where the criteria give one provider more than it may win", ""
    )
    no_lots_reason: TextField = declare_key("why the procurement is not divided into lots", "")
    lot_groups: tuple[NamesField, ...] = declare_key(
        "groups of lots that may be awarded as one contract, each by units of the lots", ()
    )
    saving_groups: bool = declare_key(
        "true: also all groups that somebody could carry, that save and that break no rule", False
    )


class ServiceTerm(DocumentSection):
    """The term of services that have one of their own."""

    services: NamesField = declare_key("the services")
    initial: WholeField = declare_key("years of the first term", unit="years", least=1, most=50)
    extensions: ExtensionsField = declare_key("years of each optional extension", (), unit="years")
    first_year: WholeField = declare_key(
        "contract year in which it begins", 1, unit="contract year", least=1, most=MOST_YEARS
    )

    @property
    def span(self) -> YearSpan:
        """Its contract years, extensions counted."""
        return YearSpan(self.first_year, self.first_year - 1 + self.initial + sum(self.extensions))


class TermSection(DocumentSection):
    """How long the contracts run: of all services that have no term of their own."""

    initial: WholeField = declare_key("years of the first term", 1, unit="years", least=1, most=50)
    extensions: ExtensionsField = declare_key("years of each optional extension", (), unit="years")
    service: tuple[ServiceTerm, ...] = declare_key("services with a term of their own", ())

    @property
    def years(self) -> int:
        """Contract years of services without a term of their own, extensions counted."""
        return self.initial + sum(self.extensions)

    def find_span(self, service: str) -> YearSpan:
        """The contract years of a service."""
        own = (term.span for term in self.service if service in term.services)
        return next(own, YearSpan(1, self.years))


class DataSection(DocumentSection):
    """The tables, each in a file beside scenario.toml (CSV, .xlsx, .ods), or all in one."""

    units: TableFileField = declare_key("file of the units", None)
    localities: LocalitiesFileField = declare_key(
        "file of the localities, or boundaries of them", None
    )
    neighbours: NeighboursFileField = declare_key(
        "file of the neighbouring localities, or boundaries from which they follow", None
    )
    providers: TableFileField = declare_key("file of the providers", None)
    law: TableFileField = declare_key(
        "file of figures of the law that are others than those shipped", None
    )
    scores: TableFileField = declare_key("file of the scores of the options", None)
    workbook: FileNameField = declare_key(
        "a workbook (.xlsx or .ods) with a sheet a table, named as above", ""
    )
    ignore: tuple[HeadingField, ...] = declare_key(
        "columns of any table that are of no concern here", ()
    )
    areas: tuple[HeadingField, ...] = declare_key(
        "columns of the localities that name larger areas, such as district", ()
    )


class InHouseRoute(DocumentSection):
    """What it takes the council to run a lot itself."""

    annual_management: PoundsField = declare_key(
        "the council's cost of running a lot", unit="pounds a year and lot", least=0
    )
    liability_annual: PoundsField = declare_key(
        "employee liabilities that come with a lot",
        Pence(0),
        unit="pounds a year and lot",
        least=0,
    )


class PrimeRoute(DocumentSection):
    """What another contract takes to carry a lot."""

    fee: PercentageField = declare_key(
        "its fee, of the lot's gross value", unit="share", least=0, most=1
    )


class RoutesSection(DocumentSection):
    """How lots may be delivered besides by contracts of their own: what stands here is allowed."""

    in_house: InHouseRoute | None = declare_key("lots may be run by the council", None)
    prime: PrimeRoute | None = declare_key("lots may be put inside another contract", None)

    @property
    def offered(self) -> tuple[Route, ...]:
        """External, and every route that has a section."""
        return tuple(
            route for route in ROUTES if route == "external" or getattr(self, route) is not None
        )

    @property
    def has_choice(self) -> bool:
        """Whether there is anything to choose from."""
        return len(self.offered) > 1


class DivideSection(DocumentSection):
    """Authority-wide units that become one part a locality."""

    units: NamesField = declare_key("the units to divide")
    by: Literal["need", "population", "equal"] = declare_key("what the parts are in proportion to")


class SmallProviderTest(DocumentSection):
    """Who counts as a small provider: whoever passes every test given."""

    kinds: tuple[ProviderKind, ...] | None = declare_key("kinds of provider", None)
    max_turnover: PoundsField | None = declare_key(
        "largest turnover", None, unit="pounds a year", least=0
    )
    statutory_sme: bool = declare_key("the statutory test of size", False)


class MarketSection(DocumentSection):
    """How the market is judged."""

    value_basis: ValueBasis = declare_key(
        "which year's gross value is a lot's market value", "peak"
    )
    turnover_multiple: NumberField = declare_key(
        "turnover must be at least this many times the yearly value", Fraction(2), least=0
    )
    small: SmallProviderTest = declare_key(
        "who is small", SmallProviderTest(kinds=("vcse", "school", "mutual", "sme"))
    )
    small_needed: WholeField = declare_key(
        "small providers eligible before a lot counts as accessible", 1, unit="providers", least=1
    )


class Objective(DocumentSection):
    """A measure to make best, after those before it."""

    measure: MeasureName = declare_key("what is measured")
    tolerance: ToleranceField = declare_key(
        'what later objectives may give away: "0.5%" of the optimum, or an amount',
        ObjectiveTolerance(),
    )


class DesignOption(DocumentSection):
    """A design that someone drew, judged beside the solver's."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name", "")
    lots: tuple[NamesField, ...] = declare_key("the units of each lot")
    routes: tuple[Route, ...] = declare_key(
        "how each lot is delivered, in the order of the lots", ()
    )
    source: TextField = declare_key("where the design comes from", "")


class WeightedCriterion(DocumentSection):
    """A criterion by which somebody gives points."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name", "")
    weight: NumberField = declare_key("weight among the criteria", Fraction(1), least=0)
    source: TextField = declare_key("where it comes from", "")


class AppraisalSection(DocumentSection):
    """How officers' scores of the options become ranks."""

    top_score: NumberField = declare_key("the highest score there is", Fraction(5))
    ties: NamesField | None = declare_key(
        "what decides between equal points, in this order: criteria by id, or measures", None
    )


class OptionNotPursued(DocumentSection):
    """An option that was looked at and not taken forward."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name", "")
    reason: NameField = declare_key("why it was not taken forward")
    source: TextField = declare_key("where the reason stands", "")


class CommissioningStandard(DocumentSection):
    """A standard that the commissioning is held to, by its text."""

    text: NameField = declare_key("the standard")
    evidence: tuple[EvidenceKind, ...] = declare_key("what of a run is shown beside it", ())
    source: TextField = declare_key("where it stands", "")


def _flatten_keys(value: Any) -> Any:
    """One level of dotted keys, whether or not they were quoted in TOML."""
    if not isinstance(value, dict):
        return value
    flat: dict[str, Any] = {}
    for name, text in value.items():
        inner = _flatten_keys(text)
        flat |= (
            {f"{name}.{k}": v for k, v in inner.items()}
            if isinstance(inner, dict)
            else {name: text}
        )
    return flat


FigureBasis = Annotated[dict[str, TextField], BeforeValidator(_flatten_keys)]
"""The source text of a figure by its key, as "money.uplift" = "assumption: ..."."""
