"""Works out the tables of a scenario from files as councils have them, and what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.faults import UsageError, make_printable
from lotdesign.importing.column_maps import (
    PAYMENT_COLUMNS,
    POSTCODE_COLUMNS,
    PROVIDER_COLUMNS,
    UNIT_COLUMNS,
    WantedColumn,
    find_columns,
    list_headings,
)
from lotdesign.importing.decisions import ImportDecisions, MappedTable, ReadDecisions
from lotdesign.importing.made_ids import make_ids
from lotdesign.importing.map_file import is_open
from lotdesign.importing.map_reading import ImportedMap, read_boundary_file
from lotdesign.importing.name_groups import NameGroups
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.notice_units import build_notice_table, guess_from_notice
from lotdesign.importing.notices import PublishedNotice, parse_notice
from lotdesign.importing.payment_table import read_payments
from lotdesign.importing.payments import PaymentSum
from lotdesign.importing.provider_rows import ProviderList
from lotdesign.importing.source_tables import SourceTable, open_source_table
from lotdesign.importing.unit_list import ListedUnit, list_units
from lotdesign.importing.unit_places import fold_postcode, place_units
from lotdesign.importing.unit_rows import TodaysContract, build_unit_rows, find_budgets
from lotdesign.pence import Pence
from lotdesign.words import format_count

TableRows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is imported: its name in sentences, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportSources:
    """The files of an import; what is None was not given."""

    units: SourceFile | None = None
    boundaries: SourceFile | None = None
    providers: SourceFile | None = None
    spend: SourceFile | None = None
    postcodes: SourceFile | None = None
    notice: SourceFile | None = None

    def list_files(self) -> list[tuple[str, SourceFile]]:
        """(what it holds, file) of those given."""
        named = ("units", "boundaries", "providers", "spend", "postcodes", "notice")
        found = [(name, getattr(self, name)) for name in named]
        return [(name, file) for name, file in found if file is not None]


@dataclass(frozen=True)
class ImportPlan:
    """The tables as they would be written, today's contracts, and the notes."""

    tables: Mapping[str, TableRows]
    contracts: Sequence[TodaysContract]
    notes: ImportNotes
    notice: PublishedNotice | None = None


def plan_import(sources: ImportSources, read: ReadDecisions) -> ImportPlan:
    """Work out the tables; what is open or wrong stands in the notes.

    Raises InputFaults for a file that cannot be read at all, UsageError without the geometry
    library.
    """
    notes, decided = ImportNotes(read.file), read.decided
    table, notice = _open_units(sources, decided, notes)
    columns, units = list_units(table, decided.units, notes)
    if sources.units is None:  # the columns are ours, and nobody need look at them
        notes.guesses = {loc: v for loc, v in notes.guesses.items() if loc[0] != "units"}
    notes.guesses |= {loc: v for loc, v in notes.published.items() if is_open(read.values, loc)}
    map_ = _read_map(sources, decided, units, notes)
    postcodes = _read_postcodes(sources.postcodes, decided, notes)
    groups = NameGroups(decided.same)
    providers = None
    if sources.providers is not None:
        listed = _open(sources.providers, decided.providers, PROVIDER_COLUMNS)
        providers = ProviderList(listed, decided.providers, groups, notes)
    todays = {unit.id: unit.cells["provider"] for unit in units if unit.cells["provider"]}
    groups.add(todays.values())
    year, paid = _read_spend(sources.spend, decided, notes)
    groups.add(paid)
    wanted = dict.fromkeys([*(providers.list_names() if providers else ()), *todays.values()])
    for one, other in groups.list_open_pairs(wanted, [*paid, *wanted]):
        notes.ask(("same", one, other), "are these two names one organisation?", ("yes", "no"))
    places = place_units(table.file, units, map_, postcodes, decided.units, notes)
    services = frozenset(unit.service for unit in units)
    rows = providers.build(services, map_) if providers else []
    ids = _name_providers(todays, groups, rows)
    contracts = _list_contracts(units, todays, groups, ids, paid)
    budgets = {}
    if _knows_budgets(columns.has("annual_budget"), bool(paid), sources, decided, notes, table):
        spent = (sources.spend.name if sources.spend else "", year)
        budgets = find_budgets(table.file, units, contracts, spent, decided.units, notes)
    _ask_about_scenario(read, notes)
    tables: dict[str, TableRows] = {
        "units": build_unit_rows(units, places, budgets, ids, contracts),
        "localities": map_.localities,
        "neighbours": map_.neighbours,
        "providers": rows,
    }
    found = {name: each for name, each in tables.items() if each}
    return ImportPlan(found, contracts, notes, notice)


def _open_units(
    sources: ImportSources, decided: ImportDecisions, notes: ImportNotes
) -> tuple[SourceTable, PublishedNotice | None]:
    """The table of units, or the lots of the notice; raises UsageError where there is neither."""
    notice = None
    if sources.notice is not None:
        notice = parse_notice(sources.notice.name, sources.notice.data)
        guess_from_notice(notice, notes)
    if sources.units is not None:
        return _open(sources.units, decided.units, UNIT_COLUMNS), notice
    if sources.notice is None or notice is None:
        raise UsageError("give the units, --units FILE, or a notice whose lots they are")
    return build_notice_table(sources.notice.name, notice, decided.notice, notes), notice


def _open(
    source: SourceFile, mapped: MappedTable, wanted: Mapping[str, WantedColumn]
) -> SourceTable:
    return open_source_table(
        source.name, source.data, list_headings(mapped, wanted), mapped.sheet, mapped.header
    )


def _read_map(
    sources: ImportSources,
    decided: ImportDecisions,
    units: Sequence[ListedUnit],
    notes: ImportNotes,
) -> ImportedMap:
    """The map of the boundaries, or localities alone, as the units name them."""
    given = sources.boundaries
    if given is not None:
        return read_boundary_file(given.name, given.data, decided.boundaries, notes)
    names = list(dict.fromkeys(u.cells["locality"] for u in units if u.cells["locality"]))
    ids = make_ids(names)
    return ImportedMap(
        tuple({"id": short, "name": name} for short, name in zip(ids, names, strict=True))
    )


def _read_postcodes(
    source: SourceFile | None, decided: ImportDecisions, notes: ImportNotes
) -> dict[str, str]:
    """Postcode without blanks -> what the lookup says of its locality."""
    if source is None:
        return {}
    table = _open(source, decided.postcodes, POSTCODE_COLUMNS)
    found = find_columns("postcodes", notes.map_file, table, decided.postcodes, POSTCODE_COLUMNS)
    columns = notes.add_columns("postcodes", table, found)
    pairs = ((columns.read(r, "postcode"), columns.read(r, "locality")) for r in table.rows)
    lookup = {fold_postcode(code): place for code, place in pairs if code and place}
    notes.read.append(f"{source.name}: {format_count(len(lookup), 'postcode')}.")
    return lookup


def _read_spend(
    source: SourceFile | None, decided: ImportDecisions, notes: ImportNotes
) -> tuple[str, Mapping[str, PaymentSum]]:
    if source is None:
        return "", {}
    return read_payments(_open(source, decided.spend, PAYMENT_COLUMNS), decided.spend, notes)


def _name_providers(
    todays: Mapping[str, str], groups: NameGroups, rows: TableRows
) -> dict[str, str]:
    """Unit -> id of its provider: that of the table, or one made from its name."""
    known = {row["name"]: row["id"] for row in rows}
    others = dict.fromkeys(
        name for each in todays.values() if (name := groups.find(each)) not in known
    )
    known |= dict(zip(others, make_ids(others, known.values()), strict=True))
    return {unit: known[groups.find(name)] for unit, name in todays.items()}


def _list_contracts(
    units: Sequence[ListedUnit],
    todays: Mapping[str, str],
    groups: NameGroups,
    ids: Mapping[str, str],
    paid: Mapping[str, PaymentSum],
) -> list[TodaysContract]:
    """A contract for each provider of units that was paid: all its units, all its names."""
    payees: dict[str, list[str]] = {}
    for payee in paid:
        payees.setdefault(groups.find(payee), []).append(payee)
    held: dict[str, list[str]] = {}
    for unit in units:
        if unit.id in todays:
            held.setdefault(groups.find(todays[unit.id]), []).append(unit.id)
    return [
        TodaysContract(
            provider=ids[shorts[0]],
            payees=tuple(payees[name]),
            pence=Pence(sum(paid[payee].amount for payee in payees[name])),
            payments=sum(paid[payee].payments for payee in payees[name]),
            units=tuple(shorts),
        )
        for name, shorts in held.items()
        if name in payees
    ]


def _knows_budgets(
    has_column: bool,
    has_payments: bool,
    sources: ImportSources,
    decided: ImportDecisions,
    notes: ImportNotes,
    table: SourceTable,
) -> bool:
    """Whether it is decided where budgets come from; else it is asked."""
    units = decided.units
    if any(question.loc == ("notice", "value") for question in notes.questions):
        return False
    if units.budgets or "without_budget" in units.model_fields_set:
        return True
    if units.budget == "payments":
        if sources.spend is None:
            notes.ask(("units", "budget"), "no payments are given (--spend FILE).", ("column",))
        return has_payments
    if has_column or "budget" in units.model_fields_set:
        return True
    if sources.spend is not None:
        text = (
            f"{make_printable(table.file)} has no budgets; are they what each unit's provider was "
            "paid, in equal parts?"
        )
        notes.ask(("units", "budget"), text, ("payments",))
    else:
        free = tuple(name for name in table.columns if name)
        text = f"which column of {table.file} holds today's budgets?"
        notes.ask(("units", "columns", "annual_budget"), text, free)
    return False


def _ask_about_scenario(read: ReadDecisions, notes: ImportNotes) -> None:
    """Ask for figures that no file holds and no design is judged without."""
    for section, key, text in (
        ("authority", "name", "which council is it?"),
        ("term", "initial", "how many years do the contracts run at first?"),
        ("money", "contract_management", "what does it cost to manage a contract, a year?"),
        ("money", "procurement", "what does it cost to procure a contract, once?"),
    ):
        if is_open(read.values, (section, key)) and (section, key) not in notes.guesses:
            notes.ask((section, key), text)
