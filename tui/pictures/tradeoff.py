"""The trade-off plot with its Pareto front, the best by number of lots, and the budget by year."""

from dataclasses import replace
from fractions import Fraction
from typing import get_args

from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_measure, format_millions, name_financial_year
from lotdesign.report.budget import find_tightest_uses
from lotdesign.report.text_plot import PlotDot
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import BestByLotCount, BudgetTotals, Result
from lotdesign.words import format_count
from tui.canvas.charts import draw_bar, draw_plot
from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    find_visible_range,
    fit_table_columns,
)
from tui.pictures.wording import format_axis_figure, format_short_money, short_title
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.session.session import TrayEntry
from tui.snapshot import PlotView, Snapshot, ViewSettings

SECOND_AXIS_MEASURES = ("accessible_share", "fewest_small_bidders", "travel", "lots")
"""Measures to plot against the cost, after the objectives."""

_BUDGET_COLUMNS = (
    PictureColumn("Year", 7),
    PictureColumn("To spend", 8, right=True),
    PictureColumn("Paid", 8, right=True),
    PictureColumn("Left", 8, right=True),
    PictureColumn("Budget", 8, right=True),
    PictureColumn("Promised", 9, right=True),
    PictureColumn("Paid, of what is there"),
)


def draw_tradeoff(snapshot: Snapshot, columns: int, rows: int) -> Picture:
    """The plot, the ladder or the budget, whichever the view says."""
    if snapshot.view.plot_view == "ladder":
        return Picture(tuple(draw_ladder(snapshot, columns, rows)))
    if snapshot.view.plot_view == "bridge":
        return Picture(tuple(draw_budget_years(snapshot, columns, rows)))
    x, y = choose_axes(snapshot)
    dots = [*_make_front_dots(snapshot, x, y), *_make_design_dots(snapshot, x, y)]
    lines = draw_plot(
        dots,
        columns,
        rows,
        lambda v: format_axis_figure(x, v),
        lambda v: format_axis_figure(y, v),
        snapshot.glyphs,
    )
    return Picture(tuple(lines or [(Span("Nothing measured yet.", "dim"),)]))


def title_tradeoff(snapshot: Snapshot) -> str:
    """The two measures, or which other view it is."""
    if snapshot.view.plot_view == "ladder":
        return "Best for each number of lots"
    if snapshot.view.plot_view == "bridge":
        return "Budget, year by year"
    x, y = choose_axes(snapshot)
    return f"{short_title(y)} / {short_title(x).lower()}"


def choose_axes(snapshot: Snapshot) -> tuple[str, str]:
    """The measures on the x and y axes: those of the view if they can be plotted, else others."""
    measures = list_plot_measures(snapshot)
    x = snapshot.view.axis_x if snapshot.view.axis_x in measures else "whole_life_cost"
    y = snapshot.view.axis_y
    if y not in measures or y == x:
        preferred = [o.measure for o in snapshot.base.objectives] + list(SECOND_AXIS_MEASURES)
        y = next(
            (m for m in preferred if m in measures and m != x and _has_several_values(snapshot, m)),
            "lots",
        )
    return x, y


def turn_axis(snapshot: Snapshot, axis: str) -> ViewSettings:
    """Puts the next measure on an axis, "x" or "y", and shows the plot."""
    measures = list_plot_measures(snapshot)
    x, y = choose_axes(snapshot)
    present, other = (x, y) if axis == "x" else (y, x)
    choices = [name for name in measures if name != other] or [present]
    position = choices.index(present) + 1 if present in choices else 0
    chosen = choices[position % len(choices)]
    if axis == "x":
        return replace(snapshot.view, axis_x=chosen, plot_view="plot")
    return replace(snapshot.view, axis_y=chosen, plot_view="plot")


def turn_plot_view(snapshot: Snapshot) -> ViewSettings:
    """Shows the plot, the ladder, the budget, and then the plot again."""
    views = get_args(PlotView)
    position = views.index(snapshot.view.plot_view) + 1
    return replace(snapshot.view, plot_view=views[position % len(views)])


def list_plot_measures(snapshot: Snapshot) -> list[str]:
    """The measures that some design to be plotted has."""
    known = {
        name
        for measures in _list_all_measures(snapshot)
        for name, value in measures.items()
        if value is not None
    }
    return [name for name in MEASURES if name in known]


def _has_several_values(snapshot: Snapshot, measure: str) -> bool:
    return len({each.get(measure) for each in _list_all_measures(snapshot)} - {None}) > 1


def _list_all_measures(snapshot: Snapshot) -> list[dict[str, WrittenFigure]]:
    best = snapshot.session.best
    measures = [entry.measures for entry in snapshot.session.tray if entry.lots]
    if best is not None:
        measures += [rung.measures for rung in best.result.ladder]
        measures += [each.measures for each in best.result.comparisons]
    return measures


def is_unlike_shown(snapshot: Snapshot, figures: str) -> bool:
    """Whether a design on these figures cannot stand in one plot with the one on show."""
    shown = snapshot.figures if snapshot.entry is None else snapshot.entry.figures
    return figures != shown


def list_plotted_entries(snapshot: Snapshot) -> list[TrayEntry]:
    """The designs of the tray that are measured on the same figures as the one on show."""
    tray = snapshot.session.tray
    return [e for e in tray if e.lots and not is_unlike_shown(snapshot, e.figures)]


def describe_unplotted(snapshot: Snapshot) -> str:
    """How many designs of the tray are not in the plot, and why; "" where all are."""
    designs = [entry for entry in snapshot.session.tray if entry.lots]
    missing = len(designs) - len(list_plotted_entries(snapshot))
    return f"{missing} on other figures not drawn" if missing else ""


def _make_design_dots(snapshot: Snapshot, x: str, y: str) -> list[PlotDot]:
    best, shown, glyphs = snapshot.session.best, snapshot.entry, snapshot.glyphs
    dots: list[PlotDot] = []
    if best is not None and not is_unlike_shown(snapshot, best.figures):
        for rung in best.result.ladder:
            dots += _make_dots(rung.measures, x, y, glyphs.dot, "dim")
        for each in best.result.comparisons:
            letter = snapshot.session.find_reference_letter(each.id)
            dots += _make_dots(each.measures, x, y, letter, "given")
    for entry in list_plotted_entries(snapshot):
        here = shown is not None and entry.number == shown.number
        style = "accent bold" if here else "edited" if not entry.is_answer else ""
        dots += _make_dots(entry.measures, x, y, str(entry.number), style)
    return dots


def list_front_points(snapshot: Snapshot) -> tuple[FrontierPoint, ...]:
    """The points proved so far of the front between the measures on the axes."""
    study = snapshot.studies.get("frontier")
    if study is None or set(study.measures) != set(choose_axes(snapshot)):
        return ()
    return () if is_unlike_shown(snapshot, study.figures) else study.points


def describe_front_points(snapshot: Snapshot) -> list[str]:
    """A text for each point of the front: its two measures."""
    x, y = choose_axes(snapshot)
    return [
        ", ".join(
            f"{short_title(name)} {format_measure(name, each.measures.get(name))}"
            for name in (x, y)
        )
        for each in list_front_points(snapshot)
    ]


def _make_front_dots(snapshot: Snapshot, x: str, y: str) -> list[PlotDot]:
    study = snapshot.studies.get("frontier")
    style = "dim" if study is None or snapshot.is_outdated_study(study) else "accent"
    dots = (
        _make_dots(each.measures, x, y, snapshot.glyphs.marked, style)
        for each in list_front_points(snapshot)
    )
    return [dot for each in dots for dot in each]


def describe_trace(snapshot: Snapshot) -> str:
    """How far the front is traced, in a few words; "" where none between these measures was."""
    study = snapshot.studies.get("frontier")
    if study is None or set(study.measures) != set(choose_axes(snapshot)):
        return ""
    known = format_count(len(study.points), "point")
    if study.busy:
        return f"tracing, {known}, esc stops"
    if snapshot.is_outdated_study(study):
        return f"front before your change, {known}"
    complete = isinstance(study.result, FrontierAnswer) and study.result.complete
    return f"front complete, {known}" if complete else f"front: {known}, not all"


def _make_dots(
    measured: dict[str, WrittenFigure], x: str, y: str, text: str, style: str
) -> list[PlotDot]:
    across, up = measured.get(x), measured.get(y)
    if across is None or up is None:
        return []
    return [PlotDot(float(Fraction(across)), float(Fraction(up)), text, style)]


def draw_ladder(snapshot: Snapshot, columns: int, rows: int) -> list[Line]:
    """A bar for each number of lots: how much more than the cheapest its best design costs."""
    best = snapshot.session.best
    rungs = [] if best is None else [r for r in best.result.ladder if r.measures]
    if best is None or not rungs:
        return [(Span("The ladder is still being worked out.", "dim"),)]
    cheapest = min(_read_rung_cost(rung) for rung in rungs)
    most = max(_read_rung_cost(rung) for rung in rungs) - cheapest
    shown = next((i for i, rung in enumerate(rungs) if rung.lots == snapshot.lot_count), 0)
    lines: list[Line] = [
        (Span(fit_columns("Lots  Cost       more than the least", columns), "dim"),),
    ]
    meaning = explain_best(snapshot)
    if meaning:
        lines.insert(0, (Span(clip_columns(meaning, columns), "dim"),))
    room = max(len(_say_unproved(rung)) for rung in rungs)
    for i in find_visible_range(len(rungs), shown, rows - 2 - bool(meaning)):
        rung = rungs[i]
        more = _read_rung_cost(rung) - cheapest
        here = rung.lots == snapshot.lot_count
        lines.append(
            (
                Span(f"{rung.lots:>4}{'*' if here else ' '} ", "bold accent" if here else ""),
                Span(f"{format_millions(Fraction(_read_rung_cost(rung))):<9}"),
                Span(f"{'+' + format_millions(Fraction(more)) if more else '':>10} "),
                Span(f"{_say_unproved(rung):<{room}}", "dim"),
                draw_bar(more, most, max(1, columns - 27 - room), snapshot.glyphs),
            )
        )
    lines.append((Span(fit_columns(describe_other_numbers(best.result), columns), "dim"),))
    return lines


def explain_best(snapshot: Snapshot) -> str:
    """What best means of a number of lots where another design may cost less; else ""."""
    aims = snapshot.base.objectives
    if len(aims) < 2 or (aims[0].measure == "whole_life_cost" and not aims[0].tolerance.size):
        return ""
    return "best by all aims in order, within the leeway; others may cost less"


def _say_unproved(rung: BestByLotCount) -> str:
    """What stands beside a design that is not proved best of its number of lots."""
    return "" if rung.status == "optimal" else "so far "


def describe_other_numbers(result: Result) -> str:
    """What is known of numbers of lots that the ladder shows no design for."""
    last, units = len(result.ladder), sum(len(lot.units) for lot in result.lots)
    if any(rung.status == "unknown" for rung in result.ladder):
        return "others not found"
    if last < units:
        return f"others impossible, more than {last} not looked at"
    return "others impossible"


def _read_rung_cost(rung: BestByLotCount) -> int:
    return int(Fraction(rung.measures.get("whole_life_cost") or 0))


def draw_budget_years(snapshot: Snapshot, columns: int, rows: int) -> list[Line]:
    """A line for each year and the sum; budget less promised savings is what there is to spend."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        return [(Span("No design to pay for.", "dim"),)]
    totals = entry.result.totals
    shape = fit_table_columns(_BUDGET_COLUMNS, columns)
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
    lines += _draw_sums(totals, shape, columns)
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


def _draw_sums(totals: BudgetTotals, shape: tuple[PictureColumn, ...], columns: int) -> list[Line]:
    """The sums over all years, and the authority's own costs."""
    envelope, paid, cost = map(sum, (totals.envelope_pence, totals.paid_pence, totals.cost_pence))
    amounts = (
        envelope,
        paid,
        envelope - paid,
        sum(totals.budget_pence),
        -sum(totals.promised_pence),
    )
    row = draw_row(["all", *map(format_short_money, amounts)], shape, "bold")
    text = f"own costs {format_short_money(cost - paid)}, {format_short_money(cost)} in all"
    return [row, (Span(clip_columns(text, columns), "dim"),)]
