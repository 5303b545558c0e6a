"""Net present cost."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lotdesign.pence import Pence, round_away


def present_cost(yearly: Sequence[int], rate: Fraction) -> Fraction:
    """The exact sum of C[y] / (1 + r)^(y - 1), in pence, for costs at the start of each year."""
    return sum((cost / (1 + rate) ** year for year, cost in enumerate(yearly)), Fraction(0))


def net_present_cost(lots: Iterable[Sequence[int]], rate: Fraction) -> Pence:
    """The present cost of all lots together, rounded once."""
    return round_away(present_cost([sum(year) for year in zip(*lots, strict=True)], rate))
