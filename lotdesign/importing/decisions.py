"""What a person decides about an import: the keys of its map file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from lotdesign.faults import Fault, InputFaults
from lotdesign.importing.payments import parse_financial_year
from lotdesign.input.raw import RawDocument, ValuePath, locate_faults
from lotdesign.input.toml_file import parse_toml
from lotdesign.input.validation import extract_valid_part
from lotdesign.scenario.boundary_files import DEFAULT_TOLERANCE, MetresField
from lotdesign.scenario.fields import NameField, PoundsField, TextField, WholeField, declare_key
from lotdesign.scenario.money_section import MoneySection
from lotdesign.scenario.sections import (
    AuthoritySection,
    DocumentSection,
    FigureBasis,
    MarketSection,
    TermSection,
)

SAME_IN_EVERY_ROW = "="
"""How an entry of `columns` begins that is no column but what every row says."""

OPEN_ANSWER = "?"
"""What stands in a map file where nobody has decided yet."""

FinancialYearField = Annotated[str, BeforeValidator(parse_financial_year)]


class MappedTable(DocumentSection):
    """How a table of ours is found in a file of theirs."""

    sheet: TextField = declare_key("sheet of a workbook; left out: the only one", "")
    header: WholeField | None = declare_key(
        "row that names the columns; left out: the first that looks like it", None, least=1
    )
    columns: dict[str, TextField] = declare_key(
        'our column = "the file\'s column", or "= the same in every row"', {}
    )
    rename: dict[str, dict[str, TextField]] = declare_key(
        'our column = { "what the file says" = "what is meant" }', {}
    )
    only: dict[str, tuple[TextField, ...]] = declare_key(
        'the file\'s column = ["what a row must say to be read"]', {}
    )


class MappedUnits(MappedTable):
    """The units, from a list of centres or services."""

    budget: Literal["column", "payments"] = declare_key(
        "where budgets come from: column, or payments to each unit's provider, in equal parts",
        "column",
    )
    outside: Literal["ask", "nearest", "leave_out"] = declare_key(
        "units in no boundary: nearest takes the nearest one", "ask"
    )
    without_budget: Literal["ask", "leave_out"] = declare_key(
        "units for which no budget is found", "ask"
    )
    budgets: dict[str, PoundsField] = declare_key("budget of a unit by its id, in pounds", {})
    localities: dict[str, TextField] = declare_key("locality of a unit by its id", {})


class MappedProviders(MappedTable):
    """Who may bid."""

    kinds: dict[str, TextField] = declare_key("kind of a provider by its name", {})


class MappedPayments(MappedTable):
    """Spending: who was paid how much and when."""

    year: FinancialYearField | None = declare_key("financial year whose payments count", None)


class MappedBoundaries(DocumentSection):
    """Boundaries of the localities."""

    id: TextField = declare_key("property that holds the id", "")
    name: TextField = declare_key("property that holds the name", "")
    coordinates: Literal["", "degrees", "swapped degrees", "british national grid"] = declare_key(
        "what the coordinates are", ""
    )
    tolerance: MetresField = declare_key(
        "how far apart shared borders may be drawn", DEFAULT_TOLERANCE
    )
    add: tuple[tuple[NameField, NameField], ...] = declare_key("pairs that touch all the same", ())
    remove: tuple[tuple[NameField, NameField], ...] = declare_key("pairs that do not touch", ())


class MappedPostcodes(MappedTable):
    """A lookup of postcodes: the locality of each."""


class MappedNotice(DocumentSection):
    """A published notice whose lots are the units."""

    value: Literal["yearly", "initial", "with_extensions"] | None = declare_key(
        "what the published values are of: a year, the first term, or all years", None
    )
    service: TextField = declare_key("the service of the lots", "")


class ImportDecisions(DocumentSection):
    """Everything that may stand in a map file."""

    authority: AuthoritySection = declare_key("who buys what", AuthoritySection())
    term: TermSection = declare_key("how long the contracts run", TermSection())
    money: MoneySection = declare_key("costs, savings and prices", MoneySection())
    market: MarketSection = declare_key("how the market is judged", MarketSection())
    basis: FigureBasis = declare_key("where these figures come from", {})
    units: MappedUnits = declare_key("the units", MappedUnits())
    boundaries: MappedBoundaries = declare_key("the boundaries", MappedBoundaries())
    postcodes: MappedPostcodes = declare_key("the postcodes", MappedPostcodes())
    providers: MappedProviders = declare_key("the providers", MappedProviders())
    spend: MappedPayments = declare_key("the payments", MappedPayments())
    notice: MappedNotice = declare_key("the notice", MappedNotice())
    same: dict[str, dict[str, Literal["yes", "no"]]] = declare_key(
        'two names = whether they are one organisation: "A" = { "A Ltd" = "yes" }', {}
    )


SCENARIO_SECTIONS = ("authority", "term", "money", "market", "basis")
"""Sections that go into scenario.toml as they stand."""


@dataclass(frozen=True, slots=True)
class ReadDecisions:
    """The decisions, the values as written, and the paths that are still open."""

    file: str
    values: Mapping[str, Any]
    decided: ImportDecisions
    open_paths: frozenset[ValuePath]


def parse_decisions(file: str, data: bytes) -> ReadDecisions:
    """The decisions in a map file; raises InputFaults with every fault."""
    return check_decisions(file, parse_toml(file, data))


def check_decisions(file: str, values: Mapping[str, Any]) -> ReadDecisions:
    """The decisions in these values, "?" being open; raises InputFaults with every fault."""
    opened: list[ValuePath] = []
    closed = _take_out_open(dict(values), (), opened)
    raw = RawDocument(file, file, closed, ImportDecisions)
    part, flaws = extract_valid_part(raw, ImportDecisions)
    if flaws or part is None:
        raise InputFaults(locate_faults((), flaws, raw) or [Fault(file, "cannot be read")])
    return ReadDecisions(file, values, part.document, frozenset(opened))


def _take_out_open(values: Any, loc: ValuePath, opened: list[ValuePath]) -> Any:
    """A copy without the keys whose value is open."""
    if not isinstance(values, dict):
        return values
    kept = {}
    for key, value in values.items():
        if value == OPEN_ANSWER:
            opened.append((*loc, key))
        else:
            kept[key] = _take_out_open(value, (*loc, key), opened)
    return kept
