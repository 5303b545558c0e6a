"""The budget by year, and what each source of money has left."""

from lotdesign.report.amounts import name_financial_year
from lotdesign.report.budget import find_tightest_uses
from lotdesign.result.model import BudgetTotals, Result
from tui.canvas.charts import draw_bar
from tui.canvas.picture import (
    Line,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    fit_table_columns,
    widen_columns,
)
from tui.pictures.wording import format_short_money
from tui.safe_text import clip_columns, make_safe
from tui.snapshot import Snapshot

_BUDGET_COLUMNS = (
    PictureColumn("Year", 7),
    PictureColumn("To spend", 8, right=True),
    PictureColumn("Paid", 8, right=True),
    PictureColumn("Left", 8, right=True),
    PictureColumn("Budget", 8, right=True),
    PictureColumn("Promised", 9, right=True),
    PictureColumn("Paid, of what is there"),
)


def draw_budget_years(snapshot: Snapshot, columns: int, rows: int) -> list[Line]:
    """A line for each year and the sum; budget less promised savings is what there is to spend."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        return [(Span("No design to pay for.", "dim"),)]
    totals = entry.result.totals
    sums = _write_sums(totals)
    shape = fit_table_columns(widen_columns(_BUDGET_COLUMNS, [sums]), columns)
    most = max(totals.envelope_pence, default=0)
    lines: list[Line] = [draw_heading(shape)]
    for year in range(min(len(totals.paid_pence), rows - 3)):
        left = totals.envelope_pence[year] - totals.paid_pence[year]
        cells: list[str | Span] = [
            name_financial_year(snapshot.scenario, year + 1) or f"Year {year + 1}",
            format_short_money(totals.envelope_pence[year]),
            format_short_money(totals.paid_pence[year]),
            Span(format_short_money(left), "bad" if left < 0 else "good"),
            format_short_money(totals.budget_pence[year]),
            format_short_money(-totals.promised_pence[year]),
            draw_bar(totals.paid_pence[year], most, max(1, shape[-1].width), snapshot.glyphs),
        ]
        lines.append(draw_row(cells, shape))
    lines += [draw_row(sums, shape, "bold"), _draw_own_costs(totals, columns)]
    return [*lines, *_draw_funding(snapshot, entry.result, columns)[: max(0, rows - len(lines))]]


def _draw_funding(snapshot: Snapshot, result: Result, columns: int) -> list[Line]:
    """What each source of money, or pool of them, leaves in its tightest year."""
    if not snapshot.scenario.funding:
        return []
    lines: list[Line] = [
        (Span(clip_columns("WHO PAYS, IN THE TIGHTEST YEAR", columns), "heading"),)
    ]
    for use in find_tightest_uses(snapshot.scenario, result.lots):
        left = f"{format_short_money(abs(use.left))} {'short' if use.left < 0 else 'left'}"
        payers = " + ".join(make_safe(source.id) for source in use.pool.sources) or "nobody"
        text = f"{payers}: {format_short_money(use.needed)} of {format_short_money(use.held)}"
        text = clip_columns(text, columns - len(left) - 1)
        lines.append((Span(f"{text} "), Span(left, "bad" if use.left < 0 else "good")))
    return lines


def _write_sums(totals: BudgetTotals) -> list[str]:
    """The sums over all years."""
    envelope, paid = sum(totals.envelope_pence), sum(totals.paid_pence)
    amounts = (
        envelope,
        paid,
        envelope - paid,
        sum(totals.budget_pence),
        -sum(totals.promised_pence),
    )
    return ["all", *map(format_short_money, amounts)]


def _draw_own_costs(totals: BudgetTotals, columns: int) -> Line:
    """The authority's own costs, and what all comes to."""
    paid, cost = sum(totals.paid_pence), sum(totals.cost_pence)
    text = f"own costs {format_short_money(cost - paid)}, {format_short_money(cost)} in all"
    return (Span(clip_columns(text, columns), "dim"),)
