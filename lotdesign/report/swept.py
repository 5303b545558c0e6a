"""A sweep: a row a combination, and the designs that came of them."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from lotdesign.design import Route
from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, measured
from lotdesign.report.closeness import closeness
from lotdesign.report.page import Items, Page, Section, Table, Text
from lotdesign.report.routes import delivered
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.side_by_side import AS_FILED
from lotdesign.result.drawn import contents, routes_written
from lotdesign.result.model import Figure
from lotdesign.result.swept import Swept, SweptRow
from lotdesign.words import listed, plural

_KNOWN = {
    "optimal": "proved best",
    "feasible": "best so far",
    "infeasible": "impossible",
    "unknown": "none found",
}

_LOTS = 2_000
"""Characters of a design's lots."""


def swept(told: Swept) -> Page:
    """The combinations first, then each design once."""
    return tuple(_sections(told))


def in_a_sentence(told: Swept) -> str:
    """How many combinations, and what came of them."""
    times = Counter(_KNOWN[row.status] for row in told.rows)
    counts = [f"{times[word]:,} {word}" for word in _KNOWN.values() if times[word]]
    kinds = plural(len(_designs(told)), "design")
    return f"{plural(len(told.rows), 'setting')}: {listed(counts)}; {kinds} in all."


def _sections(told: Swept) -> Iterator[Section]:
    designs = _designs(told)
    number = {design: place for place, design in enumerate(designs, 1)}
    yield Section("", (Text(in_a_sentence(told)), _table(told, number)))
    if designs:
        items = tuple(f"{place}: {_written(*design)}" for place, design in enumerate(designs, 1))
        yield Section("The designs", (Items(items),))


_Design = tuple[tuple[tuple[str, ...], ...], tuple[Route, ...]]


def _designs(told: Swept) -> list[_Design]:
    """Every design that came of some combination, in order of appearance."""
    return list(dict.fromkeys((row.lots, row.routes) for row in told.rows if row.lots))


def _written(lots: tuple[tuple[str, ...], ...], routes: tuple[Route, ...]) -> str:
    """A design on one line; routes follow where not every lot is external."""
    told = shown(contents(lots), _LOTS)
    return f"{told} ({routes_written(lots, routes)})" if routes else told


def _table(told: Swept, number: dict[_Design, int]) -> Table:
    aims = list(dict.fromkeys(row.objective for row in told.rows if row.objective))
    titles = [MEASURES[aim].title if aim in MEASURES else aim for aim in aims]
    headers = (*map(shown, told.paths), "Known", *titles, "Lots", "Design")
    headers += ("Delivered",) if told.routed else ()
    rows = []
    for row in told.rows:
        settings = (shown(row.settings.get(path, AS_FILED)) for path in told.paths)
        values = (measured(aim, _value(row, aim)) for aim in aims)
        lots, ways = (NONE, NONE), NONE
        if row.lots:
            lots = (str(len(row.lots)), str(number[row.lots, row.routes]))
            ways = delivered(row.routes)
        rows.append((*settings, _known(row), *values, *lots, *([ways] if told.routed else [])))
    first = len(told.paths) + 1
    figures = frozenset((*range(len(told.paths)), *range(first, first + len(aims) + 2)))
    return Table(headers, tuple(rows), figures=figures)


def _known(row: SweptRow) -> str:
    """What is known of it, and of a design that is not proved best how good it is at least."""
    known = _KNOWN[row.status]
    if row.status != "feasible" or row.objective is None or not 0 < Fraction(row.gap or 0) < 1:
        return known
    return f"{known}, within {closeness(row.objective, row.value, row.bound)}"


def _value(row: SweptRow, aim: str) -> Figure:
    return row.value if row.objective == aim else row.measures.get(aim)


def swept_csv(told: Swept) -> str:
    """A row a combination; figures in their own units, as pence."""
    names = [name for name in MEASURES if any(name in row.measures for row in told.rows)]
    headers = (
        *map(words, told.paths),
        *("scenario_sha256", "status", "objective", "value", "bound", "gap"),
        *names,
        *("contents", *(("routes",) if told.routed else ()), "verified", "note"),
    )
    return csv_text(headers, (_cells(row, told, names) for row in told.rows))


def _cells(row: SweptRow, told: Swept, names: list[str]) -> Iterator[str]:
    yield from (words(row.settings.get(path, "")) for path in told.paths)
    yield from (row.sha256, row.status, row.objective or "")
    yield from map(_cell, (row.value, row.bound, row.gap))
    yield from (_cell(row.measures.get(name)) for name in names)
    yield words(contents(row.lots))
    if told.routed:
        yield routes_written(row.lots, row.routes)
    yield "yes" if row.verified else "no"
    yield words(row.note)


def _cell(value: Figure) -> str:
    return "" if value is None else str(value)
