"""The same measures for the best design and those that it is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, measured, ordinal
from lotdesign.report.names import rule_list
from lotdesign.report.page import Block, Items, Section, Table, Text
from lotdesign.report.standing import UNPLACED, keeps, wants_certificate
from lotdesign.report.view import View
from lotdesign.result.model import Comparison, Figure, Result
from lotdesign.words import listed, plural

ACROSS = 4
"""Designs beside the best one in a table; more go into further tables, evenly."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    measures: dict[str, Figure]
    keeps: str
    place: str


def compared(result: Result, view: View, late: Sequence[str] = ()) -> Section:
    """Measures down, designs across; `late` names those for which there was no time."""
    first = [_own(result, view)] if result.lots else []
    others = [_other(each) for each in result.comparisons]
    size = ceil(len(others) / ceil(len(others) / ACROSS))
    blocks: list[Block] = [
        _table([*first, *others[start : start + size]]) for start in range(0, len(others), size)
    ]
    faults = tuple(_faults(result))
    if faults:
        blocks += [Text("Not admissible, by the rules that they break:"), Items(faults)]
    if late:
        blocks.append(Text(f"Not compared, for want of time: {shown(listed(list(late)))}."))
    return Section("Beside other designs", tuple(blocks))


def _own(result: Result, view: View) -> _Column:
    if view.judged is None:
        name = "Best design" if result.status == "optimal" else "Best so far"
        return _Column(name, result.measures, "yes", "")
    stands = keeps(result.broken, result.certified)
    return _Column("This design", result.measures, stands, "")


def _other(other: Comparison) -> _Column:
    place = ordinal(other.rank) if other.rank and other.admissible else NONE
    stands = keeps(other.broken, other.admissible)
    return _Column(shown(other.name), other.measures, stands, place)


def _table(columns: Sequence[_Column]) -> Table:
    rows = [("Keeps every rule", *(column.keeps for column in columns))]
    rows += [
        (measure.title, *(measured(name, column.measures.get(name)) for column in columns))
        for name, measure in MEASURES.items()
        if any(column.measures.get(name) is not None for column in columns)
    ]
    if any(column.place not in ("", NONE) for column in columns):
        rows.append(("Place against the ladder below", *(column.place for column in columns)))
    headers = ("Measure", *(column.name for column in columns))
    return Table(headers, tuple(rows), figures=frozenset(range(1, len(headers))))


def _faults(result: Result) -> Iterator[str]:
    for each in result.comparisons:
        if each.broken:
            rules = plural(len(each.broken), "rule")
            wanting = wants_certificate(each.certified, each.broken, result.rules)
            more = f"; {UNPLACED}" if wanting else ""
            yield f"{shown(each.name)}: {rules}: {rule_list(each.broken)}{more}."
        elif not each.admissible:
            yield f"{shown(each.name)}: {UNPLACED}."
