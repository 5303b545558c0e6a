"""The trade-off plot with its Pareto front, the best by number of lots, and the budget by year."""

from dataclasses import replace
from fractions import Fraction
from typing import get_args

from lotdesign.measures.registry import ALL_MEASURES, STRESS_MEASURES
from lotdesign.report.amounts import format_measure
from lotdesign.report.text_plot import PlotDot
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.result.base import WrittenFigure
from lotdesign.words import format_count
from tui.canvas.charts import draw_plot
from tui.canvas.picture import (
    Picture,
    Span,
)
from tui.pictures.budget_years import draw_budget_years
from tui.pictures.holding import find_stress_measures
from tui.pictures.ladder import draw_ladder
from tui.pictures.wording import format_axis_figure, format_compact, short_title
from tui.session.session import TrayEntry
from tui.snapshot import PlotView, Snapshot, ViewSettings

SECOND_AXIS_MEASURES = ("accessible_share", "fewest_small_bidders", "travel", "lots")
"""Measures to plot against the cost, after the objectives."""

FRONT_CURSOR = "front"
"""The name of the cursor that walks along the front."""


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
        _make_front_line(snapshot, x, y),
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


def list_axis_measures(snapshot: Snapshot, axis: str) -> list[str]:
    """The measures that can stand on an axis, "x" or "y": all but the one on the other."""
    x, y = choose_axes(snapshot)
    other = y if axis == "x" else x
    return [name for name in list_plot_measures(snapshot) if name != other]


def set_axis(snapshot: Snapshot, axis: str, measure: str) -> ViewSettings:
    """Puts a measure on an axis, "x" or "y", and shows the plot; no point is walked to yet."""
    x, y = choose_axes(snapshot)
    x, y = (measure, y) if axis == "x" else (x, measure)
    rest = tuple(each for each in snapshot.view.cursors if each[0] != FRONT_CURSOR)
    return replace(snapshot.view, axis_x=x, axis_y=y, plot_view="plot", cursors=rest)


def walk_front(snapshot: Snapshot, by: int) -> ViewSettings:
    """The cursor at the next point of the front; at its first one where it was at none."""
    points = list_front_points(snapshot)
    if not points or snapshot.view.plot_view != "plot":
        return snapshot.view
    at = find_walked_point(snapshot)
    position = 0 if at is None else max(0, min(len(points) - 1, at + by))
    return snapshot.view.move_cursor(FRONT_CURSOR, position)


def find_walked_point(snapshot: Snapshot) -> int | None:
    """The position of the point of the front that was walked to; None where none was."""
    points = list_front_points(snapshot)
    if not points or FRONT_CURSOR not in dict(snapshot.view.cursors):
        return None
    return min(len(points) - 1, snapshot.view.cursor_of(FRONT_CURSOR))


def turn_plot_view(snapshot: Snapshot) -> ViewSettings:
    """Shows the plot, the ladder, the budget, and then the plot again."""
    views = get_args(PlotView)
    position = views.index(snapshot.view.plot_view) + 1
    return replace(snapshot.view, plot_view=views[position % len(views)])


def list_plot_measures(snapshot: Snapshot) -> list[str]:
    """The measures that some design to be plotted has, and those that a front can be traced of."""
    known = {
        name
        for measures in _list_all_measures(snapshot)
        for name, value in measures.items()
        if value is not None
    }
    if snapshot.base.providers is not None:
        known |= set(STRESS_MEASURES)
    return [name for name in ALL_MEASURES if name in known]


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
        measures = entry.measures | find_stress_measures(snapshot, entry.lots, entry.routes)
        dots += _make_dots(measures, x, y, str(entry.number), style)
    return dots


def list_front_points(snapshot: Snapshot) -> tuple[FrontierPoint, ...]:
    """The points proved so far of the front between the measures on the axes, from left to right.

    None where a design on other figures is on show.
    """
    study = snapshot.studies.get("frontier")
    x, y = choose_axes(snapshot)
    if study is None or set(study.measures) != {x, y} or is_unlike_shown(snapshot, study.figures):
        return ()
    return tuple(sorted(study.points, key=lambda point: _read_place(point, x, y)))


def _read_place(point: FrontierPoint, x: str, y: str) -> tuple[Fraction, Fraction]:
    across, up = (Fraction(point.measures.get(name) or 0) for name in (x, y))
    return across, up


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
    """A dot for each point of the front, and a sign of its own for the one walked to."""
    glyphs, walked = snapshot.glyphs, find_walked_point(snapshot)
    style = _choose_front_style(snapshot)
    dots: list[PlotDot] = []
    for i, each in enumerate(list_front_points(snapshot)):
        sign, look = glyphs.marked, style
        if i == walked:
            sign, look = f"{glyphs.marked}{glyphs.left}", "accent bold"
        dots += _make_dots(each.measures, x, y, sign, look)
    return dots


def _make_front_line(snapshot: Snapshot, x: str, y: str) -> list[PlotDot]:
    """The points that a line joins: those of the front."""
    points = list_front_points(snapshot)
    dots = (_make_dots(each.measures, x, y, "", _choose_front_style(snapshot)) for each in points)
    return [dot for each in dots for dot in each]


def _choose_front_style(snapshot: Snapshot) -> str:
    study = snapshot.studies.get("frontier")
    return "dim" if study is None or snapshot.is_outdated_study(study) else "accent"


def describe_trace(snapshot: Snapshot) -> str:
    """Where on the front one is, or how far it is traced; "" where none between these measures was.

    A complete front of one point is a design that is best by both measures.
    """
    study = snapshot.studies.get("frontier")
    x, y = choose_axes(snapshot)
    if study is None or set(study.measures) != {x, y}:
        return ""
    known = format_count(len(study.points), "point")
    if study.busy:
        return f"tracing, {known}, esc stops"
    if snapshot.is_outdated_study(study):
        return f"trade-off before your change, {known}"
    points, at = list_front_points(snapshot), find_walked_point(snapshot)
    complete = isinstance(study.result, FrontierAnswer) and study.result.complete
    if complete and len(study.points) == 1:
        return "one design is best on both"
    if at is not None:
        figures = (format_compact(name, points[at].measures.get(name)) for name in (x, y))
        return f"{at + 1} of {len(points)}: {', '.join(figures)}"
    return f"trade-off complete, {known}" if complete else f"trade-off: {known}, not all"


def _make_dots(
    measured: dict[str, WrittenFigure], x: str, y: str, text: str, style: str
) -> list[PlotDot]:
    across, up = measured.get(x), measured.get(y)
    if across is None or up is None:
        return []
    return [PlotDot(float(Fraction(across)), float(Fraction(up)), text, style)]
