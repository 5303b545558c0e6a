"""Elements of the pictures, written as plain SVG that browsers and typesetters read alike."""

from collections.abc import Iterable
from html import escape

FONT = "Arial, Liberation Sans, Helvetica, DejaVu Sans, sans-serif"
INK, LINE, PALE, ACCENT, STRONG = "#16202b", "#b9c3cd", "#e3e8ed", "#0b4f91", "#8a1f11"

LOT_COLOURS = (
    "#0b4f91", "#8a1f11", "#1b6b3a", "#6a3d9a", "#8a6100", "#0e6f78", "#a12b6d", "#4d4d4d",
    "#5b3a1e", "#33507a", "#5f6b00", "#7a2048",
)  # fmt: skip
"""Fills on which white figures can be read; a number always stands beside the colour."""


def write_drawing(wide: float, high: float, elements: Iterable[str]) -> str:
    """A whole picture on white, in its own units."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {round_place(wide)} '
        f'{round_place(high)}" width="{round_place(wide)}" height="{round_place(high)}">'
    )
    paper = f'<rect width="{round_place(wide)}" height="{round_place(high)}" fill="#ffffff"/>'
    return "".join((head, paper, *elements, "</svg>"))


def round_place(number: float) -> str:
    """A coordinate to a hundredth, without a trailing .0."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def draw_words(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 13,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
) -> str:
    """A line of text, escaped."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{round_place(x)}" y="{round_place(y)}" font-family="{FONT}" '
        f'font-size="{round_place(size)}" text-anchor="{anchor}" fill="{fill}"{weight}>'
        f"{escape(text, quote=False)}</text>"
    )


def draw_line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> str:
    """A straight line."""
    ends = (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))
    places = " ".join(f'{name}="{round_place(at)}"' for name, at in ends)
    return f'<line {places} stroke="{colour}" stroke-width="{round_place(width)}"/>'


def draw_dot(x: float, y: float, radius: float, fill: str) -> str:
    """A filled circle with a white rim."""
    return (
        f'<circle cx="{round_place(x)}" cy="{round_place(y)}" r="{round_place(radius)}" '
        f'fill="{fill}" stroke="#ffffff"/>'
    )
