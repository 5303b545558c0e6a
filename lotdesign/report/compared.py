"""The same measures for the best design and those that it is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, measured, ordinal
from lotdesign.report.names import rule_list
from lotdesign.report.page import Block, Items, Section, Table, Text
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
    broken = tuple(_broken(result.comparisons))
    if broken:
        blocks += [Text("Not admissible, by the rules that they break:"), Items(broken)]
    if late:
        blocks.append(Text(f"Not compared, for want of time: {shown(listed(list(late)))}."))
    return Section("Beside other designs", tuple(blocks))


def _own(result: Result, view: View) -> _Column:
    if view.judged is None:
        name = "Best design" if result.status == "optimal" else "Best so far"
        return _Column(name, result.measures, "yes", "")
    broken = sum(rule.status == "broken" for rule in result.rules)
    return _Column("This design", result.measures, _keeps(broken), "")


def _other(other: Comparison) -> _Column:
    place = ordinal(other.rank) if other.rank and other.admissible else NONE
    keeps = "yes" if other.admissible else _keeps(len(other.broken))
    return _Column(shown(other.name), other.measures, keeps, place)


def _keeps(broken: int) -> str:
    return f"breaks {broken}" if broken else "yes"


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


def _broken(comparisons: Sequence[Comparison]) -> Iterator[str]:
    for each in comparisons:
        if each.broken:
            rules = plural(len(each.broken), "rule")
            yield f"{shown(each.name)}: {rules}: {rule_list(each.broken)}."
        elif not each.admissible:
            yield f"{shown(each.name)}: the market cannot carry all its lots at once."
