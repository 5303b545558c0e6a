"""Many settings of one scenario and the designs found, as a page and as CSV."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

from lotdesign.design import Route
from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_gap_to_best, format_measure
from lotdesign.report.compare import UNCHANGED_SETTING
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import BulletList, PageSection, Paragraph, ReportPage, ReportTable
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.wording import summarise_routes
from lotdesign.result.base import WrittenFigure
from lotdesign.result.batch import SweepAnswer, SweepAnswerRow
from lotdesign.result.designs import write_lots, write_routes
from lotdesign.words import format_count, join_words

_STATUS_WORDS = {
    "optimal": "proved best",
    "feasible": "best so far",
    "infeasible": "impossible",
    "unknown": "none found",
}

_DESIGN_LENGTH = 2_000
"""Characters of a design's lots."""

_RoutedDesign = tuple[tuple[tuple[str, ...], ...], tuple[Route, ...]]


def build_sweep_forms(answer: SweepAnswer, write_parquet: Callable[[], bytes]) -> AnswerForms:
    """Return the settings and their designs in every form; as CSV and Parquet a row a setting."""
    return AnswerForms(
        page=lambda: write_sweep_page(answer),
        json=answer.to_json,
        csv=lambda: write_sweep_csv(answer),
        parquet=write_parquet,
        sentence=summarise_sweep(answer),
    )


def write_sweep_page(answer: SweepAnswer) -> ReportPage:
    """Write the settings, then each design once."""
    return tuple(_write_sections(answer))


def summarise_sweep(answer: SweepAnswer) -> str:
    """Count the settings by outcome, and the designs."""
    times = Counter(_STATUS_WORDS[row.status] for row in answer.rows)
    counts = [f"{times[word]:,} {word}" for word in _STATUS_WORDS.values() if times[word]]
    kinds = format_count(len(_list_designs(answer)), "design")
    stopped = "" if answer.complete else "Stopped by hand; so far "
    settings = format_count(len(answer.rows), "setting")
    return f"{stopped}{settings}: {join_words(counts)}; {kinds} in all."


def _write_sections(answer: SweepAnswer) -> Iterator[PageSection]:
    designs = _list_designs(answer)
    number = {design: place for place, design in enumerate(designs, 1)}
    yield PageSection("", (Paragraph(summarise_sweep(answer)), _build_table(answer, number)))
    if designs:
        items = tuple(
            f"{place}: {_write_design(*design)}" for place, design in enumerate(designs, 1)
        )
        yield PageSection("The designs", (BulletList(items),))


def _list_designs(answer: SweepAnswer) -> list[_RoutedDesign]:
    """Return the different designs in order of appearance."""
    return list(dict.fromkeys((row.lots, row.routes) for row in answer.rows if row.lots))


def _write_design(lots: tuple[tuple[str, ...], ...], routes: tuple[Route, ...]) -> str:
    """Write a design on one line, its routes behind it where not every lot is external."""
    text = make_printable(write_lots(lots), _DESIGN_LENGTH)
    return f"{text} ({write_routes(lots, routes)})" if routes else text


def _build_table(answer: SweepAnswer, number: dict[_RoutedDesign, int]) -> ReportTable:
    aims = list(dict.fromkeys(row.objective for row in answer.rows if row.objective))
    titles = [MEASURES[aim].title if aim in MEASURES else aim for aim in aims]
    headers = (*map(make_printable, answer.paths), "Known", *titles, "Lots", "Design")
    headers += ("Delivered",) if answer.routed else ()
    rows = []
    for row in answer.rows:
        settings = (
            make_printable(row.settings.get(path, UNCHANGED_SETTING)) for path in answer.paths
        )
        values = (format_measure(aim, _find_value(row, aim)) for aim in aims)
        lots, routes = (NO_FIGURE, NO_FIGURE), NO_FIGURE
        if row.lots:
            lots = (str(len(row.lots)), str(number[row.lots, row.routes]))
            routes = summarise_routes(row.routes)
        rows.append(
            (*settings, _describe_status(row), *values, *lots, *([routes] if answer.routed else []))
        )
    first = len(answer.paths) + 1
    figures = frozenset((*range(len(answer.paths)), *range(first, first + len(aims) + 2)))
    return ReportTable(headers, tuple(rows), figures=figures)


def _describe_status(row: SweepAnswerRow) -> str:
    """Describe the status of a row, with its gap where the design is not proved best."""
    known = _STATUS_WORDS[row.status]
    if row.status != "feasible" or row.objective is None or not 0 < Fraction(row.gap or 0) < 1:
        return known
    return f"{known}, within {format_gap_to_best(row.objective, row.value, row.bound)}"


def _find_value(row: SweepAnswerRow, aim: str) -> WrittenFigure:
    return row.value if row.objective == aim else row.measures.get(aim)


def write_sweep_csv(answer: SweepAnswer) -> str:
    """Write a row a setting; figures in their own units, as pence."""
    names = [name for name in MEASURES if any(name in row.measures for row in answer.rows)]
    headers = (
        *map(escape_cell, answer.paths),
        *("scenario_sha256", "status", "objective", "value", "bound", "gap"),
        *names,
        *("contents", *(("routes",) if answer.routed else ()), "verified", "note"),
    )
    return write_csv(headers, (_build_csv_row(row, answer, names) for row in answer.rows))


def _build_csv_row(row: SweepAnswerRow, answer: SweepAnswer, names: list[str]) -> Iterator[str]:
    yield from (escape_cell(row.settings.get(path, "")) for path in answer.paths)
    yield from (row.sha256, row.status, row.objective or "")
    yield from map(write_cell, (row.value, row.bound, row.gap))
    yield from (write_cell(row.measures.get(name)) for name in names)
    yield escape_cell(write_lots(row.lots))
    if answer.routed:
        yield write_routes(row.lots, row.routes)
    yield "yes" if row.verified else "no"
    yield escape_cell(row.note)
