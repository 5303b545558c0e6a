"""Finds our columns among those of a file: as decided, or guessed from what councils call them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.faults import Fault, suggest_name
from lotdesign.importing.decisions import SAME_IN_EVERY_ROW, MappedTable
from lotdesign.importing.questions import ImportQuestion
from lotdesign.importing.source_tables import SourceTable
from lotdesign.input.header import fold_name
from lotdesign.input.sheet import SheetRow


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column of ours: what it holds, what councils call it, and whether it must be there."""

    about: str
    also: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class ColumnMap:
    """Where each column of ours stands in a file, or the same value for every row.

    `guessed` are those that nobody decided, `ignored` the file's columns that are not read.
    """

    places: Mapping[str, int]
    constants: Mapping[str, str]
    rename: Mapping[str, Mapping[str, str]]
    guessed: tuple[str, ...]
    ignored: tuple[str, ...]
    only: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Whether rows say anything of this column."""
        return column in self.places or column in self.constants

    def read(self, row: SheetRow, column: str) -> str:
        """What a row says of our column, renamed where that was decided; "" for nothing."""
        if column in self.constants:
            return self.constants[column]
        place = self.places.get(column)
        text = row.cells[place].strip() if place is not None and place < len(row.cells) else ""
        return self.rename.get(column, {}).get(text, text)

    def is_wanted(self, row: SheetRow) -> bool:
        """Whether a row is to be read at all."""
        return all(
            place < len(row.cells) and row.cells[place].strip() in said
            for place, said in self.only.items()
        )


@dataclass(frozen=True)
class FoundColumns:
    """A column map, what is still to be decided about it, and faults of what was decided."""

    map: ColumnMap
    questions: tuple[ImportQuestion, ...]
    faults: tuple[Fault, ...]


def find_columns(
    section: str,
    map_file: str,
    table: SourceTable,
    mapped: MappedTable,
    wanted: Mapping[str, WantedColumn],
) -> FoundColumns:
    """Map the columns of a table; `section` is where its decisions stand in the map file."""
    at = {name: i for i, name in reversed(list(enumerate(table.columns))) if name}
    faults = list(_find_wrong_names(section, map_file, at, mapped, wanted))
    constants = {
        ours: theirs.removeprefix(SAME_IN_EVERY_ROW).strip()
        for ours, theirs in mapped.columns.items()
        if theirs.startswith(SAME_IN_EVERY_ROW)
    }
    places = {ours: at[theirs] for ours, theirs in mapped.columns.items() if theirs in at}
    guessed = {
        ours: place
        for ours, column in wanted.items()
        if ours not in mapped.columns
        and (place := _guess(ours, column, table.columns, places)) is not None
    }
    places = {ours: places.get(ours, guessed.get(ours, -1)) for ours in wanted}
    places = {ours: place for ours, place in places.items() if place >= 0}
    only = {at[name]: frozenset(said) for name, said in mapped.only.items() if name in at}
    used = {*places.values(), *only}
    free = [name for i, name in enumerate(table.columns) if name and i not in used]
    questions = [
        ImportQuestion(
            (section, "columns", ours),
            f"which column of {table.file} holds {column.about}?",
            (*free, f'"{SAME_IN_EVERY_ROW} ..." for the same in every row'),
        )
        for ours, column in wanted.items()
        if column.required and ours not in places and ours not in mapped.columns
    ]
    found = ColumnMap(places, constants, mapped.rename, tuple(guessed), tuple(free), only)
    return FoundColumns(found, tuple(questions), tuple(faults))


def _find_wrong_names(
    section: str,
    map_file: str,
    at: Mapping[str, int],
    mapped: MappedTable,
    wanted: Mapping[str, WantedColumn],
) -> Iterator[Fault]:
    for key, ours in (
        *(("columns", each) for each in mapped.columns),
        *(("rename", each) for each in mapped.rename),
    ):
        if ours not in wanted:
            yield Fault(f"{map_file}, {section}.{key}", suggest_name(ours, wanted), ours)
    for ours, theirs in mapped.columns.items():
        if theirs not in at and not theirs.startswith(SAME_IN_EVERY_ROW):
            where = f"{map_file}, {section}.columns.{ours}"
            yield Fault(where, f"there is no such column; {suggest_name(theirs, at)}", theirs)
    for theirs in mapped.only:
        if theirs not in at:
            where = f"{map_file}, {section}.only"
            yield Fault(where, f"there is no such column; {suggest_name(theirs, at)}", theirs)


def _guess(
    ours: str, column: WantedColumn, names: Sequence[str], taken: Mapping[str, int]
) -> int | None:
    """The first column that is called as ours, or as councils call it; None for none."""
    folded = [fold_name(name) for name in names]
    for known in (ours, *column.also):
        for i, name in enumerate(folded):
            if name == known and i not in taken.values():
                return i
    return None


def list_headings(mapped: MappedTable, wanted: Mapping[str, WantedColumn]) -> list[str]:
    """All names by which the columns may be called, for finding the header."""
    also = (name for ours, column in wanted.items() for name in (ours, *column.also))
    return [*mapped.columns.values(), *mapped.only, *also]


UNIT_COLUMNS: Mapping[str, WantedColumn] = {
    "name": WantedColumn("the name", ("centre", "centre_name", "site", "site_name", "title")),
    "id": WantedColumn("a short id", ("ref", "reference", "code", "urn", "cqc_id", "site_id")),
    "service": WantedColumn(
        "the service", ("service_type", "type", "service_line", "category"), required=True
    ),
    "annual_budget": WantedColumn("today's budget", ("budget", "annual_cost", "contract_value")),
    "locality": WantedColumn(
        "the locality", ("ward", "ward_name", "ward_code", "area", "district")
    ),
    "postcode": WantedColumn("the postcode", ("post_code",)),
    "lat": WantedColumn("the latitude", ("latitude",)),
    "lon": WantedColumn("the longitude", ("long", "lng", "longitude")),
    "easting": WantedColumn("metres east on the national grid", ("eastings", "geox")),
    "northing": WantedColumn("metres north on the national grid", ("northings", "geoy")),
    "provider": WantedColumn("today's provider", ("operator", "provider_name", "supplier")),
    "need": WantedColumn("a weight for need"),
    "tupe_fte": WantedColumn("staff who transfer", ("fte", "staff_fte")),
    "cpv": WantedColumn("the CPV code", ("cpv_code",)),
}
"""What an import reads of units."""

PROVIDER_COLUMNS: Mapping[str, WantedColumn] = {
    "name": WantedColumn(
        "the name", ("provider", "provider_name", "organisation", "supplier"), required=True
    ),
    "kind": WantedColumn("the kind", ("sector", "provider_type"), required=True),
    "services": WantedColumn("services it provides (* for all)", required=True),
    "localities": WantedColumn("localities it covers (* for all)", required=True),
    "annual_turnover": WantedColumn(
        "the turnover (blank: no limit)", ("turnover", "income", "total_income"), required=True
    ),
    "capacity": WantedColumn("the most it can take on"),
    "staff": WantedColumn("employees", ("employees",)),
}
"""What an import reads of providers."""

PAYMENT_COLUMNS: Mapping[str, WantedColumn] = {
    "payee": WantedColumn(
        "who was paid",
        (
            "supplier",
            "supplier_name",
            "beneficiaryname",
            "beneficiary_name",
            "beneficiary",
            "vendor",
            "vendor_name",
            "creditor",
            "creditor_name",
            "merchant",
        ),
        required=True,
    ),
    "amount": WantedColumn(
        "the amount",
        ("net_amount", "amount_net", "value", "net", "amount_gbp", "total", "payment_amount"),
        required=True,
    ),
    "date": WantedColumn(
        "the day of payment",
        (
            "paymentdate",
            "payment_date",
            "date_paid",
            "pay_date",
            "transaction_date",
            "posting_date",
        ),
        required=True,
    ),
}
"""What an import reads of payments."""

POSTCODE_COLUMNS: Mapping[str, WantedColumn] = {
    "postcode": WantedColumn("the postcode", ("pcds", "pcd", "pcd2", "post_code"), required=True),
    "locality": WantedColumn(
        "the locality",
        ("ward", "ward_code", "osward", "admin_ward_code", "area_code"),
        required=True,
    ),
}
"""What an import reads of a lookup of postcodes."""
