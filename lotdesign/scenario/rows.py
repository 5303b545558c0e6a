"""The tables of a scenario, one class a row, with the columns that people fill in.

A blank cell is None (or the default shown); what a blank means stands with the column.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from lotdesign.pence import Pence
from lotdesign.scenario.values import (
    BudgetPerYear,
    Limit,
    Name,
    Names,
    Number,
    Percentage,
    Pounds,
    Price,
    Whole,
    Words,
    is_blank,
    key,
)

ProviderKind = Literal["national", "sme", "vcse", "school", "mutual", "council"]
Basis = Literal["source", "assumption"]


class Row(BaseModel):
    """What every row shares: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _a_blank_is_left_out(cls, cells: Any) -> Any:
        """A blank in a column that has a default is as good as no such column."""
        if not isinstance(cells, dict):
            return cells
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {k: v for k, v in cells.items() if not (k in optional and is_blank(v))}


class EvidencedRow(Row):
    """A row whose figures are either from a source or an assumption."""

    basis: Basis = key("whether the figures come from a source or are assumed", "assumption")
    source: Words = key("where the figures come from", "")


class UnitRow(EvidencedRow):
    """A service in a place: the smallest thing that a lot can hold."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id")
    service: Name = key("the service line it belongs to")
    annual_budget: Pounds = key("today's budget", unit="pounds a year", least=0)
    locality: Words = key("id of its locality; empty: authority-wide", "")
    x: Number | None = key("position east", None, unit="kilometres")
    y: Number | None = key("position north", None, unit="kilometres")
    lat: Number | None = key("latitude", None, unit="degrees", least=-90, most=90)
    lon: Number | None = key("longitude", None, unit="degrees", least=-180, most=180)
    need: Number | None = key("weight for need-led funding and balance", None, least=0)
    tupe_fte: Number | None = key("staff who transfer", None, unit="full-time equivalents", least=0)
    contract: Words = key("today's contract; empty: a contract of its own", "")
    provider: Words = key("today's provider", "")
    building_rent: Pounds = key("rent to the council", Pence(0), unit="pounds a year", least=0)
    procedure: Words = key("how it must be procured", "")
    regime: Words = key("the law it falls under", "")
    cpv: Words = key("CPV code", "")


class LocalityRow(Row):
    """A part of the authority."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id")
    population: Number | None = key("people who live there", None, unit="people", least=0)
    need: Number | None = key("weight for dividing by need", None, least=0)
    x: Number | None = key("position east", None, unit="kilometres")
    y: Number | None = key("position north", None, unit="kilometres")
    lat: Number | None = key("latitude", None, unit="degrees", least=-90, most=90)
    lon: Number | None = key("longitude", None, unit="degrees", least=-180, most=180)


class NeighbourRow(Row):
    """Two localities that touch."""

    a: Name = key("id of a locality")
    b: Name = key("id of another locality")


class ProviderRow(EvidencedRow):
    """Somebody who may bid. A blank figure is no limit."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id")
    services: Names = key("services it provides, a;b or *")
    localities: Names = key("localities it covers, a;b or *")
    annual_turnover: Limit = key("turnover; blank: no limit", unit="pounds a year", least=0)
    kind: ProviderKind = key("what sort of organisation it is")
    capacity: Pounds | None = key("most it can take on", None, unit="pounds a year", least=0)
    staff: Whole | None = key("employees", None, unit="people", least=0)
    balance_sheet: Pounds | None = key("balance sheet total", None, unit="pounds", least=0)
    tupe_limit: Number | None = key(
        "most transferring staff it can absorb", None, unit="full-time equivalents", least=0
    )
    max_lots: Whole | None = key("most lots it can win", None, unit="lots", least=1)
    min_lot_value: Pounds | None = key(
        "smallest lot it would take", None, unit="pounds a year", least=0
    )
    price: Price | None = key("price of gross value", None, unit="per cent")
    count: Whole = key("identical providers like this one, id-1 ... id-n", 1, least=1, most=1000)


class ConsortiumRow(EvidencedRow):
    """Listed providers that bid together."""

    id: Name = key("short name, unique, of no provider")
    name: Words = key("full name; left out: the id", "")
    members: Names = key("ids of the providers that form it")
    shares: tuple[Percentage, ...] = key("each member's part of what it wins", unit="share")


class FundingRow(EvidencedRow):
    """A source of money and what it may pay for."""

    id: Name = key("short name, unique")
    name: Words = key("full name; left out: the id", "")
    annual: BudgetPerYear = key("what it holds, one or a list of one a year", unit="pounds a year")
    services: Names = key("services that it may pay for, or *")
    localities: Names = key("localities in which it may; *: everywhere, authority-wide too")

    def holds(self, year: int) -> Pence:
        """What it holds in a contract year (an index)."""
        return self.annual[year] if isinstance(self.annual, tuple) else self.annual

    def may_pay(self, service: str, locality: str) -> bool:
        """Whether it may pay for the service there; "" is authority-wide."""
        wanted = "*" in self.services or service in self.services
        return wanted and ("*" in self.localities or locality in self.localities)


class ScoreRow(EvidencedRow):
    """What officers give an option by a criterion."""

    option: Name = key("id of an option; best: the best design")
    criterion: Name = key("id of a criterion")
    score: Number = key("the score", least=0)
    reason: Words = key("why", "")

    @property
    def name(self) -> str:
        """What is scored by what."""
        return f"{self.option} by {self.criterion}"
