"""The chance that something holds when each provider stays with a chance of its own.

Summed up exactly as disjoint products (Abraham, IEEE Transactions on Reliability 28, 1979): those
whom it rests on either all stay, or one of them is the first to go. Copies that are alike
are counted together, by the binomial distribution. Beyond a budget it is drawn: whoever stays in a
draw follows from SHA-256 of the seed, the provider's id and the draw's number alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from hashlib import sha256
from math import ceil, comb, prod, sqrt

from solver.stress.certificates import KnownSupports
from solver.stress.provider_classes import ProviderClass, ProviderCounts

MOST_SUMMED = 20
"""So many providers whose staying matters are always summed up."""
MOST_PRODUCTS = 2_000
"""With more of them, sums of no more products than this."""
_Z = 1.959964
"""Of the normal distribution, for 95 %."""
_HASH_BYTES = 8

Interval = tuple[int, int]
"""The fewest and the most of a class who stay."""


class TooManyProducts(Exception):
    """The sum has too many terms."""


@dataclass(frozen=True)
class SummedChance:
    """An exact chance, and the chance that it holds and one of a class stays, by class."""

    value: Fraction
    jointly: dict[int, Fraction]


@dataclass(frozen=True)
class DrawnChance:
    """In how many draws it held.

    `stayed` is the number of draws in which the first of each class stayed, `both` that in which it
    held as well.
    """

    draws: int
    seed: int
    hits: int
    stayed: dict[int, int]
    both: dict[int, int]

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson, Journal of the American Statistical Association 22, 1927)."""
        return compute_wilson_interval(self.hits, self.draws)

    def join(self, other: "DrawnChance") -> "DrawnChance":
        """Both together; the other draws have the same seed."""
        return DrawnChance(
            self.draws + other.draws,
            self.seed,
            self.hits + other.hits,
            {n: self.stayed.get(n, 0) + other.stayed[n] for n in other.stayed},
            {n: self.both.get(n, 0) + other.both[n] for n in other.both},
        )


def compute_wilson_interval(hits: int, draws: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of draws."""
    share, square = hits / draws, _Z * _Z
    middle = share + square / (2 * draws)
    half = _Z * sqrt(share * (1 - share) / draws + square / (4 * draws * draws))
    scale = 1 + square / draws
    low, high = (middle - half) / scale, (middle + half) / scale
    return (0.0 if not hits else max(0.0, low)), (1.0 if hits == draws else min(1.0, high))


@dataclass
class ChanceSum:
    """The sum of the products; `matters` are the classes whose staying is open."""

    classes: Sequence[ProviderClass]
    matters: Sequence[int]
    known: KnownSupports
    most: int | None
    _found: list[tuple[Interval, ...]] = field(default_factory=list)

    def sum_up(self) -> SummedChance:
        """The exact chance. Raises TooManyProducts beyond `most`."""
        fixed = [
            (0, 0) if not each.stay else (each.size, each.size) if each.stay == 1 else (0, 0)
            for each in self.classes
        ]
        for number in self.matters:
            fixed[number] = (0, self.classes[number].size)
        value = 0
        jointly = dict.fromkeys(self.matters, 0)
        for steps, (holds, state) in enumerate(self._split(tuple(fixed)), 1):
            if self.most is not None and steps > self.most:
                raise TooManyProducts
            if holds:
                weights = [self._weigh(number, state[number]) for number in self.matters]
                value += prod(weights)
                self._add_jointly(jointly, weights, state)
        whole = prod(self._whole(number) for number in self.matters)
        return SummedChance(
            Fraction(value, whole), {n: Fraction(each, whole) for n, each in jointly.items()}
        )

    def _add_jointly(
        self, jointly: dict[int, int], weights: list[int], state: tuple[Interval, ...]
    ) -> None:
        """Add, for each class, the part of a product in which a certain one of it stays."""
        before = [1]
        for weight in weights:
            before.append(before[-1] * weight)
        after = 1
        for place in range(len(weights) - 1, -1, -1):
            number = self.matters[place]
            jointly[number] += before[place] * after * self._weigh_with(number, state[number])
            after *= weights[place]

    def _split(self, state: tuple[Interval, ...]) -> Iterator[tuple[bool, tuple[Interval, ...]]]:
        """Disjoint products that make up a state, with whether it holds in them."""
        stack = [state]
        while stack:
            state = stack.pop()
            sure = tuple(least for least, _ in state)
            used = self.known.find(tuple(most for _, most in state), sure)
            if used is None:
                yield False, state
                continue
            for number in self.matters:
                least, most = state[number]
                if used[number] > least:
                    part = (*state[:number], (least, used[number] - 1), *state[number + 1 :])
                    stack.append(part)
                    state = (*state[:number], (used[number], most), *state[number + 1 :])
            yield True, state

    def _whole(self, number: int) -> int:
        each = self.classes[number]
        return int(each.stay.denominator**each.size)

    def _weigh(self, number: int, interval: Interval) -> int:
        """The chance that so many of a class stay, times `_whole`."""
        each = self.classes[number]
        return _sum_binomial(each.size, each.stay, *interval)

    def _weigh_with(self, number: int, interval: Interval) -> int:
        """The same together with a certain one staying."""
        each, (least, most) = self.classes[number], interval
        others = _sum_binomial(each.size - 1, each.stay, max(0, least - 1), most - 1)
        return int(each.stay.numerator * others)


@cache
def _sum_binomial(size: int, stay: Fraction, least: int, most: int) -> int:
    """The chance that from `least` to `most` of so many stay, times denominator ** size."""
    stays, goes = stay.numerator, stay.denominator - stay.numerator
    return sum(comb(size, n) * stays**n * goes ** (size - n) for n in range(least, most + 1))


def draw_chance(
    classes: Sequence[ProviderClass],
    matters: Sequence[int],
    name_provider: Callable[[int], str],
    known: KnownSupports,
    draws: int,
    seed: int,
    first: int = 1,
) -> DrawnChance:
    """In how many draws it holds, from the `first` on.

    `name_provider` gives a provider's id by its position.
    """
    hits = 0
    stayed, both = dict.fromkeys(matters, 0), dict.fromkeys(matters, 0)
    base = [each.size if each.stay == 1 else 0 for each in classes]
    names = {n: [name_provider(p) for p in classes[n].positions] for n in matters}
    limits = {n: ceil(classes[n].stay * 2 ** (8 * _HASH_BYTES)) for n in matters}
    for draw in range(first, first + draws):
        counts, firsts = list(base), []
        for n in matters:
            flags = [_hash(seed, name, draw) < limits[n] for name in names[n]]
            counts[n] = sum(flags)
            if flags[0]:
                firsts.append(n)
        holds = known.find(tuple(counts)) is not None
        hits += holds
        for n in firsts:
            stayed[n] += 1
            both[n] += holds
    return DrawnChance(draws, seed, hits, stayed, both)


def _hash(seed: int, name: str, draw: int) -> int:
    digest = sha256(f"{seed}|{name}|{draw}".encode()).digest()
    return int.from_bytes(digest[:_HASH_BYTES], "big")


def cover_every_lot(
    lots: Sequence[Sequence[ProviderCounts]],
) -> Callable[[ProviderCounts], ProviderCounts | None]:
    """A finder of providers so that each lot has somebody who is eligible.

    `lots` has, for each lot, those whom each party that is eligible for it rests on.
    """

    def find(stays: ProviderCounts) -> ProviderCounts | None:
        used = [0] * len(stays)
        for parties in sorted(lots, key=len):
            able = [
                needs for needs in parties if all(n <= m for n, m in zip(needs, stays, strict=True))
            ]
            if not able:
                return None
            needs = min(
                able, key=lambda each: sum(max(0, n - m) for n, m in zip(each, used, strict=True))
            )
            used = [max(n, m) for n, m in zip(needs, used, strict=True)]
        return tuple(used)

    return find
