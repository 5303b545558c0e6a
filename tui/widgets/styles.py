"""Names of styles become colours of the present theme, dark or light."""

from functools import lru_cache

from rich.style import Style
from textual.app import App
from textual.color import Color

_LOTS = (
    "#4e9fd8",
    "#e08a3c",
    "#5fb37c",
    "#c678c9",
    "#d8c14a",
    "#e0666a",
    "#49b6b6",
    "#9a8cf0",
    "#a9a15c",
    "#d87fa6",
    "#7fb24a",
    "#8f9db0",
)
"""One colour a lot, told apart by brightness as well as by hue; letters say the same."""

_TINT = 0.20
_LIT = 0.22


@lru_cache(maxsize=512)
def _style(name: str, ground: str, ink: str, accent: str, good: str, warn: str, bad: str) -> Style:
    back, front = Color.parse(ground), Color.parse(ink)
    grey = back.blend(front, 0.66)
    depth = 0.0 if back.brightness < 0.5 else 0.38
    color, behind, bold, reverse, italic = front, back, False, False, False
    plain = {
        "dim": grey,
        "frame": back.blend(front, 0.35),
        "border": back.blend(front, 0.55),
        "focus": Color.parse(accent),
        "accent": Color.parse(accent),
        "title": front,
        "heading": Color.parse(accent).blend(front, 0.25),
        "good": Color.parse(good).blend(front, depth),
        "bad": Color.parse(bad).blend(front, depth or 0.15),
        "edited": Color.parse(warn).blend(front, depth),
        "old": Color.parse(warn).blend(front, depth),
        "off": grey,
        "bar": Color.parse(accent),
        "given": grey.blend(front, 0.3),
        "typing": Color.parse(warn).blend(front, depth),
    }
    for token in name.split():
        kind, _, number = token.partition("-")
        if kind in ("lot", "area"):
            own = Color.parse(_LOTS[int(number) % len(_LOTS)])
            behind = back.blend(own, _TINT)
            color = own.blend(front, 0.35)
        color = plain.get(token, color)
        bold = bold or token in ("bold", "badge", "title", "heading", "typing")
        reverse = reverse or token == "moved"
        italic = italic or token == "off"
        if token == "lit":
            behind = back.blend(Color.parse(accent), _LIT)
    return Style(color=color.hex6, bgcolor=behind.hex6, bold=bold, reverse=reverse, italic=italic)


def style_of(app: App[object], name: str) -> Style:
    """The style of a span in the app's theme."""
    known = app.theme_variables
    colors = (known["background"], known["foreground"], known["primary"], known["success"])
    return _style(name, *colors, known["warning"], known["error"])
