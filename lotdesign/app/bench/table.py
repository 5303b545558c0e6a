"""A benchmark run as a page and as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from lotdesign.app.bench.findings import BenchFinding, collect_findings
from lotdesign.app.bench.growth import CostGrowth, fit_growth
from lotdesign.app.bench.races import RaceLimits
from lotdesign.app.bench.rows import BenchRow
from lotdesign.app.bench.runners import title_runner
from lotdesign.app.memory import GIGABYTE
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_gap_to_best, format_measure
from lotdesign.report.page import BulletList, PageSection, Paragraph, ReportPage, ReportTable
from lotdesign.result.figures import write_figure
from lotdesign.version import CREATED_WITH

BYTES_PER_MEGABYTE = 10**6


@dataclass(frozen=True)
class BenchMachine:
    """Processors, processes that wanted one at the start, system and package versions."""

    processors: int
    load: float
    system: str
    python: str
    versions: dict[str, str]


def describe_machine(packages: Sequence[str]) -> BenchMachine:
    """Describe this machine as it is now."""
    usable = getattr(os, "sched_getaffinity", None)
    return BenchMachine(
        processors=len(usable(0)) if usable else os.cpu_count() or 1,
        load=round(os.getloadavg()[0], 2),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions={name: version(name) for name in packages},
    )


@dataclass(frozen=True)
class BenchRun:
    """Everything measured in one run, complete or stopped by hand."""

    machine: BenchMachine
    limits: RaceLimits
    rows: tuple[BenchRow, ...]
    complete: bool = True

    @property
    def findings(self) -> tuple[BenchFinding, ...]:
        """What follows from all rows together."""
        return collect_findings(self.rows)

    @property
    def growth(self) -> tuple[CostGrowth, ...]:
        """How time and memory grow with size."""
        return fit_growth(self.rows)

    @property
    def sound(self) -> bool:
        """Whether no answer is known to be wrong."""
        return not any(each.grave and not each.ok for each in self.findings)


def write_bench_page(run: BenchRun) -> ReportPage:
    """Write a table an instance, then what follows from all together."""
    sections = [
        PageSection(
            "", (Paragraph(_write_machine(run.machine)), Paragraph(_write_limits(run.limits)))
        )
    ]
    if not run.complete:
        sections[0] = PageSection(
            "", (Paragraph("Stopped by hand; not complete."), *sections[0].blocks)
        )
    for name in dict.fromkeys(row.instance for row in run.rows):
        sections.append(_write_instance(name, [row for row in run.rows if row.instance == name]))
    if run.findings:
        items = tuple(
            f"{'' if each.ok else 'NO: '}{each.instance}: {each.text}" for each in run.findings
        )
        sections.append(PageSection("What the rows say together", (BulletList(items),)))
    if run.growth:
        sections.append(PageSection("Cost against size", (_build_growth_table(run.growth),)))
    return tuple(sections)


def _write_machine(where: BenchMachine) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in where.versions.items())
    return (
        f"{CREATED_WITH}, Python {where.python}, {where.system}, {where.processors} processors; "
        f"{where.load:g} processes wanted one when it began. {versions}."
    )


def _write_limits(limits: RaceLimits) -> str:
    return (
        f"A peer has {limits.peer_times:g} × the time that lotdesign took, at least "
        f"{limits.peer_least:g} s; what each had is its limit. Each may take "
        f"{limits.memory / GIGABYTE:g} GB. Seconds count from starting a process. Costs are what "
        "the checker makes of a design, bounds what each says that nothing is better than."
    )


def _write_instance(name: str, rows: Sequence[BenchRow]) -> PageSection:
    first = rows[0]
    about = f"{first.units} units; {MEASURES[first.measure].title.lower()}."
    if first.published is not None:
        about += f" Published optimum: {first.published}."
    headers = ("Who", "First design", "Proof", "Best found", "None better than", "Gap", "Memory")
    lines = tuple(_build_line(row) for row in rows)
    table = ReportTable((*headers, "Limit"), lines, frozenset(range(1, len(headers) + 1)))
    notes = tuple(
        f"{title_runner(row.runner)}: {_write_notes(row)}" for row in rows if _write_notes(row)
    )
    return PageSection(name, (Paragraph(about), table, *((BulletList(notes),) if notes else ())))


def _build_line(row: BenchRow) -> tuple[str, ...]:
    unit = MEASURES[row.measure].unit
    return (
        title_runner(row.runner),
        _format_seconds(row.first),
        _format_seconds(row.proved),
        format_measure(row.measure, write_figure(row.value, unit)),
        format_measure(row.measure, write_figure(row.bound, unit)),
        _format_gap(row),
        f"{row.memory / BYTES_PER_MEGABYTE:,.0f} MB",
        _format_seconds(row.limit),
    )


def _format_gap(row: BenchRow) -> str:
    if row.gap in (None, "0"):
        return NO_FIGURE if row.gap is None else "0%"
    unit = MEASURES[row.measure].unit
    return format_gap_to_best(
        row.measure, write_figure(row.value, unit), write_figure(row.bound, unit)
    )


def _write_notes(row: BenchRow) -> str:
    median = f"median of {row.times}" if row.times > 1 else ""
    return "; ".join(filter(None, (row.note, median)))


def _format_seconds(seconds: float | None) -> str:
    if seconds is None:
        return NO_FIGURE
    return f"{seconds:,.2f} s" if seconds < 10 else f"{seconds:,.0f} s"


def _build_growth_table(growths: Sequence[CostGrowth]) -> ReportTable:
    rows = tuple(
        (
            each.family,
            title_runner(each.runner),
            each.what,
            ", ".join(str(x) for x, _ in each.points),
            f"{each.curve.exponent:.2f}",
        )
        for each in growths
    )
    return ReportTable(("Counties", "Who", "Figure", "Units", "Exponent"), rows, frozenset((4,)))


def write_bench_json(run: BenchRun) -> str:
    """Write the run as JSON: seconds, bytes, and figures as a result writes them."""
    body = {
        "schema": 1,
        "created_with": CREATED_WITH,
        "complete": run.complete,
        "machine": asdict(run.machine),
        "limits": asdict(run.limits),
        "rows": [_flatten_row(row) for row in run.rows],
        "findings": [asdict(each) for each in run.findings],
        "growth": [asdict(each) for each in run.growth],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _flatten_row(row: BenchRow) -> dict[str, Any]:
    unit = MEASURES[row.measure].unit
    exact = {"value": write_figure(row.value, unit), "bound": write_figure(row.bound, unit)}
    return asdict(row) | exact | {"peer": row.peer}
