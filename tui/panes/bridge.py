"""The budget bridge: what there was, what was promised, what is paid, and what is left, by year."""

from fractions import Fraction

from lotdesign.report.amounts import financial_year, millions
from lotdesign.report.funding import uses
from lotdesign.result.model import Result, Totals
from tui.canvas.bars import bar
from tui.canvas.spans import Line, Span
from tui.canvas.table import Column, columns_for, heading, row
from tui.panes.sight import Sight
from tui.text import clip, safe

_COLUMNS = (
    Column("Year", 7),
    Column("To spend", 8, right=True),
    Column("Paid", 8, right=True),
    Column("Left", 8, right=True),
    Column("Budget", 8, right=True),
    Column("Promised", 9, right=True),
    Column("Paid of what there is"),
)


def bridge(sight: Sight, columns: int, rows: int) -> list[Line]:
    """A line a year and the sum; budget less promised savings is what there is to spend."""
    entry = sight.entry
    if entry is None or not entry.lots:
        return [(Span("No design to pay for.", "dim"),)]
    totals = entry.result.totals
    shape = columns_for(_COLUMNS, columns)
    most = max(totals.envelope_pence, default=0)
    lines: list[Line] = [heading(shape)]
    for year in range(min(len(totals.paid_pence), rows - 3)):
        left = totals.envelope_pence[year] - totals.paid_pence[year]
        cells: list[str | Span] = [
            financial_year(sight.scenario, year + 1) or f"Year {year + 1}",
            _short(totals.envelope_pence[year]),
            _short(totals.paid_pence[year]),
            Span(_short(left), "bad" if left < 0 else "good"),
            _short(totals.budget_pence[year]),
            _short(-totals.promised_pence[year]),
            bar(totals.paid_pence[year], most, max(1, shape[-1].width), sight.glyphs),
        ]
        lines.append(row(cells, shape))
    lines += _sums(totals, shape, columns)
    return [*lines, *_pays(sight, entry.result, columns)[: max(0, rows - len(lines))]]


def _pays(sight: Sight, result: Result, columns: int) -> list[Line]:
    """What sources of money leave, each that may pay alone, in its tightest year."""
    if not sight.scenario.funding:
        return []
    lines: list[Line] = [(Span(clip("WHO PAYS, IN THE TIGHTEST YEAR", columns), "heading"),)]
    for use in uses(sight.scenario, result.lots):
        left = f"{_short(abs(use.left))} {'lacking' if use.left < 0 else 'left'}"
        payers = " + ".join(safe(source.id) for source in use.pool.sources) or "nobody"
        text = f"{payers}: {_short(use.needed)} of {_short(use.held)}"
        text = clip(text, columns - len(left) - 1)
        lines.append((Span(f"{text} "), Span(left, "bad" if use.left < 0 else "good")))
    return lines


def _sums(totals: Totals, shape: tuple[Column, ...], columns: int) -> list[Line]:
    series = (totals.envelope_pence, totals.paid_pence)
    given, paid = (sum(each) for each in series)
    cells = ["all", _short(given), _short(paid), _short(given - paid)]
    cells += [_short(sum(totals.budget_pence)), _short(-sum(totals.promised_pence))]
    own = sum(totals.cost_pence) - paid
    told = f"own costs {_short(own)}, {_short(sum(totals.cost_pence))} in all"
    return [row(cells, shape, "bold"), (Span(clip(told, columns), "dim"),)]


def _short(pence: int) -> str:
    """£2.20m or £404k: what fits a narrow column."""
    if abs(pence) >= 100_000_000:
        return millions(Fraction(pence))
    sign = "-" if pence < 0 else ""
    return f"{sign}£{round(abs(pence) / 100_000)}k"
