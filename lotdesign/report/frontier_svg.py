"""A frontier as a picture for a page: two measures across and up, a third beside the points."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import measured
from lotdesign.report.frontier import sign
from lotdesign.report.ticks import Scale, scale
from lotdesign.result.frontier import Frontier, FrontierPoint
from lotdesign.scenario.scenario import Scenario

WIDE, HIGH = 760, 480
LEFT, TOP, RIGHT, BOTTOM = 96, 64, 40, 72

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
"""Plain colours, as not every viewer knows variables; dark where the reader's screen is."""


def frontier_svg(scenario: Scenario, told: Frontier) -> str:
    """The picture as SVG; names in it are text and never markup."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" '
        f'width="{WIDE}" height="{HIGH}" role="img">'
    )
    return "\n".join((head, *_inside(scenario, told), "</svg>")) + "\n"


def _inside(scenario: Scenario, told: Frontier) -> Iterator[str]:
    yield f"<title>{_safe(_title(scenario, told))}</title>"
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{WIDE}" height="{HIGH}"/>'
    yield _text(24, 30, _title(scenario, told), "title")
    if not told.points:
        yield _text(LEFT, TOP + 24, "No point was proved.")
        return
    across, up = (scale(name, _values(told, i)) for i, name in enumerate(told.measures[:2]))
    yield from _axis_across(told, across)
    yield from _axis_up(told, up)
    if len(told.measures) == 2:
        yield _steps(told, across, up)
    else:
        third = MEASURES[told.measures[2]]
        yield _text(24, HIGH - 8, f"Beside a point: {third.title} ({third.better} is better)")
    for place, point in enumerate(told.points, 1):
        yield from _point(told, place, point, across, up)


def _values(told: Frontier, measure: int) -> list[float]:
    return [float(point.values[measure] or 0) for point in told.points]


def _title(scenario: Scenario, told: Frontier) -> str:
    known = scenario.authority.title or scenario.authority.name or scenario.name
    return f"{shown(known, 60)}{'' if told.complete else ' (points proved so far)'}"


def _across(scale_: Scale, value: float) -> float:
    return round(LEFT + scale_.at(value) * (WIDE - LEFT - RIGHT), 1)


def _up(scale_: Scale, value: float) -> float:
    return round(HIGH - BOTTOM - scale_.at(value) * (HIGH - TOP - BOTTOM), 1)


def _axis_across(told: Frontier, across: Scale) -> Iterator[str]:
    foot = HIGH - BOTTOM
    for tick in across.ticks:
        x = _across(across, tick)
        yield _line(x, TOP, x, foot, "grid")
        yield _text(x, foot + 20, across.label(tick), "middle")
    yield _line(LEFT, foot, WIDE - RIGHT, foot, "axis")
    middle = (LEFT + WIDE - RIGHT) / 2
    yield _text(middle, HIGH - 30, _named(told.measures[0], across), "middle")


def _axis_up(told: Frontier, up: Scale) -> Iterator[str]:
    for tick in up.ticks:
        y = _up(up, tick)
        yield _line(LEFT, y, WIDE - RIGHT, y, "grid")
        yield _text(LEFT - 10, y + 4, up.label(tick), "right")
    yield _line(LEFT, TOP, LEFT, HIGH - BOTTOM, "axis")
    yield _text(LEFT, TOP - 10, _named(told.measures[1], up))


def _named(name: str, on: Scale) -> str:
    measure = MEASURES[name]
    return f"{measure.title} ({on.unit}; {measure.better} is better)"


def _steps(told: Frontier, across: Scale, up: Scale) -> str:
    """Between points lies what is reached when neither measure may be worse than at both."""
    xs, ys = _values(told, 0), _values(told, 1)
    path = [f"M{_across(across, xs[0])} {_up(up, ys[0])}"]
    for _, (x, y) in pairwise(zip(xs, ys, strict=True)):
        path.append(f"H{_across(across, x)}V{_up(up, y)}")
    return f'<path class="steps" d="{"".join(path)}"/>'


def _point(
    told: Frontier, place: int, point: FrontierPoint, across: Scale, up: Scale
) -> Iterator[str]:
    x = _across(across, float(point.values[0] or 0))
    y = _up(up, float(point.values[1] or 0))
    figures = [measured(name, point.measures.get(name)) for name in told.measures]
    yield "<g>"
    told_of = f"{place}: {', '.join(figures)}"
    yield f"<title>{_safe(told_of)}</title>"
    yield f'<circle class="point" cx="{x}" cy="{y}" r="9"/>'
    yield _text(x, y + 4, sign(place), "sign")
    if len(told.measures) > 2:
        yield _text(x + 11, y - 8 if place % 2 else y + 17, figures[2])
    yield "</g>"


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<text{marked} x="{x}" y="{y}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(text)
