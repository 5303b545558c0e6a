"""How a report writes money, shares, distances and years."""

import re
from fractions import Fraction
from math import ceil

from lotdesign.measures.registry import MEASURES
from lotdesign.pence import round_away
from lotdesign.result.model import Figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import percent, plural
from lotdesign.words import pounds as exact_pounds

NONE = "–"
"""Stands where there is no figure."""

_MILLION = 1_000_000_00
_KILOMETRE = 1000
_FINANCIAL_YEAR = re.compile(r"\s*(\d{4})\s*([-/–])\s*(\d{2}|\d{4})\s*")


def pounds(pence: Fraction | int) -> str:
    """£1,520,000, to the nearest pound."""
    return exact_pounds(100 * round_away(Fraction(pence) / 100))


def millions(pence: Fraction | int) -> str:
    """£15.07m, as a sentence says it; below a million to the nearest pound."""
    if -_MILLION < pence < _MILLION:
        return pounds(pence)
    hundredths = round_away(Fraction(pence) * 100 / _MILLION)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}£{abs(hundredths) / 100:,.2f}m"


def gap_percent(gap: str) -> str:
    """A gap as a percentage, rounded up so that no more is claimed than is proved."""
    return percent(Fraction(ceil(Fraction(gap) * 10_000), 10_000))


def amount(value: Figure, unit: str, exact: bool = False) -> str:
    """A figure of a result in people's units; `exact` keeps the pennies."""
    if value is None:
        return NONE
    number = Fraction(value)
    if unit == "pence":
        return exact_pounds(number) if exact else pounds(number)
    if unit == "share":
        return percent(number)
    if unit == "metres":
        return f"{number} m" if 0 < abs(number) < _KILOMETRE else f"{float(number) / 1000:,.1f} km"
    return f"{float(number):,.6g}" if number.denominator > 1 else f"{int(number):,}"


def counted(value: Figure, unit: str) -> str:
    """A figure with its unit in words: 2 lots, £5,000, 1.2 km, 3 percentage points."""
    if value is None:
        return NONE
    if unit == "share":
        return f"{percent(Fraction(value)).removesuffix('%')} percentage points"
    if unit in ("lots", "units", "pairs", "providers"):
        return plural(int(Fraction(value)), unit.removesuffix("s"))
    return amount(value, unit, exact=True) + (" of need" if unit == "need" else "")


def measured(name: str, value: Figure) -> str:
    """A measure's value in people's units."""
    return amount(value, MEASURES[name].unit if name in MEASURES else "")


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    last = 0 if place % 100 in (11, 12, 13) else place % 10
    return str(place) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def financial_year(scenario: Scenario, year: int) -> str:
    """The financial year that contract year `year` (1 is the first) stands in for, or ""."""
    found = _FINANCIAL_YEAR.fullmatch(scenario.authority.first_year)
    if found is None:
        return ""
    start, length = int(found[1]) + year - 1, len(found[3])
    return f"{start}{found[2]}{str(start + 1)[-length:]}"


def year_name(scenario: Scenario, year: int) -> str:
    """Year 1 (2019-20)."""
    shown = financial_year(scenario, year)
    return f"Year {year}" + (f" ({shown})" if shown else "")
