"""Writes exact figures as results have them, and reads them back."""

import re
from decimal import ROUND_HALF_EVEN, ROUND_UP, Decimal, localcontext
from fractions import Fraction

from lotdesign.pence import round_away
from lotdesign.result.base import WrittenFigure
from lotdesign.scenario.figure_units import WHOLE_UNITS

FIGURE_PRECISION = Decimal("0.000001")

_FIGURE_PATTERN = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,6})?")


def write_figure(value: Fraction | int | None, unit: str) -> WrittenFigure:
    """A whole number in whole units, a decimal string for shares and needs.

    `value` is in the `unit`: pence, metres, a share of 1, a count or need. Halves go away from
    zero.
    """
    if value is None:
        return None
    return round_away(Fraction(value)) if unit in WHOLE_UNITS else write_decimal(Fraction(value))


def write_decimal(value: Fraction, rounding: str = ROUND_HALF_EVEN) -> str:
    """A decimal string of at most six places, without trailing zeros: "0.6", "1"."""
    with localcontext() as exact:
        exact.prec = 60
        number = Decimal(value.numerator) / Decimal(value.denominator)
        text = f"{number.quantize(FIGURE_PRECISION, rounding=rounding):f}"
    short = text.rstrip("0").rstrip(".")
    return "0" if short in ("", "-0") else short


def compute_gap(value: Fraction | int, bound: Fraction | int | None) -> str | None:
    """|value - bound| as a share of |value|, rounded up; None without a bound.

    "0" only where they are equal, so that an open gap never looks closed.
    """
    if bound is None:
        return None
    if value == bound:
        return "0"
    return (
        write_decimal(abs(Fraction(value) - bound) / abs(Fraction(value)), ROUND_UP)
        if value
        else "1"
    )


def read_figure(figure: int | str) -> Fraction:
    """A written figure as an exact number; raises ValueError where it is none."""
    if isinstance(figure, str) and not _FIGURE_PATTERN.fullmatch(figure):
        raise ValueError(f"{figure[:40]!r} is not a figure")
    return Fraction(figure)


def compute_written_gap(optimum: WrittenFigure, bound: WrittenFigure) -> str | None:
    """The gap of an optimum and its bound as they are written.

    Raises ValueError where one is no figure.
    """
    if optimum is None or bound is None:
        return None
    return compute_gap(read_figure(optimum), read_figure(bound))
