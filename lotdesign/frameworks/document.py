"""A framework as people write it, validated key by key."""

from fractions import Fraction
from typing import Literal

from lotdesign.frameworks.rows import (
    EVERY,
    CategoryRow,
    DemandRow,
    LotRow,
    MarkRow,
    OfferRow,
    SupplierRow,
)
from lotdesign.law.rows import LawRow
from lotdesign.pence import Pence
from lotdesign.scenario.sections import Authority, Basis, Section, Weighted
from lotdesign.scenario.values import Name, Names, Number, Percentage, Pounds, Whole, Words, key

TieRule = Literal["quality", "price", "earlier", "drawn"]
"""More quality, a lower price, longer on the framework, the place drawn by lot."""

MONTHS = 12
"""Months between two openings."""


class Running(Section):
    """How long the framework runs; it is opened anew every year."""

    years: Whole = key("years, and so openings", 4, unit="years", least=1, most=20)
    first_month: Words = key('its first month, as "2017-07", for display', "")


class Files(Section):
    """The tables, each a CSV file beside framework.toml, or all in one workbook."""

    lots: Words = key("file of the lots", "")
    categories: Words = key("file of the categories", "")
    providers: Words = key("file of the providers", "")
    offers: Words = key("file of the offers", "")
    marks: Words = key("file of the marks for quality", "")
    demand: Words = key("file of the forecast", "")
    law: Words = key("file of figures of the law that are others than those shipped", "")
    workbook: Words = key("an .xlsx file with a sheet a table, named as above", "")


class Ranking(Section):
    """How offers become ranks, at every opening alike."""

    price_weight: Number = key("weight of price", least=0)
    quality_weight: Number = key("weight of quality", least=0)
    price_points: Literal["lowest", "range"] = key(
        "lowest: 100 times the lowest price over the price; range: from 100 for the lowest to 0 "
        "for the highest",
        "lowest",
    )
    top_mark: Number = key("the highest mark there is", Fraction(100))
    least_quality: Percentage = key(
        "least share of the points for quality", Fraction(0), unit="share", least=0, most=1
    )
    ties: tuple[TieRule, ...] = key("what decides between equal points, in this order", ())


class Criterion(Weighted):
    """A criterion of quality."""

    least_mark: Number = key("least mark to be on the framework", Fraction(0), least=0)


class Standard(Section):
    """What a provider has to show to be on the framework."""

    id: Name = key("short name, unique")
    name: Words = key("full name", "")
    lots: Names = key("ids of the lots that ask for it, or *", (EVERY,))
    source: Words = key("where it comes from", "")


class CallOff(Section):
    """How the forecast is called off."""

    unmet: Literal["waits", "lapses"] = key(
        "what becomes of demand that nobody can take on: waits for the next month, or lapses",
        "waits",
    )
    expected_annual: Pounds | None = key(
        "spending that the authority expects", None, unit="pounds a year", least=Pence(0)
    )


class FrameworkDocument(Section):
    """Everything that stands in framework.toml and its tables."""

    version: Literal[1] = key("version of this format, 1", alias="schema")
    authority: Authority = key("who buys what", Authority())
    term: Running = key("how long the framework runs", Running())
    data: Files = key("the files of the tables", Files())
    ranking: Ranking = key("how offers become ranks")
    criterion: tuple[Criterion, ...] = key("criteria of quality", ())
    standard: tuple[Standard, ...] = key("minimum standards", ())
    call_off: CallOff = key("how the forecast is called off", CallOff())
    basis: Basis = key("where figures of [term], [ranking] and [call_off] come from", {})
    lots: tuple[LotRow, ...] = key("the lots")
    categories: tuple[CategoryRow, ...] = key("the categories")
    providers: tuple[SupplierRow, ...] = key("the providers")
    offers: tuple[OfferRow, ...] = key("the offers")
    marks: tuple[MarkRow, ...] = key("the marks for quality", ())
    demand: tuple[DemandRow, ...] = key("the forecast", ())
    law: tuple[LawRow, ...] = key("figures of the law that are others than those shipped", ())
