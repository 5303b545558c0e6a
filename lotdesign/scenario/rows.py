"""The rows of a scenario's tables, one class a table.

Units, localities, providers, funding, scores and dated figures of the law.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lotdesign.pence import Pence
from lotdesign.scenario.fields import (
    IdField,
    NameField,
    NamesField,
    NumberField,
    OptionalPoundsField,
    PercentageField,
    PoundsField,
    PriceField,
    ReferenceField,
    TextField,
    WholeField,
    YearlyBudgetField,
    declare_key,
)
from lotdesign.scenario.values import (
    is_blank,
    parse_number,
    parse_percentage,
    parse_pounds,
    parse_whole,
)
from lotdesign.scenario.years import MOST_YEARS

ProviderKind = Literal["national", "sme", "vcse", "school", "mutual", "council"]
EvidenceBasis = Literal["source", "assumption"]

LawParameter = Literal[
    "regime",
    "light_touch_threshold",
    "services_threshold",
    "thresholds_with_vat",
    "vat_rate",
    "reasons_for_lots",
    "reserved_years",
    "kpi_threshold",
    "turnover_multiple",
    "sme_staff",
    "sme_turnover",
    "sme_balance_sheet",
]

LawStanding = Literal["statute", "policy", "uncertain"]

LawValue = str | bool | Pence | Fraction | int
Number = TypeVar("Number", Pence, Fraction, int)


class TableRow(BaseModel):
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


class EvidencedRow(TableRow):
    """A row whose figures are either from a source or an assumption."""

    basis: EvidenceBasis = declare_key(
        "whether the figures come from a source or are assumed", "assumption"
    )
    source: TextField = declare_key("where the figures come from", "")


class UnitRow(EvidencedRow):
    """A service in a place: the smallest thing that a lot can hold."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id")
    service: IdField = declare_key("the service line it belongs to")
    annual_budget: PoundsField = declare_key("today's budget", unit="pounds a year", least=0)
    locality: ReferenceField = declare_key("id of its locality; empty: authority-wide", "")
    x: NumberField | None = declare_key("position east", None, unit="kilometres")
    y: NumberField | None = declare_key("position north", None, unit="kilometres")
    lat: NumberField | None = declare_key("latitude", None, unit="degrees", least=-90, most=90)
    lon: NumberField | None = declare_key("longitude", None, unit="degrees", least=-180, most=180)
    need: NumberField | None = declare_key("weight for need-led funding and balance", None, least=0)
    tupe_fte: NumberField | None = declare_key(
        "staff who transfer", None, unit="full-time equivalents", least=0
    )
    first_year: WholeField | None = declare_key(
        "first contract year in which it is bought; blank: its service's",
        None,
        unit="contract year",
        least=1,
        most=MOST_YEARS,
    )
    last_year: WholeField | None = declare_key(
        "last contract year in which it is bought; blank: its service's",
        None,
        unit="contract year",
        least=1,
        most=MOST_YEARS,
    )
    contract: TextField = declare_key("today's contract; empty: a contract of its own", "")
    provider: TextField = declare_key("today's provider", "")
    building_rent: PoundsField = declare_key(
        "rent to the council", Pence(0), unit="pounds a year", least=0
    )
    procedure: TextField = declare_key("how it must be procured", "")
    regime: TextField = declare_key("the law it falls under", "")
    cpv: TextField = declare_key("CPV code", "")


class LocalityRow(TableRow):
    """A part of the authority.

    Its further columns are areas in which it lies; `[data] areas` names them.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    __pydantic_extra__: dict[str, TextField] = Field(init=False)

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id")
    population: NumberField | None = declare_key(
        "people who live there", None, unit="people", least=0
    )
    need: NumberField | None = declare_key("weight for dividing by need", None, least=0)
    x: NumberField | None = declare_key("position east", None, unit="kilometres")
    y: NumberField | None = declare_key("position north", None, unit="kilometres")
    lat: NumberField | None = declare_key("latitude", None, unit="degrees", least=-90, most=90)
    lon: NumberField | None = declare_key("longitude", None, unit="degrees", least=-180, most=180)

    @property
    def areas(self) -> Mapping[str, str]:
        """Column -> the area that it names."""
        return self.__pydantic_extra__


class NeighbourRow(TableRow):
    """Two localities that touch."""

    a: IdField = declare_key("id of a locality")
    b: IdField = declare_key("id of another locality")


class ProviderRow(EvidencedRow):
    """Somebody who may bid. A blank figure is no limit."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; blank: the id")
    services: NamesField = declare_key("services it provides, a;b or *")
    localities: NamesField = declare_key("localities it covers, a;b or *")
    annual_turnover: OptionalPoundsField = declare_key(
        "turnover; blank: no limit", unit="pounds a year", least=0
    )
    kind: ProviderKind = declare_key("what sort of organisation it is")
    capacity: PoundsField | None = declare_key(
        "most it can take on", None, unit="pounds a year", least=0
    )
    staff: WholeField | None = declare_key("employees", None, unit="people", least=0)
    balance_sheet: PoundsField | None = declare_key(
        "balance sheet total", None, unit="pounds", least=0
    )
    tupe_limit: NumberField | None = declare_key(
        "most transferring staff it can absorb", None, unit="full-time equivalents", least=0
    )
    max_lots: WholeField | None = declare_key("most lots it can win", None, unit="lots", least=1)
    min_lot_value: PoundsField | None = declare_key(
        "smallest lot it would take", None, unit="pounds a year", least=0
    )
    price: PriceField | None = declare_key("price of gross value", None, unit="per cent")
    stay: PercentageField | None = declare_key(
        "chance that it stays; blank: that of its kind in [stress]",
        None,
        unit="share",
        least=0,
        most=1,
    )
    count: WholeField = declare_key(
        "identical providers like this one, id-1 ... id-n; 0: it is gone", 1, least=0, most=1000
    )


def is_copy_name(name: str, row: str) -> bool:
    """Whether this may be the id of a copy of the counted provider with id `row`."""
    return name.startswith(f"{row}-") and name[len(row) + 1 :].isdecimal()


class ConsortiumRow(EvidencedRow):
    """Listed providers that bid together."""

    id: IdField = declare_key("short name, unique, of no provider")
    name: TextField = declare_key("full name; left out: the id", "")
    members: NamesField = declare_key("ids of the providers that form it")
    shares: tuple[PercentageField, ...] = declare_key(
        "each member's part of what it wins", unit="share"
    )


class FundingRow(EvidencedRow):
    """A source of money and what it may pay for."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name; left out: the id", "")
    annual: YearlyBudgetField = declare_key(
        "what it holds, one or a list of one a year", unit="pounds a year"
    )
    services: NamesField = declare_key("services that it may pay for, or *")
    localities: NamesField = declare_key(
        "localities in which it may; *: everywhere, authority-wide too"
    )

    def get_amount(self, year: int) -> Pence:
        """Pence that it holds in a contract year (an index)."""
        return self.annual[year] if isinstance(self.annual, tuple) else self.annual

    def may_pay(self, service: str, locality: str) -> bool:
        """Whether it may pay for the service there; "" is authority-wide."""
        wanted = "*" in self.services or service in self.services
        return wanted and ("*" in self.localities or locality in self.localities)


class ScoreRow(EvidencedRow):
    """What officers give an option by a criterion."""

    option: IdField = declare_key("id of an option; best: the best design")
    criterion: IdField = declare_key("id of a criterion")
    score: NumberField = declare_key("the score", least=0)
    reason: TextField = declare_key("why", "")

    @property
    def name(self) -> str:
        """What is scored by what."""
        return f"{self.option} by {self.criterion}"


class LawRow(TableRow):
    """The value of a parameter from a day on, until the day of a later row."""

    parameter: LawParameter = declare_key("which figure")
    since: NameField = declare_key("first day, as 2025-02-24", alias="from")
    value: NameField = declare_key("the figure: pounds, a percentage, years, yes or no, or a name")
    standing: LawStanding = declare_key(
        "statute, policy, or a reading that is not settled", "statute"
    )
    source: TextField = declare_key("where it stands", "")

    @property
    def first_day(self) -> date:
        """The first day; raises ValueError where the text is no day."""
        return parse_day(self.since)

    @property
    def parsed_value(self) -> LawValue:
        """The value, of the parameter's type; raises ValueError that says what would be right."""
        return LAW_VALUE_PARSERS[self.parameter](self.value)


def parse_day(text: str) -> date:
    """A day written as 2025-02-24; raises ValueError otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("write a day, for example 2025-02-24") from None


def _parse_yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("write yes or no")
    return text == "yes"


def _refuse_below_zero(found: Number) -> Number:
    """The figure itself; raises ValueError where it is below 0, as none of the law's is."""
    if found < 0:
        raise ValueError("must be at least 0")
    return found


def _parse_limit(text: str) -> Pence:
    return _refuse_below_zero(parse_pounds(text))


def _parse_count(text: str) -> int:
    return _refuse_below_zero(parse_whole(text))


def _parse_multiple(text: str) -> Fraction:
    return _refuse_below_zero(parse_number(text))


def _parse_rate(text: str) -> Fraction:
    """A share from a percentage; raises ValueError outside 0% to 100%."""
    share = parse_percentage(text)
    if not 0 <= share <= 1:
        raise ValueError("must be from 0% to 100%")
    return share


LAW_VALUE_PARSERS: Mapping[str, Callable[[str], LawValue]] = {
    "regime": str,
    "light_touch_threshold": _parse_limit,
    "services_threshold": _parse_limit,
    "thresholds_with_vat": _parse_yes_or_no,
    "vat_rate": _parse_rate,
    "reasons_for_lots": str,
    "reserved_years": _parse_count,
    "kpi_threshold": _parse_limit,
    "turnover_multiple": _parse_multiple,
    "sme_staff": _parse_count,
    "sme_turnover": _parse_limit,
    "sme_balance_sheet": _parse_limit,
}
