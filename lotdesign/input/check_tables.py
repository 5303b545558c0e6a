"""Cross-checks of the tables: localities, coordinates, providers, consortia and divided units."""

from collections.abc import Iterator

from lotdesign.input.check_names import ReferenceNames, find_unknown
from lotdesign.input.raw import DocumentFlaw, ValuePath, read_name
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.rows import ConsortiumRow, LocalityRow, UnitRow
from lotdesign.words import format_count, format_percent

PlacedRow = UnitRow | LocalityRow

_COORDINATE_PAIRS = (("x", "y"), ("lat", "lon"))


def check_localities(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown localities of units and neighbours, also in rows with other faults."""
    for table, column in (("units", "locality"), ("neighbours", "a"), ("neighbours", "b")):
        for loc, row in draft.raw.list_entries(table):
            place = read_name(row.get(column))
            if place:
                yield from find_unknown((*loc, column), "locality", place, names.localities)


def check_neighbours(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Localities that are their own neighbours."""
    for loc, pair in draft.iterate_entries(draft.document.neighbours, "neighbours"):
        if pair.a == pair.b:
            yield DocumentFlaw(
                (*loc, "b"), "a locality is not its own neighbour; take the row out", pair.b
            )


def check_coordinates(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Incomplete positions, and positions of two sorts in one scenario."""
    sorts: set[str] = set()
    for loc, row in _list_placed_rows(draft):
        given = [
            {column for column in pair if getattr(row, column) is not None}
            for pair in _COORDINATE_PAIRS
        ]
        for pair, columns in zip(_COORDINATE_PAIRS, given, strict=True):
            if len(columns) == 1:
                (other,) = set(pair) - columns
                yield DocumentFlaw((*loc, other), f"is blank; {next(iter(columns))} needs it")
        sorts |= {
            "".join(pair) for pair, columns in zip(_COORDINATE_PAIRS, given, strict=True) if columns
        }
        if len(sorts) == 2:
            right = "give x and y everywhere, or lat and lon everywhere; distances need one sort"
            yield DocumentFlaw((*loc, "x" if given[0] else "lat"), right)
            return


def _list_placed_rows(draft: ScenarioDraft) -> Iterator[tuple[ValuePath, PlacedRow]]:
    yield from draft.iterate_entries(draft.document.localities, "localities")
    yield from draft.iterate_entries(draft.document.units, "units")


def check_consortia(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Ids, members and shares of consortia."""
    if draft.document.providers is None and "providers" not in draft.flawed:
        for loc, _ in draft.iterate_entries(draft.document.consortium, "consortium"):
            yield DocumentFlaw(loc, "needs a table of providers; name its file in [data]")
        return
    counted = {row.id for row in draft.document.providers or () if row.count > 1}
    for loc, row in draft.iterate_entries(draft.document.consortium, "consortium"):
        if row.id in names.providers:
            yield DocumentFlaw(
                (*loc, "id"), "is also the id of a provider; ids must differ", row.id
            )
        yield from _check_members((*loc, "members"), row, names, counted)
        yield from _check_shares((*loc, "shares"), row)


def _check_members(
    loc: ValuePath, row: ConsortiumRow, names: ReferenceNames, counted: set[str]
) -> Iterator[DocumentFlaw]:
    for member in row.members:
        if member in counted:
            yield DocumentFlaw(loc, f"stands for several; name one of them, as {member}-1", member)
        else:
            yield from find_unknown(loc, "provider", member, names.providers)
    if len(set(row.members)) < len(row.members):
        yield DocumentFlaw(loc, "a member stands twice; name each once", ";".join(row.members))
    elif len(row.members) < 2:
        yield DocumentFlaw(
            loc, "name two members at least; one alone bids as itself", row.members[0]
        )


def _check_shares(loc: ValuePath, row: ConsortiumRow) -> Iterator[DocumentFlaw]:
    if len(row.shares) != len(row.members):
        found, right = (
            format_count(len(row.shares), "share"),
            format_count(len(row.members), "member"),
        )
        yield DocumentFlaw(loc, f"has {found} for {right}; write one a member")
    elif min(row.shares) <= 0 or sum(row.shares) != 1:
        text = ", ".join(map(format_percent, row.shares))
        yield DocumentFlaw(loc, "each share must be above 0, and all together 100%", text)


def check_divided_units(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Divided units that are unknown, lie in one locality, or are divided twice."""
    local = {unit.id for unit in draft.document.units if unit.locality}
    seen: set[str] = set()
    for loc, section in draft.iterate_entries(draft.document.divide, "divide"):
        for unit in section.units:
            yield from find_unknown((*loc, "units"), "unit", unit, names.rows)
            if unit in local:
                right = "lies in one locality; only an authority-wide unit is divided"
                yield DocumentFlaw((*loc, "units"), right, unit)
            if unit in seen:
                yield DocumentFlaw((*loc, "units"), "is divided twice", unit)
            seen.add(unit)


def check_part_weights(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """No localities to divide over, or without the figure that parts are in proportion to."""
    sections = list(draft.iterate_entries(draft.document.divide, "divide"))
    if not names.localities and ("localities",) not in draft.raw.reported:
        for loc, _ in sections:
            yield DocumentFlaw((*loc, "units"), "there are no localities to divide over")
    for by in dict.fromkeys(s.by for _, s in sections if s.by != "equal"):
        for loc, place in draft.iterate_entries(draft.document.localities, "localities"):
            if getattr(place, by) is None:
                yield DocumentFlaw((*loc, by), f"is blank; a unit is divided by {by}")
