"""The Pareto frontier as SVG: two measures on axes, a third beside the points."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from lotdesign.faults import make_printable
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import format_measure
from lotdesign.report.frontier import choose_sign
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.scenario.figure_units import COUNTED_UNITS
from lotdesign.scenario.scenario import Scenario

ROUND_STEPS = (1, 2, 2.5, 5, 10)
TICKS_WANTED = 6
"""Numbers along an axis, roughly."""

SVG_WIDTH, SVG_HEIGHT = 760, 480

LEFT_MARGIN, TOP_MARGIN, RIGHT_MARGIN, BOTTOM_MARGIN = 96, 64, 40, 72


@dataclass(frozen=True, slots=True)
class AxisScale:
    """An axis from `low` to `high` in a measure's own unit, of which `per` make one `unit`."""

    low: float
    high: float
    unit: str
    per: float
    ticks: tuple[float, ...]
    decimals: int

    def place(self, value: float) -> float:
        """Return the position of a value, 0 at the low end and 1 at the high one."""
        return (value - self.low) / (self.high - self.low)

    def format_tick(self, tick: float) -> str:
        """Format a number on the axis, in `unit`."""
        return f"{tick / self.per:,.{self.decimals}f}"


def choose_scale(name: str, values: list[float]) -> AxisScale:
    """Choose an axis with round ticks that holds these values of a measure, with some margin."""
    unit, per = _choose_unit(name, max(map(abs, values)))
    least, most = min(values) / per, max(values) / per
    room = (most - least) * 0.08 or max(abs(most) * 0.05, 1)
    least, most = least - room, most + room
    rough = (most - least) / TICKS_WANTED
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in ROUND_STEPS if each * power >= rough * (1 - 1e-9))
    if unit in COUNTED_UNITS:
        step = max(1.0, float(ceil(step)))
    decimals = next((d for d in range(9) if abs(round(step, d) - step) < step / 1e6), 9)
    first, last = ceil(least / step), floor(most / step)
    ticks = tuple(number * step * per for number in range(first, last + 1))
    return AxisScale(least * per, most * per, unit, per, ticks, decimals)


def _choose_unit(name: str, largest: float) -> tuple[str, float]:
    """Return the unit that people read, and how many of the measure's own make one."""
    unit = ALL_MEASURES[name].unit
    if unit == "pence":
        return ("£m", 1e8) if largest >= 1e8 else ("£", 1e2)
    return {"share": ("%", 0.01), "metres": ("km", 1e3)}.get(unit, (unit, 1.0))


_STYLE = """
  text { fill: #1c2733; font-family: system-ui, sans-serif; font-size: 13px; }
  .title { font-size: 16px; font-weight: 600; }
  .right { text-anchor: end; }
  .middle { text-anchor: middle; }
  .paper { fill: #ffffff; }
  .grid { stroke: #d5dbe2; }
  .axis { stroke: #1c2733; }
  .steps { stroke: #0b5cad; stroke-width: 1.5; fill: none; stroke-dasharray: 4 3; }
  .point { fill: #0b5cad; stroke: #ffffff; }
  .sign { fill: #ffffff; font-size: 11px; font-weight: 600; text-anchor: middle; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e9ef; }
    .paper { fill: #141b23; }
    .grid { stroke: #3a4654; }
    .axis { stroke: #e4e9ef; }
    .steps { stroke: #6cb4ff; }
    .point { fill: #6cb4ff; stroke: #141b23; }
    .sign { fill: #10161d; }
  }
"""
"""Plain colours, as not every viewer knows CSS variables; dark where the screen is."""


def draw_frontier_svg(scenario: Scenario, answer: FrontierAnswer) -> str:
    """Draw the frontier; names in it are text, never markup."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SVG_WIDTH} {SVG_HEIGHT}" '
        f'width="{SVG_WIDTH}" height="{SVG_HEIGHT}" role="img">'
    )
    return "\n".join((head, *_draw_content(scenario, answer), "</svg>")) + "\n"


def _draw_content(scenario: Scenario, answer: FrontierAnswer) -> Iterator[str]:
    yield f"<title>{_escape_text(_title_picture(scenario, answer))}</title>"
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{SVG_WIDTH}" height="{SVG_HEIGHT}"/>'
    yield _draw_text(24, 30, _title_picture(scenario, answer), "title")
    if not answer.points:
        yield _draw_text(LEFT_MARGIN, TOP_MARGIN + 24, "No point was proved.")
        return
    across, up = (
        choose_scale(name, _list_values(answer, i)) for i, name in enumerate(answer.measures[:2])
    )
    yield from _draw_x_axis(answer, across)
    yield from _draw_y_axis(answer, up)
    if len(answer.measures) == 2:
        yield _draw_steps(answer, across, up)
    else:
        third = ALL_MEASURES[answer.measures[2]]
        yield _draw_text(
            24, SVG_HEIGHT - 8, f"Beside a point: {third.title} ({third.better} is better)"
        )
    for place, point in enumerate(answer.points, 1):
        yield from _draw_point(answer, place, point, across, up)


def _list_values(answer: FrontierAnswer, measure: int) -> list[float]:
    return [float(point.values[measure] or 0) for point in answer.points]


def _title_picture(scenario: Scenario, answer: FrontierAnswer) -> str:
    known = scenario.authority.title or scenario.authority.name or scenario.name
    return f"{make_printable(known, 60)}{'' if answer.complete else ' (points proved so far)'}"


def _place_across(scale_: AxisScale, value: float) -> float:
    return round(LEFT_MARGIN + scale_.place(value) * (SVG_WIDTH - LEFT_MARGIN - RIGHT_MARGIN), 1)


def _place_up(scale_: AxisScale, value: float) -> float:
    return round(
        SVG_HEIGHT
        - BOTTOM_MARGIN
        - scale_.place(value) * (SVG_HEIGHT - TOP_MARGIN - BOTTOM_MARGIN),
        1,
    )


def _draw_x_axis(answer: FrontierAnswer, across: AxisScale) -> Iterator[str]:
    foot = SVG_HEIGHT - BOTTOM_MARGIN
    for tick in across.ticks:
        x = _place_across(across, tick)
        yield _draw_line(x, TOP_MARGIN, x, foot, "grid")
        yield _draw_text(x, foot + 20, across.format_tick(tick), "middle")
    yield _draw_line(LEFT_MARGIN, foot, SVG_WIDTH - RIGHT_MARGIN, foot, "axis")
    middle = (LEFT_MARGIN + SVG_WIDTH - RIGHT_MARGIN) / 2
    yield _draw_text(middle, SVG_HEIGHT - 30, _name_axis(answer.measures[0], across), "middle")


def _draw_y_axis(answer: FrontierAnswer, up: AxisScale) -> Iterator[str]:
    for tick in up.ticks:
        y = _place_up(up, tick)
        yield _draw_line(LEFT_MARGIN, y, SVG_WIDTH - RIGHT_MARGIN, y, "grid")
        yield _draw_text(LEFT_MARGIN - 10, y + 4, up.format_tick(tick), "right")
    yield _draw_line(LEFT_MARGIN, TOP_MARGIN, LEFT_MARGIN, SVG_HEIGHT - BOTTOM_MARGIN, "axis")
    yield _draw_text(LEFT_MARGIN, TOP_MARGIN - 10, _name_axis(answer.measures[1], up))


def _name_axis(name: str, on: AxisScale) -> str:
    measure = ALL_MEASURES[name]
    return f"{measure.title} ({on.unit}; {measure.better} is better)"


def _draw_steps(answer: FrontierAnswer, across: AxisScale, up: AxisScale) -> str:
    """Draw what is attainable between points, where neither measure may be worse than at both."""
    xs, ys = _list_values(answer, 0), _list_values(answer, 1)
    path = [f"M{_place_across(across, xs[0])} {_place_up(up, ys[0])}"]
    for _, (x, y) in pairwise(zip(xs, ys, strict=True)):
        path.append(f"H{_place_across(across, x)}V{_place_up(up, y)}")
    return f'<path class="steps" d="{"".join(path)}"/>'


def _draw_point(
    answer: FrontierAnswer, place: int, point: FrontierPoint, across: AxisScale, up: AxisScale
) -> Iterator[str]:
    x = _place_across(across, float(point.values[0] or 0))
    y = _place_up(up, float(point.values[1] or 0))
    figures = [format_measure(name, point.measures.get(name)) for name in answer.measures]
    yield "<g>"
    told_of = f"{place}: {', '.join(figures)}"
    yield f"<title>{_escape_text(told_of)}</title>"
    yield f'<circle class="point" cx="{x}" cy="{y}" r="9"/>'
    yield _draw_text(x, y + 4, choose_sign(place), "sign")
    if len(answer.measures) > 2:
        yield _draw_text(x + 11, y - 8 if place % 2 else y + 17, figures[2])
    yield "</g>"


def _draw_line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _draw_text(x: float, y: float, text: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<text{marked} x="{x}" y="{y}">{_escape_text(text)}</text>'


def _escape_text(text: str) -> str:
    return escape(text)
