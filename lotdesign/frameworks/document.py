"""A framework as people write it, validated key by key, and its JSON Schema."""

from fractions import Fraction
from typing import Any, Literal

from lotdesign.input.schema import build_schema
from lotdesign.pence import Pence
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
    VersionField,
    WholeField,
    declare_key,
)
from lotdesign.scenario.rows import EvidencedRow, LawRow, TableRow
from lotdesign.scenario.sections import (
    AuthoritySection,
    DocumentSection,
    FigureBasis,
    WeightedCriterion,
)
from lotdesign.scenario.table_files import TableFileField

EVERY_ID = "*"

TieRule = Literal["quality", "price", "earlier", "drawn"]
"""More quality, a lower price, longer on the framework, the place drawn by lot."""

MONTHS_A_YEAR = 12
"""Months between two openings."""


class FrameworkLotRow(TableRow):
    """A lot of the framework: categories of one sort."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id", "")


class CategoryRow(TableRow):
    """A category of intervention, in which providers are ranked."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id", "")
    lot: IdField = declare_key("id of its lot")
    per: TextField = declare_key("what one is that a price is for", "intervention")


class SupplierRow(EvidencedRow):
    """Somebody who applies to be on the framework."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id", "")
    standards: NamesField = declare_key("ids of the standards it has shown, a;b or *", ())
    monthly_capacity: WholeField | None = declare_key(
        "most that it can take on over all categories; blank: no limit",
        None,
        unit="interventions a month",
        least=0,
    )


class OfferRow(EvidencedRow):
    """What a provider offers in a category from one opening of the framework on.

    A later offer of the same provider in the same category takes the place of the earlier one.
    """

    provider: IdField = declare_key("id of the provider")
    category: IdField = declare_key("id of the category")
    price: PoundsField = declare_key("price of one intervention", unit="pounds")
    opening: WholeField = declare_key("opening at which it is made; 1: the first", 1, least=1)
    until: WholeField | None = declare_key(
        "last opening at which it stands; blank: to the end", None, least=1
    )
    capacity: WholeField | None = declare_key(
        "most that it can take on in this category; blank: no limit",
        None,
        unit="interventions a month",
        least=0,
    )
    drawn: WholeField | None = declare_key("place drawn by lot, for ties", None, least=1)


class MarkRow(EvidencedRow):
    """How a provider was marked on a criterion of quality."""

    provider: IdField = declare_key("id of the provider")
    category: NameField = declare_key(
        "id of the category; *: all without a mark of their own", EVERY_ID
    )
    criterion: IdField = declare_key("id of the criterion")
    mark: NumberField = declare_key("the mark", Fraction(0), least=0)


class DemandRow(EvidencedRow):
    """How many interventions of a category are forecast in each of some months."""

    category: IdField = declare_key("id of the category")
    month: WholeField = declare_key("month of the framework, 1 the first", least=1)
    until: WholeField | None = declare_key(
        "last month with this quantity; blank: that month only", None
    )
    quantity: WholeField = declare_key("forecast", unit="interventions a month", least=0)
    buyer: TextField = declare_key("who calls off; blank: the authority", "")


class FrameworkTerm(DocumentSection):
    """How long the framework runs; it is opened anew every year."""

    years: WholeField = declare_key("years, and so openings", 4, unit="years", least=1, most=20)
    first_month: TextField = declare_key('its first month, as "2017-07", for display', "")


class FrameworkFiles(DocumentSection):
    """The tables, each in a file beside framework.toml (CSV, .xlsx, .ods), or all in a workbook."""

    lots: TableFileField = declare_key("file of the lots", None)
    categories: TableFileField = declare_key("file of the categories", None)
    providers: TableFileField = declare_key("file of the providers", None)
    offers: TableFileField = declare_key("file of the offers", None)
    marks: TableFileField = declare_key("file of the marks for quality", None)
    demand: TableFileField = declare_key("file of the forecast", None)
    law: TableFileField = declare_key(
        "file of figures of the law that are others than those shipped", None
    )
    workbook: FileNameField = declare_key(
        "a workbook (.xlsx or .ods) with a sheet a table, named as above", ""
    )
    ignore: tuple[HeadingField, ...] = declare_key(
        "columns of any table that are of no concern here", ()
    )


class RankingSettings(DocumentSection):
    """How offers become ranks, at every opening alike."""

    price_weight: NumberField = declare_key("weight of price", least=0)
    quality_weight: NumberField = declare_key("weight of quality", least=0)
    price_points: Literal["lowest", "range"] = declare_key(
        "lowest: 100 times the lowest price over the price; range: from 100 for the lowest to 0 "
        "for the highest",
        "lowest",
    )
    top_mark: NumberField = declare_key("the highest mark there is", Fraction(100))
    least_quality: PercentageField = declare_key(
        "least share of the points for quality", Fraction(0), unit="share", least=0, most=1
    )
    ties: tuple[TieRule, ...] = declare_key("what decides between equal points, in this order", ())


class QualityCriterion(WeightedCriterion):
    """A criterion of quality."""

    least_mark: NumberField = declare_key("least mark to be on the framework", Fraction(0), least=0)


class MinimumStandard(DocumentSection):
    """What a provider has to show to be on the framework."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name", "")
    lots: NamesField = declare_key("ids of the lots that ask for it, or *", (EVERY_ID,))
    source: TextField = declare_key("where it comes from", "")


class CallOffSettings(DocumentSection):
    """How the forecast is called off."""

    unmet: Literal["waits", "lapses"] = declare_key(
        "what becomes of demand that nobody can take on: waits for the next month, or lapses",
        "waits",
    )
    expected_annual: PoundsField | None = declare_key(
        "spending that the authority expects", None, unit="pounds a year", least=Pence(0)
    )


class FrameworkDocument(DocumentSection):
    """Everything that stands in framework.toml and its tables."""

    version: VersionField = declare_key("version of this format, 1", alias="schema")
    authority: AuthoritySection = declare_key("who buys what", AuthoritySection())
    term: FrameworkTerm = declare_key("how long the framework runs", FrameworkTerm())
    data: FrameworkFiles = declare_key("the files of the tables", FrameworkFiles())
    ranking: RankingSettings = declare_key("how offers become ranks")
    criterion: tuple[QualityCriterion, ...] = declare_key("criteria of quality", ())
    standard: tuple[MinimumStandard, ...] = declare_key("minimum standards", ())
    call_off: CallOffSettings = declare_key("how the forecast is called off", CallOffSettings())
    basis: FigureBasis = declare_key(
        "where figures of [term], [ranking] and [call_off] come from", {}
    )
    lots: tuple[FrameworkLotRow, ...] = declare_key("the lots")
    categories: tuple[CategoryRow, ...] = declare_key("the categories")
    providers: tuple[SupplierRow, ...] = declare_key("the providers")
    offers: tuple[OfferRow, ...] = declare_key("the offers")
    marks: tuple[MarkRow, ...] = declare_key("the marks for quality", ())
    demand: tuple[DemandRow, ...] = declare_key("the forecast", ())
    law: tuple[LawRow, ...] = declare_key(
        "figures of the law that are others than those shipped", ()
    )


def build_framework_schema() -> dict[str, Any]:
    """The schema of framework.toml."""
    return build_schema(FrameworkDocument, "A framework of lotdesign")
