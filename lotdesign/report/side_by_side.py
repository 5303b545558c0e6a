"""Results side by side: measures with signed differences, rules, settings, conditions."""

from collections.abc import Iterator, Sequence

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, measured
from lotdesign.report.page import Block, Items, Page, Section, Table, Text
from lotdesign.report.routes import delivered
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.signed import signed
from lotdesign.report.standing import UNPLACED, keeps
from lotdesign.result.compared import Compared, MeasureRow, SideBySide
from lotdesign.result.drawn import routes_written
from lotdesign.result.model import Figure
from lotdesign.words import listed, plural

ACROSS = 2
"""Results beside the first in a table; more go into further tables."""

NAME = 24
"""Characters of a result's name that stand over a column."""

AS_FILED = "as in the files"

_KNOWN = {
    "optimal": "proved best",
    "feasible": "not proved best",
    "infeasible": "impossible (proved)",
    "unknown": "none found",
}


def side_by_side(told: SideBySide) -> Page:
    """The measures first; what there is nothing to say about is left out."""
    return tuple(_sections(told))


def in_a_sentence(told: SideBySide) -> str:
    """What was compared."""
    return f"Compared: {listed([shown(name) for name in told.names])}."


def _sections(told: SideBySide) -> Iterator[Section]:
    yield Section("", tuple(_measures(told)))
    if told.rules:
        yield Section("Rules", tuple(_rules(told)))
    if told.settings:
        yield Section("What was asked differently", (_settings(told),))
    if told.conditions:
        yield Section("Conditions", (_conditions(told),))


def _measures(told: SideBySide) -> Iterator[Block]:
    others = range(1, len(told.results))
    for start in range(0, max(1, len(others)), ACROSS):
        yield _table(told, (0, *others[start : start + ACROSS]))
    if len(told.results) > 1:
        first = shown(told.names[0])
        yield Text(
            f"A star marks the best of all by the measure's own aim; better and worse are "
            f"against {first}."
        )
    for each in told.results:
        if not each.certified:
            yield Text(f"{shown(each.name)} is not admissible: {UNPLACED}.")


def _table(told: SideBySide, columns: Sequence[int]) -> Table:
    headers, first = ["Measure"], columns[0]
    for column in columns:
        headers.append(shown(told.names[column], NAME))
        headers += [] if column == first else ["Difference"]
    results = [told.results[column] for column in columns]
    rows = [
        _spread("Known", [_KNOWN[each.status] for each in results]),
        _spread("Keeps every rule", [_keeps(each) for each in results]),
    ]
    if any(each.routes for each in told.results):
        ways = [delivered(each.routes) if each.lots else NONE for each in results]
        rows.append(_spread("Delivered", ways))
    rows += [_row(measure, columns) for measure in told.measures]
    return Table(tuple(headers), tuple(rows), figures=frozenset(range(1, len(headers))))


def _spread(title: str, cells: Sequence[str]) -> tuple[str, ...]:
    """A row without differences."""
    return (title, cells[0], *(cell for each in cells[1:] for cell in (each, "")))


def _keeps(each: Compared) -> str:
    return keeps(each.broken, each.admissible) if each.lots else NONE


def _row(row: MeasureRow, columns: Sequence[int]) -> tuple[str, ...]:
    cells = [MEASURES[row.measure].title]
    differ = len(row.best) < sum(value is not None for value in row.values)
    for column in columns:
        star = " *" if differ and column in row.best else ""
        cells.append(measured(row.measure, row.values[column]) + star)
        if column != columns[0]:
            cells.append(_difference(row, column))
    return tuple(cells)


def _difference(row: MeasureRow, column: int) -> str:
    verdict = row.verdicts[column]
    told = signed(row.differences[column], row.unit)
    return told if verdict in ("same", "") else f"{told} {verdict}"


def _rules(told: SideBySide) -> Iterator[Block]:
    differing = [row for row in told.rules if set(row.statuses) != {"met"}]
    if differing:
        headers = ("Rule", *(shown(name, NAME) for name in told.names))
        rows = tuple((shown(r.id), *(status or NONE for status in r.statuses)) for r in differing)
        yield Table(headers, rows)
    same = len(told.rules) - len(differing)
    if same:
        others = "others" if differing else "rules"
        yield Text(f"Met by all: {plural(same, others.removesuffix('s'))}.")
    said = [row for row in told.rules if len(set(row.sentences) - {None}) > 1]
    if said:
        yield Text("Rules that do not say the same everywhere:")
        yield Items(tuple(_sentences(row.id, row.sentences, told.names) for row in said))


def _sentences(rule: str, sentences: Sequence[str | None], names: Sequence[str]) -> str:
    held: dict[str, list[str]] = {}
    for sentence, name in zip(sentences, names, strict=True):
        if sentence is not None:
            held.setdefault(sentence, []).append(shown(name, NAME))
    return f"{shown(rule)}: " + " ".join(f"{listed(who)}: {what}" for what, who in held.items())


def _settings(told: SideBySide) -> Table:
    headers = ("Setting", *(shown(name, NAME) for name in told.names))
    rows = ((shown(r.path), *(_set(value) for value in r.values)) for r in told.settings)
    return Table(headers, tuple(rows))


def _set(value: str | None) -> str:
    return AS_FILED if value is None else shown(value)


def _conditions(told: SideBySide) -> Table:
    headers = ("Condition", *(shown(name, NAME) for name in told.names))
    rows = (
        (shown(row.condition), *("holds" if held else "does not hold" for held in row.holds))
        for row in told.conditions
    )
    return Table(headers, tuple(rows))


def side_by_side_csv(told: SideBySide) -> str:
    """A row a measure, rule, setting and condition; figures in their own units, as pence.

    Where any lot is not external a row has the routes of the lots.
    """
    names = [words(name) for name in told.names]
    added = [f"{what}: {name}" for name in names[1:] for what in ("difference", "verdict")]
    return csv_text(("what", "name", *names, *map(words, added)), _csv_rows(told))


def _csv_rows(told: SideBySide) -> Iterator[tuple[str, ...]]:
    blank = ("",) * (2 * (len(told.results) - 1))
    yield ("status", "", *(each.status for each in told.results), *blank)
    if any(each.lots for each in told.results):
        yield ("admissible", "", *map(_admissible, told.results), *blank)
    if any(each.routes for each in told.results):
        ways = (routes_written(each.lots, each.routes) for each in told.results)
        yield ("routes", "", *ways, *blank)
    for row in told.measures:
        pairs = zip(row.differences[1:], row.verdicts[1:], strict=True)
        against = (cell for change, verdict in pairs for cell in (_cell(change), verdict))
        yield ("measure", row.measure, *map(_cell, row.values), *against)
    for rule in told.rules:
        yield ("rule", words(rule.id), *(status or "" for status in rule.statuses), *blank)
    for setting in told.settings:
        yield ("setting", words(setting.path), *(words(v or "") for v in setting.values), *blank)
    for each in told.conditions:
        held = ("holds" if holds else "does not hold" for holds in each.holds)
        yield ("condition", words(each.condition), *held, *blank)


def _admissible(each: Compared) -> str:
    return ("yes" if each.admissible else "no") if each.lots else ""


def _cell(value: Figure) -> str:
    return "" if value is None else str(value)
