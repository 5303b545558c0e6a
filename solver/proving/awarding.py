"""One candidate for each lot of a way, within the limits: branch and bound over the lots.

Candidates of one shape differ in who wins them, or in their route. Lots that can take most of what
is dear are settled first. What nobody can take any more of a priced limit raises the bound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Ints
from solver.proving.limits import Ranges

STEPS = 10_000
"""More steps are not made for one way: an engine is better at it."""


@dataclass(frozen=True)
class Option:
    """A candidate: what it adds to a bound, its own cost, and what it takes of which limit."""

    adds: int
    cost: int
    candidate: int
    takes: tuple[tuple[int, int], ...]


Found = Callable[[int, list[int]], int]
"""Told of a choice and its cost; answers what is the most from then on."""


@dataclass
class Awarding:
    """Finds every choice of candidates that costs at most `most`, by a bound's own arithmetic.

    `options` are those of each shape, the least that they add first; `parts` are those of prices,
    and `constant` is what every choice costs besides.
    """

    ranges: Ranges
    options: Mapping[int, Sequence[Option]]
    parts: int
    bound: int
    constant: int
    most: int
    found: Found

    def award(self, way: Ints, costs: int) -> bool:
        """Tells of every choice for the shapes of a way; False where that takes too long.

        Whoever wins, the bound rises by what the way `costs`.
        """
        way = way[np.argsort(-self._worth[way], kind="stable")]
        lots = [self.options[shape] for shape in way.tolist()]
        adds = np.cumsum([0, *(options[0].adds for options in reversed(lots))])[::-1].tolist()
        most, given = self.ranges.most(way), self.ranges.given_back(way)
        left, chosen = [limit.room for limit in self.ranges.limits], list[int]()

        steps = iter(range(STEPS))

        def settle(lot: int, added: int, cost: int) -> bool:
            if next(steps, None) is None:
                return False
            if added + adds[lot] + self._over(left, most[lot]) > self.most - self.bound:
                return True
            if lot == len(lots):
                if cost <= self.most and min(left, default=0) >= 0:
                    self.most = self.found(cost, chosen)
                return True
            for option in lots[lot]:
                if added + option.adds + adds[lot + 1] > self.most - self.bound:
                    break
                for limit, amount in option.takes:
                    left[limit] -= amount
                done = True
                if all(left[limit] >= given[lot + 1][limit] for limit, _ in option.takes):
                    chosen.append(option.candidate)
                    done = settle(lot + 1, added + option.adds, cost + option.cost)
                    chosen.pop()
                for limit, amount in option.takes:
                    left[limit] += amount
                if not done:
                    return False
            return True

        return settle(0, costs - adds[0], self.constant)

    def _over(self, left: list[int], most: list[int]) -> int:
        """What priced limits must leave over is worth."""
        over = 0
        for (limit, price), reachable in zip(self._priced, most, strict=True):
            unused = left[limit] - reachable
            if unused > 0:
                over += unused * price
        return over // self.parts

    @cached_property
    def _priced(self) -> list[tuple[int, int]]:
        return [(i, self.ranges.limits[i].price) for i in self.ranges.priced]

    @cached_property
    def _worth(self) -> Floats:
        return self.ranges.worth()
