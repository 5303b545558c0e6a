"""The least cost of awarding a few lots within the capacity of all, by depth-first search.

It guides recombination and proves nothing: consortia count as parties of their own, transferring
staff and rules on awards other than caps are left to the MIP that judges the design.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.candidates.capacity_limits import compute_capacity_limits

MOST_WINNERS = 10
"""The cheapest parties of a lot that are tried."""
MOST_STEPS = 3_000
"""Steps of one search; after them the best so far counts."""


@dataclass(frozen=True)
class AwardCosts:
    """How many lots, and how much V in parts of a penny, each of P parties can take; None: any."""

    lots: Sequence[int | None]
    capacity: Sequence[int | None]

    def find_least(
        self,
        costs: Sequence[Floats],
        values: Sequence[int],
        below: float = inf,
        others: Sequence[tuple[int, int]] = (),
    ) -> "LeastAward":
        """The least sum of costs of an award that is below a limit, and who wins each lot.

        `costs` has for each lot what it costs by each party (P,), infinite where that cannot take
        it; `values` are V of the lots. `others` has the winner and V of lots awarded already.
        """
        choices = []
        for lot, (cost, value) in enumerate(zip(costs, values, strict=True)):
            cheapest = np.argsort(cost, kind="stable")[:MOST_WINNERS]
            options = [(float(cost[p]), int(p)) for p in cheapest if cost[p] < inf]
            if not options:
                return LeastAward(inf, ())
            choices.append((options, value, lot))
        choices.sort(key=lambda choice: len(choice[0]))
        search = _AwardSearch(self, choices, below)
        for party, value in others:
            lots, worth = search.won.get(party, (0, 0))
            search.won[party] = lots + 1, worth + value
        return search.run()


@dataclass(frozen=True)
class LeastAward:
    """What an award costs, infinite where none was found, and the winner of each lot."""

    cost: float
    winners: tuple[int, ...]


@dataclass
class _AwardSearch:
    """One search for an award that costs less than `below`.

    `choices` has for each lot its costs by party, cheapest first, its V and its position.
    """

    limits: AwardCosts
    choices: list[tuple[list[tuple[float, int]], int, int]]
    below: float
    best: LeastAward = LeastAward(inf, ())
    steps: int = 0
    won: dict[int, tuple[int, int]] = field(default_factory=dict)
    chosen: dict[int, int] = field(default_factory=dict)

    def run(self) -> LeastAward:
        rest = [0.0]
        for options, _, _ in reversed(self.choices):
            rest.append(rest[-1] + options[0][0])
        self._award(0, 0.0, rest[::-1])
        return self.best

    def _award(self, place: int, spent: float, rest: Sequence[float]) -> None:
        if place == len(self.choices):
            self.below = spent
            winners = tuple(self.chosen[lot] for lot in range(len(self.choices)))
            self.best = LeastAward(spent, winners)
            return
        options, value, lot = self.choices[place]
        for cost, party in options:
            if spent + cost + rest[place + 1] >= self.below or self.steps > MOST_STEPS:
                return
            self.steps += 1
            before = self.won.get(party, (0, 0))
            lots, worth = before[0] + 1, before[1] + value
            most, capacity = self.limits.lots[party], self.limits.capacity[party]
            if (most is None or lots <= most) and (capacity is None or worth <= capacity):
                self.won[party], self.chosen[lot] = (lots, worth), party
                self._award(place + 1, spent + cost, rest)
                self.won[party] = before


def build_award_costs(scenario: Scenario) -> AwardCosts | None:
    """The limits of all parties; None where no award is asked for."""
    if not scenario.needs_certificate:
        return None
    limits = [compute_capacity_limits(scenario, p) for p in range(len(scenario.providers or ()))]
    consortia = len(scenario.parties) - len(limits)
    return AwardCosts(
        lots=(*(each.lots for each in limits), *(None for _ in range(consortia))),
        capacity=(*(each.value for each in limits), *(None for _ in range(consortia))),
    )
