"""Localities, neighbours and coordinates."""

from collections.abc import Iterator

from lotdesign.scenario.checks.names import Names, unknown, unknown_reach
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc, text_of
from lotdesign.scenario.rows import LocalityRow, UnitRow

Placed = UnitRow | LocalityRow

_PAIRS = (("x", "y"), ("lat", "lon"))


def localities(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Localities that are named and not there, also in rows that are not valid otherwise."""
    for table, column in (("units", "locality"), ("neighbours", "a"), ("neighbours", "b")):
        for loc, row in draft.raw.items(table):
            place = text_of(row.get(column))
            if place:
                yield from unknown((*loc, column), "locality", place, names.localities)


def neighbours(draft: Draft, names: Names) -> Iterator[Flaw]:
    """A place that is its own neighbour."""
    for loc, pair in draft.each(draft.document.neighbours, "neighbours"):
        if pair.a == pair.b:
            yield Flaw((*loc, "b"), "a locality is not its own neighbour; take the row out", pair.b)


def coordinates(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Half a position, and positions of two sorts in one scenario."""
    sorts: set[str] = set()
    for loc, row in _placed(draft):
        given = [{column for column in pair if getattr(row, column) is not None} for pair in _PAIRS]
        for pair, columns in zip(_PAIRS, given, strict=True):
            if len(columns) == 1:
                (other,) = set(pair) - columns
                yield Flaw((*loc, other), f"is blank; {next(iter(columns))} needs it")
        sorts |= {"".join(pair) for pair, columns in zip(_PAIRS, given, strict=True) if columns}
        if len(sorts) == 2:
            right = "give x and y everywhere, or lat and lon everywhere; distances need one sort"
            yield Flaw((*loc, "x" if given[0] else "lat"), right)
            return


def _placed(draft: Draft) -> Iterator[tuple[Loc, Placed]]:
    yield from draft.each(draft.document.localities, "localities")
    yield from draft.each(draft.document.units, "units")


def providers(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Providers' services and localities; today's provider of a unit may have gone since."""
    for loc, row in draft.each(draft.document.providers or (), "providers"):
        yield from unknown_reach(loc, row, names)
