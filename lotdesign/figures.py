"""The figures of a lot that whoever chose it reports, and the checker works out again."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Route


@dataclass(frozen=True, slots=True)
class LotFigures:
    """A lot's money in pence, one amount a contract year, and its market.

    `value` is the exact market value in pence a year; `eligible`, `small` and `consortia` are
    positions of parties, ascending.
    """

    units: tuple[int, ...]
    gross: tuple[int, ...]
    paid: tuple[int, ...]
    cost: tuple[int, ...]
    value: Fraction
    eligible: tuple[int, ...]
    small: tuple[int, ...]
    consortia: tuple[int, ...] = ()
    route: Route = "external"
