"""Growth as an SVG picture: a panel for each figure, both axes logarithmic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle
from math import ceil, floor, log10

from benchmarks.growth import Growth
from benchmarks.runners import title

WIDTH, HEIGHT, LEFT, TOP = 330, 260, 60, 40
"""Of a panel's drawing area and its margins, in pixels."""
LINE = 16
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""Okabe and Ito's, told apart by the colour-blind too."""


@dataclass(frozen=True)
class Axis:
    """Whole powers of ten on a line of so many pixels."""

    low: int
    high: int
    length: int

    def at(self, value: float) -> float:
        """Pixels from the low end."""
        return self.length * (log10(value) - self.low) / (self.high - self.low)

    @property
    def powers(self) -> range:
        """The exponents that are marked."""
        return range(self.low, self.high + 1)


def picture(growths: Sequence[Growth]) -> str:
    """The whole picture; with nothing measured, one that says so."""
    names = list(dict.fromkeys(_series(each) for each in growths))
    colours = dict(zip(names, cycle(COLOURS)))
    panels = list(dict.fromkeys(each.what for each in growths))
    wide = max(1, len(panels)) * (WIDTH + LEFT + 30)
    high = HEIGHT + TOP + 60 + LINE * len(names)
    body = []
    for i, what in enumerate(panels):
        shown = [each for each in growths if each.what == what]
        body.append(f'<g transform="translate({i * (WIDTH + LEFT + 30) + LEFT} {TOP})">')
        body += [*_panel(what, shown, colours), "</g>"]
    for i, name in enumerate(names):
        down = HEIGHT + TOP + 60 + LINE * i
        body.append(f'<circle cx="{LEFT}" cy="{down - 4}" r="4" fill="{colours[name]}"/>')
        body.append(_text(LEFT + 12, down, name))
    if not panels:
        body.append(_text(LEFT, TOP, "Fewer than three sizes were measured."))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
            'font-family="sans-serif" font-size="11">',
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        ]
    )


def _series(growth: Growth) -> str:
    return f"{growth.family}: {title(growth.runner)}"


def _panel(what: str, growths: Sequence[Growth], colours: dict[str, str]) -> Iterator[str]:
    across = _axis([x for each in growths for x, _ in each.points], WIDTH)
    up = _axis([y for each in growths for y in _heights(each)], HEIGHT)
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#888888"/>'
    yield _text(0, -12, f"{what}, by units")
    for power in across.powers:
        yield _text(across.at(10.0**power), HEIGHT + 16, _power(power), "middle")
    for power in up.powers:
        yield _text(-6, HEIGHT - up.at(10.0**power) + 4, _power(power), "end")
    for each in growths:
        colour = colours[_series(each)]
        ends = [each.points[0][0], each.points[-1][0]]
        (x1, y1), (x2, y2) = ((across.at(x), HEIGHT - up.at(each.curve.at(x))) for x in ends)
        yield (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>')
        yield _text(x2 - 4, y2 - 6, f"n^{each.curve.exponent:.1f}", "end", colour)
        for x, y in each.points:
            yield (
                f'<circle cx="{across.at(x):.1f}" cy="{HEIGHT - up.at(y):.1f}" r="3" '
                f'fill="{colour}"/>'
            )


def _heights(growth: Growth) -> list[float]:
    """Everything that is drawn of it: its points, and its curve between the first and last."""
    return [*(y for _, y in growth.points), *(growth.curve.at(x) for x, _ in growth.points)]


def _axis(values: Sequence[float], length: int) -> Axis:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return Axis(low, max(high, low + 1), length)


def _power(exponent: int) -> str:
    return f"{10**exponent:,}" if exponent >= 0 else f"{10.0**exponent:g}"


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#222222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
