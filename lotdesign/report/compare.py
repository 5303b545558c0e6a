"""Results side by side, with signed differences, as a page and as CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.comparing.compare import subtract_figures
from lotdesign.faults import make_printable
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_measure, write_number
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.wording import NO_CERTIFICATE_WORDS, describe_admissibility, summarise_routes
from lotdesign.result.base import WrittenFigure
from lotdesign.result.compared import CompareAnswer, ComparedMeasure, ComparedResult
from lotdesign.result.designs import write_routes
from lotdesign.words import format_count, format_percent, join_words

_PENCE_PER_POUND = 100

RESULTS_A_TABLE = 2
"""Results beside the first in a table; more go into further tables."""

RESULT_NAME_LENGTH = 24
"""Characters of a result's name over a column."""

UNCHANGED_SETTING = "as in the files"

_STATUS_WORDS = {
    "optimal": "proved best",
    "feasible": "not proved best",
    "infeasible": "impossible (proved)",
    "unknown": "none found",
}


def format_measure_difference(measure: str, value: WrittenFigure, base: WrittenFigure) -> str:
    """Format how a measure's value differs from another; "" where one is missing."""
    return format_difference(
        subtract_figures(value, base), ALL_MEASURES[measure].unit if measure in ALL_MEASURES else ""
    )


def format_difference(change: WrittenFigure, unit: str) -> str:
    """Format a difference with its sign, never so rounded that nothing is left."""
    if change is None:
        return ""
    exact = Fraction(change)
    if not exact:
        return "same"
    return f"{'+' if exact > 0 else '-'}{_format_size(abs(exact), unit)}"


def _format_size(size: Fraction, unit: str) -> str:
    if unit == "share":
        points = format_percent(size).removesuffix("%")
        return f"{'under 0.01' if points == '0' else points} pt"
    return format_figure(write_number(size), unit, exact=size < _PENCE_PER_POUND)


def build_compare_forms(answer: CompareAnswer) -> AnswerForms:
    """Return the comparison in every form; as CSV a row for each measure, rule and setting."""
    return AnswerForms(
        page=lambda: write_side_by_side_page(answer),
        json=answer.to_json,
        csv=lambda: write_side_by_side_csv(answer),
        sentence=summarise_side_by_side(answer),
    )


def write_side_by_side_page(answer: CompareAnswer) -> ReportPage:
    """Write measures, rules, settings and conditions; empty sections are left out."""
    return tuple(_write_sections(answer))


def summarise_side_by_side(answer: CompareAnswer) -> str:
    """Say what was compared."""
    return f"Compared: {join_words([make_printable(name) for name in answer.names])}."


def _write_sections(answer: CompareAnswer) -> Iterator[PageSection]:
    yield PageSection("", tuple(_build_measure_blocks(answer)))
    if answer.rules:
        yield PageSection("Rules", tuple(_build_rule_blocks(answer)))
    if answer.settings:
        yield PageSection("What was asked differently", (_build_settings_table(answer),))
    if answer.conditions:
        yield PageSection("Conditions", (_build_conditions_table(answer),))


def _build_measure_blocks(answer: CompareAnswer) -> Iterator[PageBlock]:
    others = range(1, len(answer.results))
    for start in range(0, max(1, len(others)), RESULTS_A_TABLE):
        yield _build_measure_table(answer, (0, *others[start : start + RESULTS_A_TABLE]))
    if len(answer.results) > 1:
        first = make_printable(answer.names[0])
        yield Paragraph(
            f"A star marks the best figure of each measure; better and worse are against {first}."
        )
    for each in answer.results:
        if not each.certified:
            yield Paragraph(
                f"{make_printable(each.name)} is not admissible: {NO_CERTIFICATE_WORDS}."
            )


def _build_measure_table(answer: CompareAnswer, columns: Sequence[int]) -> ReportTable:
    headers, first = ["Measure"], columns[0]
    for column in columns:
        headers.append(make_printable(answer.names[column], RESULT_NAME_LENGTH))
        headers += [] if column == first else ["Difference"]
    results = [answer.results[column] for column in columns]
    rows = [
        _build_plain_row("Known", [_STATUS_WORDS[each.status] for each in results]),
        _build_plain_row("Keeps every rule", [_describe_rules_kept(each) for each in results]),
    ]
    if any(each.routes for each in answer.results):
        routes = [summarise_routes(each.routes) if each.lots else NO_FIGURE for each in results]
        rows.append(_build_plain_row("Delivered", routes))
    rows += [_build_measure_row(measure, columns) for measure in answer.measures]
    return ReportTable(tuple(headers), tuple(rows), figures=frozenset(range(1, len(headers))))


def _build_plain_row(title: str, cells: Sequence[str]) -> tuple[str, ...]:
    """Build a row without differences."""
    return (title, cells[0], *(cell for each in cells[1:] for cell in (each, "")))


def _describe_rules_kept(each: ComparedResult) -> str:
    return describe_admissibility(each.broken, each.admissible) if each.lots else NO_FIGURE


def _build_measure_row(row: ComparedMeasure, columns: Sequence[int]) -> tuple[str, ...]:
    cells = [ALL_MEASURES[row.measure].title]
    differ = len(row.best) < sum(value is not None for value in row.values)
    for column in columns:
        star = " *" if differ and column in row.best else ""
        cells.append(format_measure(row.measure, row.values[column]) + star)
        if column != columns[0]:
            cells.append(_describe_difference(row, column))
    return tuple(cells)


def _describe_difference(row: ComparedMeasure, column: int) -> str:
    verdict = row.verdicts[column]
    text = format_difference(row.differences[column], row.unit)
    return text if verdict in ("same", "") else f"{text} {verdict}"


def _build_rule_blocks(answer: CompareAnswer) -> Iterator[PageBlock]:
    differing = [row for row in answer.rules if set(row.statuses) != {"met"}]
    if differing:
        headers = ("Rule", *(make_printable(name, RESULT_NAME_LENGTH) for name in answer.names))
        rows = tuple(
            (make_printable(r.id), *(status or NO_FIGURE for status in r.statuses))
            for r in differing
        )
        yield ReportTable(headers, rows)
    same = len(answer.rules) - len(differing)
    if same:
        others = "others" if differing else "rules"
        yield Paragraph(f"Met by all: {format_count(same, others.removesuffix('s'))}.")
    changed = [row for row in answer.rules if len(set(row.sentences) - {None}) > 1]
    if changed:
        yield Paragraph("Rules that differ in what they say:")
        yield BulletList(
            tuple(_describe_sentences(row.id, row.sentences, answer.names) for row in changed)
        )


def _describe_sentences(rule: str, sentences: Sequence[str | None], names: Sequence[str]) -> str:
    held: dict[str, list[str]] = {}
    for sentence, name in zip(sentences, names, strict=True):
        if sentence is not None:
            held.setdefault(sentence, []).append(make_printable(name, RESULT_NAME_LENGTH))
    return f"{make_printable(rule)}: " + " ".join(
        f"{join_words(who)}: {what}" for what, who in held.items()
    )


def _build_settings_table(answer: CompareAnswer) -> ReportTable:
    headers = ("Setting", *(make_printable(name, RESULT_NAME_LENGTH) for name in answer.names))
    rows = (
        (make_printable(r.path), *(_show_setting(value) for value in r.values))
        for r in answer.settings
    )
    return ReportTable(headers, tuple(rows))


def _show_setting(value: str | None) -> str:
    return UNCHANGED_SETTING if value is None else make_printable(value)


def _build_conditions_table(answer: CompareAnswer) -> ReportTable:
    headers = ("Condition", *(make_printable(name, RESULT_NAME_LENGTH) for name in answer.names))
    rows = (
        (
            make_printable(row.condition),
            *("holds" if held else "does not hold" for held in row.holds),
        )
        for row in answer.conditions
    )
    return ReportTable(headers, tuple(rows))


def write_side_by_side_csv(answer: CompareAnswer) -> str:
    """Write a row a measure, rule, setting and condition; figures in their own units, as pence.

    Where any lot is not external a row has the routes of the lots.
    """
    names = [escape_cell(name) for name in answer.names]
    added = [f"{what}: {name}" for name in names[1:] for what in ("difference", "verdict")]
    return write_csv(("what", "name", *names, *map(escape_cell, added)), _build_csv_rows(answer))


def _build_csv_rows(answer: CompareAnswer) -> Iterator[tuple[str, ...]]:
    blank = ("",) * (2 * (len(answer.results) - 1))
    yield ("status", "", *(each.status for each in answer.results), *blank)
    if any(each.lots for each in answer.results):
        yield ("admissible", "", *map(_show_admissible, answer.results), *blank)
    if any(each.routes for each in answer.results):
        routes = (write_routes(each.lots, each.routes) for each in answer.results)
        yield ("routes", "", *routes, *blank)
    for row in answer.measures:
        pairs = zip(row.differences[1:], row.verdicts[1:], strict=True)
        against = (cell for change, verdict in pairs for cell in (write_cell(change), verdict))
        yield ("measure", row.measure, *map(write_cell, row.values), *against)
    for rule in answer.rules:
        yield ("rule", escape_cell(rule.id), *(status or "" for status in rule.statuses), *blank)
    for setting in answer.settings:
        yield (
            "setting",
            escape_cell(setting.path),
            *(escape_cell(v or "") for v in setting.values),
            *blank,
        )
    for each in answer.conditions:
        held = ("holds" if holds else "does not hold" for holds in each.holds)
        yield ("condition", escape_cell(each.condition), *held, *blank)


def _show_admissible(each: ComparedResult) -> str:
    return ("yes" if each.admissible else "no") if each.lots else ""
