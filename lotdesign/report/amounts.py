"""Format money, shares, distances, years, and the gap of an open proof."""

import re
from fractions import Fraction
from math import ceil

from lotdesign.measures.registry import ALL_MEASURES, MEASURES
from lotdesign.pence import round_away
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import FIGURE_PRECISION, compute_gap, write_decimal
from lotdesign.scenario.figure_units import COUNTED_UNITS, WHOLE_UNITS
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_percent, format_pounds, name_one

NO_FIGURE = "–"
"""Shown where there is no figure."""

_PENCE_PER_POUND = 100
_PENCE_PER_MILLION = 1_000_000_00
_METRES_PER_KILOMETRE = 1000
_FINANCIAL_YEAR_PATTERN = re.compile(r"\s*(\d{4})\s*([-/–])\s*(\d{2}|\d{4})\s*")

SMALLEST_PERCENT = Fraction(1, 10_000)
"""A smaller share would round to 0%, or to more than it is."""


def format_whole_pounds(pence: Fraction | int) -> str:
    """Format pence to the nearest pound: £1,520,000."""
    return format_pounds(100 * round_away(Fraction(pence) / 100))


def format_millions(pence: Fraction | int) -> str:
    """Format pence for a sentence: £15.07m; below a million to the nearest pound."""
    if -_PENCE_PER_MILLION < pence < _PENCE_PER_MILLION:
        return format_whole_pounds(pence)
    hundredths = round_away(Fraction(pence) * 100 / _PENCE_PER_MILLION)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}£{abs(hundredths) / 100:,.2f}m"


def write_number(number: Fraction) -> WrittenFigure:
    """Write a number as a result does: a whole one as an integer, others as a decimal."""
    return int(number) if number.denominator == 1 else str(float(number))


def format_parameter(text: str, unit: str) -> str:
    """Show a rule's parameter, written in pounds, kilometres or a plain number, with its unit."""
    if unit == "pence":
        return format_figure(int(Fraction(text) * 100), unit, exact=True)
    return f"{text} km" if unit == "metres" else text


def format_gap(gap: str) -> str:
    """Format a relative gap as a percentage, rounded up to claim no more than is proved."""
    return format_percent(Fraction(ceil(Fraction(gap) * 10_000), 10_000))


def format_figure(value: WrittenFigure, unit: str, exact: bool = False) -> str:
    """Format a figure of a result in people's units; `exact` keeps the pennies."""
    if value is None:
        return NO_FIGURE
    number = Fraction(value)
    if unit == "pence":
        return format_pounds(number) if exact else format_whole_pounds(number)
    if unit == "share":
        return format_percent(number)
    if unit == "metres":
        return (
            f"{number} m"
            if 0 < abs(number) < _METRES_PER_KILOMETRE
            else f"{float(number) / 1000:,.1f} km"
        )
    return f"{float(number):,.6g}" if number.denominator > 1 else f"{int(number):,}"


def format_with_unit(value: WrittenFigure, unit: str) -> str:
    """Format a figure with its unit in words: 2 lots, £5,000, 1.2 km, 3 percentage points."""
    if value is None:
        return NO_FIGURE
    if unit == "share":
        return f"{format_percent(Fraction(value)).removesuffix('%')} percentage points"
    if unit in COUNTED_UNITS:
        return format_count(int(Fraction(value)), name_one(unit), unit)
    return format_figure(value, unit, exact=True) + (" of need" if unit == "need" else "")


def format_measure(name: str, value: WrittenFigure) -> str:
    """Format a measure's value in people's units."""
    return format_figure(value, ALL_MEASURES[name].unit if name in ALL_MEASURES else "")


def format_ordinal(place: int) -> str:
    """Format a place: 1st, 2nd, 3rd, 11th."""
    last = 0 if place % 100 in (11, 12, 13) else place % 10
    return str(place) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def name_financial_year(scenario: Scenario, year: int) -> str:
    """Return the financial year of a contract year, 1 the first; "" where none is given."""
    match = _FINANCIAL_YEAR_PATTERN.fullmatch(scenario.authority.first_year)
    if match is None:
        return ""
    start, length = int(match[1]) + year - 1, len(match[3])
    return f"{start}{match[2]}{str(start + 1)[-length:]}"


def name_contract_year(scenario: Scenario, year: int) -> str:
    """Return a contract year with its financial year: Year 1 (2019-20)."""
    shown = name_financial_year(scenario, year)
    return f"Year {year}" + (f" ({shown})" if shown else "")


def format_gap_to_best(name: str, best: WrittenFigure, bound: WrittenFigure) -> str:
    """Format a gap as a share of the best value, or as an amount where that would round to 0%.

    Never less than the gap: figures that are equal as they are written may still differ by less
    than their last place.
    """
    if best is None or bound is None:
        return NO_FIGURE
    value, limit = Fraction(best), Fraction(bound)
    share = compute_gap(value, limit) or ""
    if Fraction(share) >= SMALLEST_PERCENT:
        return format_gap(share)
    unit = MEASURES[name].unit if name in MEASURES else ""
    step = Fraction(1) if unit in WHOLE_UNITS else Fraction(FIGURE_PRECISION)
    return format_to_last_place(max(abs(value - limit), step), unit)


def format_to_last_place(size: Fraction, unit: str) -> str:
    """Format an amount to its last place in people's units: 9p, £1,234.50, 12 lots, 1.234 km."""
    if unit == "pence" and size < _PENCE_PER_POUND:
        return f"{write_decimal(size)}p"
    if unit == "pence":
        return format_pounds(size)
    if unit == "metres":
        return (
            f"{write_decimal(size)} m"
            if size < _METRES_PER_KILOMETRE
            else f"{write_decimal(size / _METRES_PER_KILOMETRE)} km"
        )
    if unit == "share":
        return _format_percentage_points(size)
    if unit == "need":
        return f"{write_decimal(size)} of need"
    return format_with_unit(int(size), unit) if unit in WHOLE_UNITS else write_decimal(size)


def _format_percentage_points(size: Fraction) -> str:
    """Format a difference of shares: 0.0004 percentage points."""
    points = write_decimal(100 * size)
    return f"{points} percentage {'point' if points == '1' else 'points'}"
