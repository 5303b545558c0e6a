"""A planted design: one partition that the drawn bounds are set against.

Setting every bound from the figures of one design puts it exactly on the bound, which is where
solver and brute force would first disagree; a step tighter makes the bound decide.
"""

import math
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.brute.case import Case
from tests.brute.design import Design
from tests.brute.exact import Exact
from tests.brute.partitions import Labels, canonical
from tests.strategies.amounts import chance


@dataclass(frozen=True)
class Plant:
    """The planted design, and whether bounds may be drawn tighter than it allows."""

    draw: st.DrawFn
    case: Case
    design: Design
    tight: bool
    areas: bool = False  # whether to draw areas, and caps on the lots of one provider

    def at_least(self, value: int) -> int:
        """A lower bound near a value that the design reaches."""
        return max(0, value + self._step(-1))

    def at_most(self, value: int) -> int:
        """An upper bound near a value that the design does not pass."""
        return max(0, value + self._step(1))

    def least_pence(self, value: Exact) -> int:
        """A lower bound in pence; V can be a fraction of a penny."""
        return max(0, math.floor(value) + self._money_step(value, -1))

    def most_pence(self, value: Exact) -> int:
        """An upper bound in pence."""
        return max(0, math.ceil(value) + self._money_step(value, 1))

    def some_services(self) -> list[str]:
        """A selection of services; empty for all."""
        if chance(self.draw, 2):
            return []
        services = st.sampled_from(self.case.services)
        return self.draw(st.lists(services, min_size=1, max_size=2, unique=True))

    def _step(self, looser: int) -> int:
        steps = [0, 0, looser, -looser, -looser] if self.tight else [0, 0, 0, looser]
        return self.draw(st.sampled_from(steps))

    def _money_step(self, value: Exact, looser: int) -> int:
        wide = math.ceil(value) // 10
        return self._step(looser) * (1 if self.draw(st.booleans()) else max(wide, 1))


def partition(draw: st.DrawFn, case: Case) -> Labels:
    """A random partition, often one that a council would draw."""
    how = draw(st.sampled_from(("random", "random", "service", "locality", "one", "each")))
    if how == "service":
        return canonical([case.services.index(unit.service) for unit in case.units])
    if how == "locality":
        places = ["", *case.localities]
        return canonical([places.index(unit.locality) for unit in case.units])
    if how == "one":
        return (0,) * len(case.units)
    if how == "each":
        return tuple(range(len(case.units)))
    most = draw(st.integers(1, 4))
    return canonical([draw(st.integers(0, most - 1)) for _ in case.units])
