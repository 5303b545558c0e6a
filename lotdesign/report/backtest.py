"""Where the lots of published notices stand, in one table."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import NO_FIGURE, format_whole_pounds
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.result.backtest import BacktestAnswer, BacktestDesign, BacktestFindings, BacktestRow
from lotdesign.words import format_count, format_pounds, some_percent

_HEADERS = ("Notice", "Lots", "Years", "Cap", "All years", "Largest a year", "Where its lots stand")
_LONGEST_NAME = 60
_CSV_HEADERS = (
    *("file", "buyer", "title", "published", "lots", "most_bid", "most_awarded", "years"),
    *("judged", "reason", "value_pence", "units", "unit_count", "least_lots", "terms"),
    *("cost_pence", "largest_pence", "within_reach"),
    *("best_lots", "best_cost_pence", "best_within_reach", "saving_pence", "proved"),
    *("as_one_cost_pence", "as_one_keeps"),
)


def build_backtest_forms(answer: BacktestAnswer) -> AnswerForms:
    """Return the judgement in every form; as CSV a row a notice, money in pence."""
    return AnswerForms(
        page=lambda: write_backtest_page(answer),
        json=answer.to_json,
        csv=lambda: write_backtest_csv(answer),
    )


def write_backtest_page(answer: BacktestAnswer) -> ReportPage:
    """Write how many could be judged, the table, and what it rests on."""
    judged = [row.findings for row in answer.notices if row.findings is not None]
    fewer = sum(each.saving_pence > 0 for each in judged)
    count = format_count(len(answer.notices), "notice")
    first = f"{count}: {len(judged)} judged, {len(answer.notices) - len(judged)} not."
    if judged:
        first += f" For {fewer} of those judged other lots would cost the council less."
    rows = tuple(_build_row(row) for row in answer.notices)
    notes = tuple(note.text for note in answer.assumptions)
    return (
        PageSection("", (Paragraph(first), ReportTable(_HEADERS, rows, frozenset((1, 3, 4, 5))))),
        PageSection("What this rests on", (BulletList(notes),)),
    )


def _build_row(row: BacktestRow) -> tuple[str, ...]:
    found = row.findings
    buyer = make_printable(row.buyer or row.file, _LONGEST_NAME)
    return (
        f"{buyer}: {make_printable(row.title, _LONGEST_NAME)}" if row.title else buyer,
        f"{row.lots:,}",
        "; ".join(dict.fromkeys(map(_format_years, row.years))),
        NO_FIGURE if row.most_awarded is None else f"{row.most_awarded:,}",
        NO_FIGURE if found is None else format_whole_pounds(found.value_pence),
        NO_FIGURE if found is None else format_whole_pounds(found.published.largest_pence),
        f"Cannot be judged: {make_printable(row.reason, 200)}"
        if found is None
        else " ".join(_describe_standing(row, found)),
    )


def _format_years(years: tuple[str | None, str | None]) -> str:
    first, whole = (None if each is None else f"{float(each):g}" for each in years)
    if first is None or whole is None:
        return first or NO_FIGURE
    return first if first == whole else f"{first} to {whole}"


def _describe_standing(row: BacktestRow, found: BacktestFindings) -> Iterator[str]:
    """What the best design would change, and what one contract would."""
    yield from _describe_best(found)
    one = found.as_one
    if one is not None and found.best is not None and len(found.best.lots) > 1:
        saved = found.published.cost_pence - one.cost_pence
        if saved > 0 and row.lots > 1:
            why = " and ".join(_list_obstacles(found, one))
            more = f", but {why}" if why else ""
            yield f"One contract would save {_format_saving(saved, found)}{more}."
    if found.terms > 1:
        yield f"Lots of {found.terms} different terms stay apart."


def _describe_best(found: BacktestFindings) -> Iterator[str]:
    best, published = found.best, found.published
    if best is None:
        yield "No other lots were found in time."
        return
    count, saved = format_count(len(best.lots), "lot"), found.saving_pence
    sure = "" if found.proved else " (not proved the cheapest)"
    if saved > 0:
        yield f"{count} would save {_format_saving(saved, found)}{sure}."
    elif not published.keeps and saved < 0:
        yield (
            f"{count} would keep each within what a small provider can take on, and cost "
            f"{_format_saving(-saved, found)} more{sure}."
        )
    else:
        yield f"No other lots that keep to the cap and to size cost less{sure}."


def _list_obstacles(found: BacktestFindings, one: BacktestDesign) -> Iterator[str]:
    """What one contract for all would not keep."""
    if found.least_lots > 1:
        yield f"the cap needs {format_count(found.least_lots, 'winner')}"
    if one.within_reach == 0:
        yield "it is too large for a small provider"


def _format_saving(pence: int, found: BacktestFindings) -> str:
    share = Fraction(pence, found.value_pence) if found.value_pence else Fraction(0)
    return f"{format_pounds(round(Fraction(pence, 100)) * 100)} ({some_percent(share)})"


def write_backtest_csv(answer: BacktestAnswer) -> str:
    """Write a row a notice."""
    return write_csv(_CSV_HEADERS, map(_build_csv_row, answer.notices))


def _build_csv_row(row: BacktestRow) -> tuple[str, ...]:
    found = row.findings
    return (
        escape_cell(row.file),
        escape_cell(row.buyer),
        escape_cell(row.title),
        row.published or "",
        str(row.lots),
        _write(row.most_bid),
        _write(row.most_awarded),
        ";".join(f"{first or ''}+{whole or ''}" for first, whole in row.years),
        "no" if found is None else "yes",
        escape_cell(row.reason),
        *(("",) * 15 if found is None else _list_findings(found)),
    )


def _list_findings(found: BacktestFindings) -> tuple[str, ...]:
    best, one = found.best, found.as_one
    return (
        str(found.value_pence),
        found.units,
        str(found.unit_count),
        str(found.least_lots),
        str(found.terms),
        str(found.published.cost_pence),
        str(found.published.largest_pence),
        _write(found.published.within_reach),
        *(
            ("", "", "")
            if best is None
            else (str(len(best.lots)), str(best.cost_pence), _write(best.within_reach))
        ),
        "" if best is None else str(found.saving_pence),
        "yes" if found.proved else "no",
        "" if one is None else str(one.cost_pence),
        "" if one is None else ("yes" if one.keeps else "no"),
    )


def _write(number: int | None) -> str:
    return "" if number is None else str(number)
