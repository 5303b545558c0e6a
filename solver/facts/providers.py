"""Providers as bit sets: whom each unit leaves, and up to which value each can follow."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.once import once
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.scenario import Scenario
from solver.facts.values import value_scale


def value_limit(scenario: Scenario, provider: Party) -> int | None:
    """The largest V, in its parts of a penny, that turnover and capacity allow; None: any."""
    limits = []
    if provider.capacity is not None:
        limits.append(provider.capacity * value_scale(scenario))
    if provider.annual_turnover is not None and scenario.market.turnover_multiple:
        multiple = scenario.market.turnover_multiple
        turnover = provider.annual_turnover * value_scale(scenario)
        limits.append(turnover * multiple.denominator // multiple.numerator)
    return min(limits, default=None)


@dataclass(frozen=True, slots=True)
class Reach:
    """Providers by the largest value that they can take, in rising order of limits."""

    limits: Sequence[int]
    beyond: Sequence[int]

    def within(self, value: int) -> int:
        """The providers whose limit is at least `value`, as a bit set."""
        return self.beyond[bisect_left(self.limits, value)]


@once
def reach_of(scenario: Scenario) -> Reach:
    """The reach of the scenario's parties."""
    unlimited, limited = 0, []
    for p, provider in enumerate(scenario.parties):
        limit = value_limit(scenario, provider)
        if limit is None:
            unlimited |= 1 << p
        else:
            limited.append((limit, 1 << p))
    limited.sort()
    beyond = [unlimited]
    for _, provider_bit in reversed(limited):
        beyond.append(beyond[-1] | provider_bit)
    return Reach([limit for limit, _ in limited], beyond[::-1])
