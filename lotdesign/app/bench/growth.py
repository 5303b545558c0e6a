"""How time and memory grow with size: exponents fitted over counties of one kind, and a plot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle
from math import ceil, exp, floor, log, log10

from lotdesign.app.bench.county.plan import COUNTY_PREFIX, parse_plan
from lotdesign.app.bench.rows import BenchRow
from lotdesign.app.bench.runners import title_runner

LEAST_SIZES = 3
"""The fewest sizes that a curve is fitted to."""

FOLLOWED_FIGURES: dict[str, Callable[[BenchRow], float | None]] = {
    "seconds to the first design": lambda row: row.first,
    "seconds to the proof": lambda row: row.proved,
    "memory in MB": lambda row: row.memory / 1e6 if row.verified else None,
}
"""Figure -> its value in a row, None where the row has none."""

PANEL_WIDTH, PANEL_HEIGHT, PANEL_LEFT, PANEL_TOP = 330, 260, 60, 40
"""Size of a panel's drawing area and its margins, in pixels."""

LEGEND_LINE = 16

SERIES_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""The palette of Okabe and Ito, which the colour-blind can tell apart."""


@dataclass(frozen=True)
class PowerCurve:
    """The curve `factor` * x ^ `exponent`."""

    exponent: float
    factor: float

    def evaluate(self, x: float) -> float:
        """Return the curve's value at x."""
        return self.factor * float(x**self.exponent)


@dataclass(frozen=True)
class CostGrowth:
    """A figure of one runner over the sizes of one kind of county, with its fitted curve."""

    family: str
    runner: str
    what: str
    points: tuple[tuple[int, float], ...]
    curve: PowerCurve


def fit_growth(rows: Sequence[BenchRow]) -> tuple[CostGrowth, ...]:
    """Fit a curve for each figure, kind of county and runner measured at enough sizes."""
    ladders: dict[tuple[str, str], list[BenchRow]] = {}
    for row in rows:
        family = _find_family(row.instance)
        if family:
            ladders.setdefault((family, row.runner), []).append(row)
    return tuple(
        CostGrowth(family, runner, what, points, curve)
        for (family, runner), steps in ladders.items()
        for what, figure in FOLLOWED_FIGURES.items()
        for points in [_collect_points(steps, figure)]
        for curve in [fit_power(points)]
        if curve is not None
    )


def fit_power(points: Iterable[tuple[float, float]]) -> PowerCurve | None:
    """Fit by least squares of logarithms; None for fewer than three sizes."""
    logs = [(log(x), log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < LEAST_SIZES:
        return None
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread
    return PowerCurve(slope, exp(middle_y - slope * middle_x))


def _find_family(instance: str) -> str | None:
    """Return the county's name without size and seed; None for other instances."""
    if not instance.startswith(f"{COUNTY_PREFIX}-"):
        return None
    plan = parse_plan(instance)
    return f"{plan.kind}, priced" if plan.priced else plan.kind


def _collect_points(
    steps: Iterable[BenchRow], figure: Callable[[BenchRow], float | None]
) -> tuple[tuple[int, float], ...]:
    known = [(row.units, figure(row)) for row in steps]
    return tuple(sorted((units, value) for units, value in known if value is not None))


@dataclass(frozen=True)
class LogAxis:
    """A logarithmic axis from 10^`low` to 10^`high` on `length` pixels."""

    low: int
    high: int
    length: int

    def place(self, value: float) -> float:
        """Return the pixels from the low end."""
        return self.length * (log10(value) - self.low) / (self.high - self.low)

    @property
    def powers(self) -> range:
        """Exponents of the ticks."""
        return range(self.low, self.high + 1)


def draw_growth(growths: Sequence[CostGrowth]) -> str:
    """Draw a panel a figure as SVG; with nothing measured, a picture that says so."""
    names = list(dict.fromkeys(_name_series(each) for each in growths))
    colours = dict(zip(names, cycle(SERIES_COLOURS)))
    panels = list(dict.fromkeys(each.what for each in growths))
    wide = max(1, len(panels)) * (PANEL_WIDTH + PANEL_LEFT + 30)
    high = PANEL_HEIGHT + PANEL_TOP + 60 + LEGEND_LINE * len(names)
    body = []
    for i, what in enumerate(panels):
        shown = [each for each in growths if each.what == what]
        left = i * (PANEL_WIDTH + PANEL_LEFT + 30) + PANEL_LEFT
        body.append(f'<g transform="translate({left} {PANEL_TOP})">')
        body += [*_draw_panel(what, shown, colours), "</g>"]
    for i, name in enumerate(names):
        down = PANEL_HEIGHT + PANEL_TOP + 60 + LEGEND_LINE * i
        body.append(f'<circle cx="{PANEL_LEFT}" cy="{down - 4}" r="4" fill="{colours[name]}"/>')
        body.append(_draw_text(PANEL_LEFT + 12, down, name))
    if not panels:
        body.append(_draw_text(PANEL_LEFT, PANEL_TOP, "Fewer than three sizes were measured."))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
            'font-family="sans-serif" font-size="11">',
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        ]
    )


def _name_series(growth: CostGrowth) -> str:
    return f"{growth.family}: {title_runner(growth.runner)}"


def _draw_panel(what: str, growths: Sequence[CostGrowth], colours: dict[str, str]) -> Iterator[str]:
    across = _choose_axis([x for each in growths for x, _ in each.points], PANEL_WIDTH)
    up = _choose_axis([y for each in growths for y in _list_heights(each)], PANEL_HEIGHT)
    yield f'<rect width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}" fill="none" stroke="#888888"/>'
    yield _draw_text(0, -12, f"{what}, by units")
    for power in across.powers:
        yield _draw_text(
            across.place(10.0**power), PANEL_HEIGHT + 16, _format_power(power), "middle"
        )
    for power in up.powers:
        yield _draw_text(-6, PANEL_HEIGHT - up.place(10.0**power) + 4, _format_power(power), "end")
    for each in growths:
        colour = colours[_name_series(each)]
        ends = [each.points[0][0], each.points[-1][0]]
        (x1, y1), (x2, y2) = (
            (across.place(x), PANEL_HEIGHT - up.place(each.curve.evaluate(x))) for x in ends
        )
        yield (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>')
        yield _draw_text(x2 - 4, y2 - 6, f"n^{each.curve.exponent:.1f}", "end", colour)
        for x, y in each.points:
            yield (
                f'<circle cx="{across.place(x):.1f}" cy="{PANEL_HEIGHT - up.place(y):.1f}" r="3" '
                f'fill="{colour}"/>'
            )


def _list_heights(growth: CostGrowth) -> list[float]:
    """Return all values to be drawn: points, and the curve between the first and last."""
    return [*(y for _, y in growth.points), *(growth.curve.evaluate(x) for x, _ in growth.points)]


def _choose_axis(values: Sequence[float], length: int) -> LogAxis:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return LogAxis(low, max(high, low + 1), length)


def _format_power(exponent: int) -> str:
    return f"{10**exponent:,}" if exponent >= 0 else f"{10.0**exponent:g}"


def _draw_text(
    x: float, y: float, words: str, anchor: str = "start", colour: str = "#222222"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
