"""How near to the best there can be a design is known to be, where the proof is open."""

from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, counted, gap_percent
from lotdesign.result.figures import PLACES, WHOLE, decimal, gap
from lotdesign.result.model import Figure
from lotdesign.words import pounds

SMALLEST = Fraction(1, 10_000)
"""A share below this would be written as 0% or as more than it is."""

_POUND, _KILOMETRE = 100, 1000


def closeness(name: str, best: Figure, bound: Figure) -> str:
    """0.34% of the best value; the amount, 9p, where that would be nothing in per cent.

    Never less than what is open: figures that are equal as they are written may still differ by
    less than their last place.
    """
    if best is None or bound is None:
        return NONE
    value, limit = Fraction(best), Fraction(bound)
    share = gap(value, limit) or ""
    if Fraction(share) >= SMALLEST:
        return gap_percent(share)
    unit = MEASURES[name].unit if name in MEASURES else ""
    step = Fraction(1) if unit in WHOLE else Fraction(PLACES)
    return exactly(max(abs(value - limit), step), unit)


def exactly(size: Fraction, unit: str) -> str:
    """An amount to its last place, in people's units: 9p, £1,234.50, 12 lots, 1.234 km."""
    if unit == "pence" and size < _POUND:
        return f"{decimal(size)}p"
    if unit == "pence":
        return pounds(size)
    if unit == "metres":
        return f"{decimal(size)} m" if size < _KILOMETRE else f"{decimal(size / _KILOMETRE)} km"
    if unit == "share":
        return _points(size)
    if unit == "need":
        return f"{decimal(size)} of need"
    return counted(int(size), unit) if unit in WHOLE else decimal(size)


def _points(size: Fraction) -> str:
    """0.0004 percentage points."""
    points = decimal(100 * size)
    return f"{points} percentage {'point' if points == '1' else 'points'}"
