"""What trades against what, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import counted, measured
from lotdesign.report.headline import ENGINES
from lotdesign.report.moved import contents, moves
from lotdesign.report.names import UNIT
from lotdesign.report.page import Block, Drawing, Entry, Items, Page, Section, Table, Text
from lotdesign.report.plain import COLUMNS
from lotdesign.report.plot import DOT, Axes, Dot, plot
from lotdesign.report.routes import delivered, with_route
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.stopped import STOPPED
from lotdesign.result.drawn import by_route, routes_written
from lotdesign.result.drawn import contents as written_lots
from lotdesign.result.frontier import Frontier, FrontierPoint
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural

SIGNS = "123456789" + ascii_lowercase + ascii_uppercase
"""What stands for a point in a picture; those after the last are dots."""
ROWS = 20
MARGIN = 13
"""Columns that figures take beside a picture: £100,000,000 has twelve."""
SHOWN = 30
"""Designs that a page shows one by one; files have all."""

_PROOF = ENGINES | {"listing all designs": "listing every design that there is"}


def frontier(scenario: Scenario, told: Frontier) -> Page:
    """How many points, the picture, the points, what each step trades, the designs."""
    return tuple(_sections(scenario, told))


def answer(told: Frontier) -> str:
    """The answer in one sentence, which says no more than is proved."""
    by = listed([_PROOF.get(each, shown(each)) for each in told.proved_by])
    if told.status == "infeasible":
        return f"Impossible: no design keeps all rules (proved by {by}); see lotdesign explain."
    if told.ended == "too many lots":
        return "Not known: there are too many lots to choose from."
    why = STOPPED.get(told.ended, "stopped")
    if not told.points:
        return f"Not known: no point was proved before the run was {why}."
    number, aims = len(told.points), listed([_title(name) for name in told.measures])
    if not told.complete:
        found = f"{plural(number, 'point')} of the trade-off between {aims} proved"
        return f"{found}; there may be others ({why})."
    if number == 1:
        return f"Nothing has to be traded: one design is best by {aims} at once, proved by {by}."
    return (
        f"{number} points trade {aims} against each other, proved by {by}: for every other design "
        "one of these is at least as good in all of them."
    )


def sign(place: int) -> str:
    """What stands for the point at this place, from 1."""
    return SIGNS[place - 1] if place <= len(SIGNS) else DOT


def _title(name: str) -> str:
    title = MEASURES[name].title
    return f"{title[:1].lower()}{title[1:]}"


def _sections(scenario: Scenario, told: Frontier) -> Iterator[Section]:
    yield Section("", (Text(answer(told)),))
    if not told.points:
        return
    if len(told.points) > 1:
        yield Section(_picture_title(told), (Drawing(tuple(_picture(told))), *_third(told)))
    yield Section("The points", tuple(_table(told)))
    if len(told.measures) == 2 and len(told.points) > 1:
        yield Section("What each step trades", (Items(tuple(_steps(told))),))
    yield Section("The designs", tuple(_designs(scenario, told)))


def _picture_title(told: Frontier) -> str:
    x, y = told.measures[:2]
    return f"{MEASURES[y].title}, upwards, by {_title(x)}, to the right"


def _third(told: Frontier) -> Iterator[Block]:
    if len(told.measures) > 2:
        yield Text(f"The third measure, {_title(told.measures[2])}, stands in the table.")


def _picture(told: Frontier) -> Iterator[str]:
    x, y = told.measures[:2]
    dots = [
        Dot(float(each.values[0] or 0), float(each.values[1] or 0), sign(place))
        for place, each in enumerate(told.points, 1)
    ]
    axes = Axes(lambda v: _on_axis(x, v), lambda v: _on_axis(y, v), margin=MARGIN)
    for line in plot(dots, COLUMNS, ROWS, axes):
        yield "".join(text for text, _ in line)


def _on_axis(name: str, value: float) -> str:
    return measured(name, str(round(value, 6)))


def _table(told: Frontier) -> Iterator[Block]:
    own = [*told.measures, *(["lots"] if "lots" not in told.measures else [])]
    titles = ("Point", *(f"{MEASURES[name].title}" for name in own))
    headers = (*titles, *(["Delivered"] if _routed(told) else []))
    rows = tuple(
        (
            _named(place),
            *(measured(name, each.measures.get(name)) for name in own),
            *([delivered(each.routes)] if _routed(told) else []),
        )
        for place, each in enumerate(told.points, 1)
    )
    yield Table(headers, rows, figures=frozenset(range(1, len(titles))))
    better = listed([f"{MEASURES[name].better} of {_title(name)}" for name in told.measures])
    yield Text(f"Better is {better}.")


def _routed(told: Frontier) -> bool:
    return any(each.routes for each in told.points)


def _named(place: int) -> str:
    return sign(place) if place <= len(SIGNS) else f"{place}"


def _steps(told: Frontier) -> Iterator[str]:
    for place, (one, other) in enumerate(pairwise(told.points), 1):
        changes = [
            _change(name, Fraction(after or 0) - Fraction(before or 0))
            for name, before, after in zip(told.measures, one.values, other.values, strict=True)
        ]
        yield f"{_named(place)} to {_named(place + 1)}: {', '.join(changes)}."


def _change(name: str, size: Fraction) -> str:
    plain = abs(size)
    value = int(plain) if plain.denominator == 1 else str(float(plain))
    told = counted(value, MEASURES[name].unit)
    return f"{_title(name)} {told} {'more' if size > 0 else 'less'}"


def _designs(scenario: Scenario, told: Frontier) -> Iterator[Block]:
    names = {unit.id: shown(unit.name, UNIT) for unit in scenario.units}
    before: FrontierPoint | None = None
    for place, each in enumerate(told.points[:SHOWN], 1):
        if before is None:
            drawn = by_route(each.lots, each.routes)
            lines = tuple(with_route(contents(names, lot), route) for lot, route in drawn)
            yield Entry(f"{_named(place)}. {plural(len(each.lots), 'lot')}", lines)
        else:
            old = by_route(before.lots, before.routes)
            lines = tuple(moves(names, old, by_route(each.lots, each.routes)))
            title = f"{_named(place)}. {plural(len(each.lots), 'lot')}, against the point before"
            yield Entry(title, lines)
        before = each
    if len(told.points) > SHOWN:
        yield Text(f"And {len(told.points) - SHOWN} more: --format csv or json has them all.")


def frontier_csv(told: Frontier) -> str:
    """A row a point, lots as "a+b | c"; money in pence, distances in metres."""
    measures = list(told.points[0].measures) if told.points else list(told.measures)
    routed = _routed(told)
    headers = ["point", "contents", *(["routes"] if routed else []), *measures]
    return csv_text(headers, (_csv_row(n, each, routed) for n, each in enumerate(told.points, 1)))


def _csv_row(n: int, each: FrontierPoint, routed: bool) -> Iterator[str]:
    yield str(n)
    yield words(written_lots(each.lots))
    if routed:
        yield routes_written(each.lots, each.routes)
    yield from ("" if value is None else str(value) for value in each.measures.values())
