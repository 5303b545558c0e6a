"""What a scenario names, and names that stand twice."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lotdesign.faults import nearest
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc, Raw, text_of
from lotdesign.scenario.rows import FundingRow, ProviderRow

ALL = "*"

_WITH_IDS = (
    *("units", "localities", "providers", "consortium", "funding"),
    *("rule", "option", "dropped", "criterion"),
)
"""The tables whose entries have ids."""


class Anything(frozenset[str]):
    """The names of a table that could not be read or has no units: any may be right."""

    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that others may refer to, taken from all rows, valid or not.

    `rows` are the units as the table lists them; `parts` the parts of those that are divided,
    each with its unit.
    """

    rows: frozenset[str]
    parts: Mapping[str, str]
    services: frozenset[str]
    localities: frozenset[str]
    providers: frozenset[str]

    @property
    def units(self) -> frozenset[str]:
        """Rows and parts."""
        return Anything() if isinstance(self.rows, Anything) else self.rows.union(self.parts)


def names_of(draft: Draft) -> Names:
    """The names that the draft's files give."""
    raw = draft.raw
    rows, localities = column(raw, "units", "id"), column(raw, "localities", "id")
    divided = {unit for section in draft.document.divide for unit in section.units} & rows
    return Names(
        rows=rows,
        parts={f"{unit}@{place}": unit for unit in divided for place in localities},
        services=column(raw, "units", "service"),
        localities=localities,
        providers=_with_copies(draft, column(raw, "providers", "id")),
    )


def column(raw: Raw, table: str, name: str) -> frozenset[str]:
    """The names in a column of a table, from all its rows; any where it could not be read."""
    entries = raw.items(table)
    if (table,) in raw.bad or (table == "units" and not entries):
        return Anything()
    return frozenset(text_of(row.get(name)) for _, row in entries) - {""}


def _with_copies(draft: Draft, ids: frozenset[str]) -> frozenset[str]:
    if isinstance(ids, Anything):
        return ids
    return ids | {copy for _, row in _provider_ids(draft) for copy in row}


def _provider_ids(draft: Draft) -> Iterator[tuple[Loc, list[str]]]:
    """The ids that each provider's row stands for."""
    for loc, row in draft.each(draft.document.providers or (), "providers"):
        yield loc, [row.id] if row.count == 1 else [f"{row.id}-{i + 1}" for i in range(row.count)]


def duplicates(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Ids that stand twice: of rows, rules and options; parts and copies included."""
    raw = draft.raw
    for table in _WITH_IDS:
        entries = raw.items(table)
        yield from twice(raw, [(loc, text_of(entry.get("id"))) for loc, entry in entries])
    for loc, row in raw.items("units"):
        if text_of(row.get("id")) in names.parts:
            yield Flaw((*loc, "id"), "is also the id of a part of a divided unit", row["id"])
    written = {text_of(row.get("id")): loc for loc, row in raw.items("providers")}
    for loc, copies in _provider_ids(draft):
        for copy in copies:
            if written.get(copy, loc) != loc:
                yield Flaw((*written[copy], "id"), "is also a copy of a counted provider", copy)


def twice(raw: Raw, ids: Iterable[tuple[Loc, str]]) -> Iterator[Flaw]:
    """A flaw for each name that stood before, at the places of names in reading order."""
    first: dict[str, Loc] = {}
    for loc, name in ids:
        if name in first:
            right = f"this id is taken by {_briefly(raw, first[name])}; ids must differ"
            yield Flaw((*loc, "id"), right, name)
        elif name:
            first[name] = loc


def _briefly(raw: Raw, loc: Loc) -> str:
    """Row 3 of a file; the number of an entry in scenario.toml."""
    origin = raw.origins.get(str(loc[0]))
    position = int(loc[1])
    return f"row {origin.rows[position]}" if origin else f"number {position + 1}"


def unknown_reach(loc: Loc, row: ProviderRow | FundingRow, names: "Names") -> Iterator[Flaw]:
    """What a row serves or pays for that is not there, and "*" beside others."""
    for column, what, found, known in (
        ("services", "service", row.services, names.services),
        ("localities", "locality", row.localities, names.localities),
    ):
        for each in found:
            if each != ALL:
                yield from unknown((*loc, column), what, each, known)
            elif len(found) > 1:
                yield Flaw((*loc, column), "* stands for all; write it alone", ";".join(found))


def unknown(loc: Loc, what: str, found: str, known: Collection[str]) -> Iterator[Flaw]:
    """A flaw when `found` is not among the known."""
    if found not in known:
        yield Flaw(loc, f"no such {what}; {nearest(found, known)}", found)
