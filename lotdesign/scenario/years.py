"""Contract years: from which to which one a unit, a lot or a service is bought.

Contract year 1 is the first of the scenario, whoever is bought in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, Self

MOST_TERM_YEARS = 50
"""Years of the longest term, extensions counted; and of a unit's own years."""

MOST_YEARS = 200
"""The last contract year that a unit may name."""


class BoughtInYears(Protocol):
    """A unit, or whatever else is bought from a first to a last contract year."""

    @property
    def first_year(self) -> int:
        """The first contract year."""

    @property
    def last_year(self) -> int:
        """The last contract year."""


@dataclass(frozen=True, slots=True, order=True)
class YearSpan:
    """The contract years from `first` to `last`, both counted in."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    @classmethod
    def cover(cls, bought: Iterable[BoughtInYears]) -> Self:
        """From the first to the last year in which any of these is bought."""
        held = tuple(bought)
        return cls(min(each.first_year for each in held), max(each.last_year for each in held))

    @property
    def indices(self) -> range:
        """Its years as positions in tuples of one amount a contract year."""
        return range(self.first - 1, self.last)
