"""A difference as a few characters: +£113,204, -2.4 pt."""

from fractions import Fraction

from lotdesign.comparing.figures import difference
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import amount
from lotdesign.result.model import Figure
from lotdesign.words import percent

_POUND = 100


def against(measure: str, value: Figure, base: Figure) -> str:
    """How a measure's value differs from another; nothing where one is missing."""
    return signed(difference(value, base), MEASURES[measure].unit if measure in MEASURES else "")


def signed(change: Figure, unit: str) -> str:
    """A difference of figures of a unit, with its sign; never so rounded that nothing is left."""
    if change is None:
        return ""
    exact = Fraction(change)
    if not exact:
        return "same"
    return f"{'+' if exact > 0 else '-'}{_size(abs(exact), unit)}"


def _size(size: Fraction, unit: str) -> str:
    if unit == "share":
        points = percent(size).removesuffix("%")
        return f"{'under 0.01' if points == '0' else points} pt"
    figure = int(size) if size.denominator == 1 else str(float(size))
    return amount(figure, unit, exact=size < _POUND)
