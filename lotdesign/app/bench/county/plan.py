"""Size and kind of a generated county, and its name."""

from dataclasses import dataclass
from typing import Literal, get_args

CountyKind = Literal["easy", "middle", "large", "tight"]

COUNTY_PREFIX = "county"
PROVIDERS_BY_UNITS = {13: 20, 54: 60, 100: 100, 150: 150, 500: 250, 3000: 1500}
"""Number of units -> number of providers; other counties have one for each unit."""


@dataclass(frozen=True)
class LotSizes:
    """Units that a lot may hold, and about how many it does."""

    least: int
    about: int
    most: int


SIZES_BY_KIND: dict[CountyKind, LotSizes] = {
    "easy": LotSizes(1, 3, 4),
    "middle": LotSizes(4, 5, 6),
    "large": LotSizes(8, 11, 15),
    "tight": LotSizes(1, 3, 4),
}


@dataclass(frozen=True)
class CountyPlan:
    """A county by its size and kind.

    `easy` has small lots and a roomy market, `middle` lots of about five units and as many of
    them as that gives, `large` lots of 8 to 15 units, `tight` small lots and providers with
    little more capacity than is needed, who must be placed.
    `priced` providers ask prices of their own.
    """

    units: int
    kind: CountyKind = "easy"
    priced: bool = False
    seed: int = 1

    @property
    def name(self) -> str:
        """The name that `parse_plan` reads: county-54-tight-priced, with -s7 for a seed of 7."""
        words = [COUNTY_PREFIX, str(self.units), self.kind]
        words += ["priced"] if self.priced else []
        words += [f"s{self.seed}"] if self.seed != 1 else []
        return "-".join(words)

    @property
    def sizes(self) -> LotSizes:
        """Sizes of its lots."""
        return SIZES_BY_KIND[self.kind]

    @property
    def lots(self) -> int:
        """Number of lots of the hidden design."""
        return max(1, round(self.units / self.sizes.about))

    @property
    def providers(self) -> int:
        """Number of providers."""
        return PROVIDERS_BY_UNITS.get(self.units, self.units)


def parse_plan(name: str) -> CountyPlan:
    """Return the plan of that name; raises ValueError for a wrong name."""
    first, *words = name.split("-")
    fault = f"{name!r}: write for example county-54-tight-priced or county-500-middle-s7"
    if first != COUNTY_PREFIX or not words or not _is_count(words[0]):
        raise ValueError(fault)
    units, words = int(words[0]), words[1:]
    kind: CountyKind = "easy"
    for known in get_args(CountyKind):
        if words[:1] == [known]:
            kind, words = known, words[1:]
    priced = words[:1] == ["priced"]
    words = words[1:] if priced else words
    seed = 1
    if words and words[0][:1] == "s" and _is_count(words[0][1:]):
        seed, words = int(words[0][1:]), words[1:]
    if words or units < SIZES_BY_KIND[kind].least:
        raise ValueError(fault)
    return CountyPlan(units, kind, priced, seed)


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdecimal() and 1 <= int(word) <= 100_000
