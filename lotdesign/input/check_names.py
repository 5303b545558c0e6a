"""Cross-checks of names: ids that stand twice, and references to unknown ids."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lotdesign.faults import suggest_name
from lotdesign.input.raw import DocumentFlaw, RawDocument, ValuePath, read_name
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.rows import FundingRow, is_copy_name

ALL_NAMES = "*"

_TABLES_WITH_IDS = (
    *("units", "localities", "providers", "consortium", "funding"),
    *("rule", "option", "dropped", "criterion", "case"),
)
"""Tables whose entries have ids."""


class AnyName(frozenset[str]):
    """Stands for the names of a table that could not be read: contains every name."""

    def __contains__(self, name: object) -> bool:
        return True


class ProviderNames(frozenset[str]):
    """The ids of providers and of copies; of a row with count 0 any copy's name is known."""

    gone: frozenset[str] = frozenset()

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (
            isinstance(name, str) and any(is_copy_name(name, row) for row in self.gone)
        )


@dataclass(frozen=True)
class ReferenceNames:
    """The ids and names that may be referred to, from all rows, valid or not.

    `rows` are the ids of the units in the table; `parts` has the parts of divided units, each
    with its unit.
    """

    rows: frozenset[str]
    parts: Mapping[str, str]
    services: frozenset[str]
    localities: frozenset[str]
    providers: frozenset[str]

    @cached_property
    def units(self) -> frozenset[str]:
        """The ids of units and of parts."""
        return AnyName() if isinstance(self.rows, AnyName) else self.rows.union(self.parts)


def collect_names(draft: ScenarioDraft) -> ReferenceNames:
    """Collect the names from the draft's files."""
    raw = draft.raw
    rows, localities = (
        read_column_names(raw, "units", "id"),
        read_column_names(raw, "localities", "id"),
    )
    divided = {unit for section in draft.document.divide for unit in section.units} & rows
    return ReferenceNames(
        rows=rows,
        parts={f"{unit}@{place}": unit for unit in divided for place in localities},
        services=read_column_names(raw, "units", "service"),
        localities=localities,
        providers=_add_provider_copies(draft, read_column_names(raw, "providers", "id")),
    )


def read_column_names(raw: RawDocument, table: str, name: str) -> frozenset[str]:
    """The names in a column of a table; every name where the table could not be read."""
    entries = raw.list_entries(table)
    if (table,) in raw.reported or (table == "units" and not entries):
        return AnyName()
    return frozenset(read_name(row.get(name)) for _, row in entries) - {""}


def _add_provider_copies(draft: ScenarioDraft, ids: frozenset[str]) -> frozenset[str]:
    if isinstance(ids, AnyName):
        return ids
    names = ProviderNames(ids | {copy for _, row in _list_provider_ids(draft) for copy in row})
    names.gone = frozenset(row.id for row in draft.document.providers or () if row.count == 0)
    return names


def _list_provider_ids(draft: ScenarioDraft) -> Iterator[tuple[ValuePath, list[str]]]:
    """(path, ids) of each row of a provider: its own id, or those of its copies."""
    for loc, row in draft.iterate_entries(draft.document.providers or (), "providers"):
        yield loc, [row.id] if row.count < 2 else [f"{row.id}-{i + 1}" for i in range(row.count)]


def check_duplicates(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Ids that stand twice, parts of units and copies of providers included."""
    raw = draft.raw
    for table in _TABLES_WITH_IDS:
        entries = raw.list_entries(table)
        yield from find_duplicates(
            raw, [(loc, read_name(entry.get("id"))) for loc, entry in entries]
        )
    for loc, row in raw.list_entries("units"):
        if read_name(row.get("id")) in names.parts:
            yield DocumentFlaw(
                (*loc, "id"), "is also the id of a part of a divided unit", row["id"]
            )
    written = {read_name(row.get("id")): loc for loc, row in raw.list_entries("providers")}
    for loc, copies in _list_provider_ids(draft):
        for copy in copies:
            if written.get(copy, loc) != loc:
                yield DocumentFlaw(
                    (*written[copy], "id"), "is also a copy of a counted provider", copy
                )


def find_duplicates(
    raw: RawDocument, ids: Iterable[tuple[ValuePath, str]]
) -> Iterator[DocumentFlaw]:
    """A flaw for each name that stood before; `ids` are (path, name) in reading order."""
    first: dict[str, ValuePath] = {}
    for loc, name in ids:
        if name in first:
            right = f"this id is taken by {_describe_place(raw, first[name])}; ids must differ"
            yield DocumentFlaw((*loc, "id"), right, name)
        elif name:
            first[name] = loc


def _describe_place(raw: RawDocument, loc: ValuePath) -> str:
    """The row of a file, or the number of an entry in scenario.toml, in words."""
    origin = raw.origins.get(str(loc[0]))
    position = int(loc[1])
    return f"row {origin.rows[position]}" if origin else f"number {position + 1}"


def find_unknown_reach(
    loc: ValuePath, row: FundingRow, names: "ReferenceNames"
) -> Iterator[DocumentFlaw]:
    """Unknown services and localities of a row, and "*" beside others."""
    for column, what, found, known in (
        ("services", "service", row.services, names.services),
        ("localities", "locality", row.localities, names.localities),
    ):
        for each in found:
            if each != ALL_NAMES:
                yield from find_unknown((*loc, column), what, each, known)
            elif len(found) > 1:
                yield DocumentFlaw(
                    (*loc, column), "* stands for all; write it alone", ";".join(found)
                )


def find_unknown(
    loc: ValuePath, what: str, found: str, known: Collection[str]
) -> Iterator[DocumentFlaw]:
    """A flaw when `found` is not known; `what` says what it should be."""
    if found not in known:
        right = suggest_name(found, known)
        if found.isdecimal():
            bare = found.lstrip("0")
            same = [each for each in known if each.isdecimal() and each.lstrip("0") == bare]
            if same:
                right = f"did you mean '{same[0]}'? a spreadsheet drops noughts in front"
        yield DocumentFlaw(loc, f"no such {what}; {right}", found)
