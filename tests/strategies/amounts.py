"""Figures as people write them: money in several forms, percentages, shares near a value."""

import math
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.brute.exact import Exact

# Rates that put half pennies in the way of rounding.
RATES = ("0%", "0.5%", "2.5%", "12.5%", "3%", 0.02, 0.1)


def chance(draw: st.DrawFn, one_in: int) -> bool:
    """True about once in so many draws; shrinks to False."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


def rate(draw: st.DrawFn) -> Any:
    """A percentage, as text or as a number."""
    return draw(st.sampled_from(RATES))


def money(draw: st.DrawFn, pence: int) -> Any:
    """An amount in one of the forms that a person may type."""
    pounds, rest = divmod(pence, 100)
    forms: list[Any] = [f"£{pounds:,}.{rest:02}", f"{pounds}.{rest:02}"]
    forms.append(pence / 100 if rest else pounds)
    return draw(st.sampled_from(forms))


def budget_pence(draw: st.DrawFn, style: str) -> int:
    """A yearly budget: round ones meet shares exactly, odd and tiny ones test rounding."""
    if style == "round":
        return 5_000_000 * draw(st.integers(1, 4))
    if style == "tiny":
        return draw(st.integers(0, 30))
    return draw(st.integers(0, 40_000_000))


def percent_below(share: Exact) -> str:
    """The share as a percentage, rounded down to four places: it is reached."""
    return _percent(math.floor(share * 1_000_000))


def percent_above(share: Exact) -> str:
    """The share as a percentage, rounded up to four places: it is not passed."""
    return _percent(math.ceil(share * 1_000_000))


def _percent(millionths: int) -> str:
    whole, rest = divmod(max(millionths, 0), 10_000)
    return f"{whole}.{rest:04}%" if rest else f"{whole}%"


def kilometres(metres: int) -> float:
    """Metres as kilometres, exactly three places."""
    return float(Fraction(metres, 1000))
