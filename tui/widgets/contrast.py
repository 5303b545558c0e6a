"""Colours that can be read: the contrast of two colours, and a colour moved until it has enough."""

from textual.color import Color

LEAST_TEXT_CONTRAST = 4.5
"""Least contrast of text with what is behind it: WCAG 2.2, success criterion 1.4.3."""

LEAST_LINE_CONTRAST = 3.0
"""Least contrast of frames and borders: WCAG 2.2, success criterion 1.4.11."""

_STEPS = 20


def measure_contrast(one: Color, other: Color) -> float:
    """Contrast of two colours, from 1 to 21: WCAG 2.2, contrast ratio."""
    low, high = sorted((_measure_luminance(one), _measure_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _measure_luminance(color: Color) -> float:
    red, green, blue = (_make_linear(part / 255) for part in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _make_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def move_apart(color: Color, behind: Color, least: float) -> Color:
    """The colour, moved towards black or white as little as gives it this contrast."""
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    end = max((black, white), key=lambda each: measure_contrast(each, behind))
    for step in range(_STEPS + 1):
        moved = color.blend(end, step / _STEPS)
        if measure_contrast(moved, behind) >= least:
            return moved
    return end
