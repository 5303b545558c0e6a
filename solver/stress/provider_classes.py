"""Providers by what tells them apart: copies that no consortium names are alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario

ProviderCounts = tuple[int, ...]
"""A number of providers of each class, in their order."""


@dataclass(frozen=True, slots=True)
class ProviderClass:
    """Providers that are alike: one, or copies of a row that no consortium names.

    `name` is the row's id, or for a copy that a consortium names the copy's. `positions` are those
    of the providers, `stay` the chance that one of them stays, an assumption.
    """

    name: str
    positions: tuple[int, ...]
    stay: Fraction

    @property
    def size(self) -> int:
        """The number of providers in it."""
        return len(self.positions)


@cache_by_scenario
def list_provider_classes(scenario: Scenario) -> tuple[ProviderClass, ...]:
    """The classes of the providers, by their first position."""
    providers = scenario.providers or ()
    row_of = {p: row for row, copies in scenario.provider_copies.items() for p in copies}
    named = {p for each in scenario.consortia for p in each.members}
    classes = []
    for first, alike in scenario.interchangeable_parties.items():
        if first < len(providers):
            row = providers[first]
            name = row.id if first in named else row_of[first]
            own = row.stay
            stay = scenario.stress.stay.get_chance(row.kind) if own is None else own
            classes.append(ProviderClass(name, alike, stay))
    return tuple(classes)


def count_all(classes: Iterable[ProviderClass]) -> ProviderCounts:
    """Everybody."""
    return tuple(each.size for each in classes)


def name_counts(classes: Sequence[ProviderClass], counts: ProviderCounts) -> dict[str, int]:
    """Name -> number, of those classes of which there are any."""
    return {each.name: n for each, n in zip(classes, counts, strict=True) if n}


def encode_counts(classes: Sequence[ProviderClass], counts: ProviderCounts) -> int:
    """Counts as bits, of each class as many as its count: fewer of all are a part of the bits."""
    code, first = 0, 0
    for each, n in zip(classes, counts, strict=True):
        code |= ((1 << n) - 1) << first
        first += each.size
    return code
