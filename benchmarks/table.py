"""The table of a run: as a page to read and as data."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.checks import Finding, findings
from benchmarks.growth import Growth, growth
from benchmarks.machine import Machine
from benchmarks.races import Limits
from benchmarks.row import Row
from benchmarks.runners import title
from lotdesign.measures.registry import MEASURES
from lotdesign.memory import GIGABYTE
from lotdesign.report.amounts import NONE, measured
from lotdesign.report.closeness import closeness
from lotdesign.report.page import Items, Page, Section, Table, Text
from lotdesign.result.figures import figure
from lotdesign.version import CREATED_WITH

MEGABYTE = 10**6


@dataclass(frozen=True)
class Run:
    """Everything measured in one run, complete or stopped by hand."""

    machine: Machine
    limits: Limits
    rows: tuple[Row, ...]
    complete: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rows say together."""
        return findings(self.rows)

    @property
    def growth(self) -> tuple[Growth, ...]:
        """How cost grows with size."""
        return growth(self.rows)

    @property
    def sound(self) -> bool:
        """Whether no answer is known to be wrong."""
        return not any(each.grave and not each.ok for each in self.findings)


def page(run: Run) -> Page:
    """The run to be read: a table an instance, then what they say together."""
    sections = [Section("", (Text(_where(run.machine)), Text(_limits(run.limits))))]
    if not run.complete:
        sections[0] = Section("", (Text("Stopped by hand; not complete."), *sections[0].blocks))
    for name in dict.fromkeys(row.instance for row in run.rows):
        sections.append(_instance(name, [row for row in run.rows if row.instance == name]))
    if run.findings:
        items = tuple(
            f"{'' if each.ok else 'NO: '}{each.instance}: {each.text}" for each in run.findings
        )
        sections.append(Section("What the rows say together", (Items(items),)))
    if run.growth:
        sections.append(Section("Cost against size", (_curves(run.growth),)))
    return tuple(sections)


def _where(where: Machine) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in where.versions.items())
    return (
        f"{CREATED_WITH}, Python {where.python}, {where.system}, {where.processors} processors; "
        f"{where.load:g} processes wanted one when it began. {versions}."
    )


def _limits(limits: Limits) -> str:
    return (
        f"A peer has {limits.peer_times:g} × the time that lotdesign took, at least "
        f"{limits.peer_least:g} s; what each had is its limit. Each may take "
        f"{limits.memory / GIGABYTE:g} GB. Seconds count from starting a process. Costs are what "
        "the checker makes of a design, bounds what each says that nothing is better than."
    )


def _instance(name: str, rows: Sequence[Row]) -> Section:
    first = rows[0]
    about = f"{first.units} units; {MEASURES[first.measure].title.lower()}."
    if first.published is not None:
        about += f" Published optimum: {first.published}."
    headers = ("Who", "First design", "Proof", "Best found", "None better than", "Gap", "Memory")
    lines = tuple(_line(row) for row in rows)
    table = Table((*headers, "Limit"), lines, frozenset(range(1, len(headers) + 1)))
    notes = tuple(f"{title(row.runner)}: {_noted(row)}" for row in rows if _noted(row))
    return Section(name, (Text(about), table, *((Items(notes),) if notes else ())))


def _line(row: Row) -> tuple[str, ...]:
    unit = MEASURES[row.measure].unit
    return (
        title(row.runner),
        _seconds(row.first),
        _seconds(row.proved),
        measured(row.measure, figure(row.value, unit)),
        measured(row.measure, figure(row.bound, unit)),
        _gap(row),
        f"{row.memory / MEGABYTE:,.0f} MB",
        _seconds(row.limit),
    )


def _gap(row: Row) -> str:
    if row.gap in (None, "0"):
        return NONE if row.gap is None else "0%"
    unit = MEASURES[row.measure].unit
    return closeness(row.measure, figure(row.value, unit), figure(row.bound, unit))


def _noted(row: Row) -> str:
    median = f"median of {row.times}" if row.times > 1 else ""
    return "; ".join(filter(None, (row.note, median)))


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return NONE
    return f"{seconds:,.2f} s" if seconds < 10 else f"{seconds:,.0f} s"


def _curves(growths: Sequence[Growth]) -> Table:
    rows = tuple(
        (
            each.family,
            title(each.runner),
            each.what,
            ", ".join(str(x) for x, _ in each.points),
            f"{each.curve.exponent:.2f}",
        )
        for each in growths
    )
    return Table(("Counties", "Who", "Figure", "Units", "Exponent"), rows, frozenset((4,)))


def as_json(run: Run) -> str:
    """The run as data: seconds, bytes, and figures as a result writes them."""
    body = {
        "schema": 1,
        "created_with": CREATED_WITH,
        "complete": run.complete,
        "machine": asdict(run.machine),
        "limits": asdict(run.limits),
        "rows": [_plain(row) for row in run.rows],
        "findings": [asdict(each) for each in run.findings],
        "growth": [asdict(each) for each in run.growth],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _plain(row: Row) -> dict[str, Any]:
    unit = MEASURES[row.measure].unit
    exact = {"value": figure(row.value, unit), "bound": figure(row.bound, unit)}
    return asdict(row) | exact | {"peer": row.peer}
