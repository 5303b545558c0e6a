"""Winners' remaining capacities: number of lots, value and transferring staff."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.candidates.eligibility import scale_staff
from solver.candidates.money import value_scale
from solver.candidates.table import CandidateTable

CapacityUse = tuple[int, ...]


class PricedLot(Protocol):
    """A lot with what it costs, who wins it and what that takes."""

    @property
    def cost(self) -> int:
        """In pence."""

    @property
    def winner(self) -> int | None:
        """Nobody, where none is named."""

    @property
    def capacity_use(self) -> CapacityUse:
        """Lots, V in its parts, and staff in theirs."""


AnyOffer = TypeVar("AnyOffer", bound=PricedLot)


class RemainingCapacities:
    """Copies that are not told apart share the room of all of them, as rows of models have it."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._remaining: dict[int, list[int | None]] = {}

    def measure_use(self, facts: CandidateTable) -> list[CapacityUse]:
        """What each candidate takes of its winner's room."""
        ones = np.ones(len(facts), dtype=np.int64)
        rows = np.column_stack((ones, facts.value, facts.staff)).tolist()
        return [tuple(row) for row in rows]

    def add(self, winner: int | None, load: CapacityUse) -> None:
        """The winner carries this besides; less, where it is negative."""
        if winner is not None:
            self._remaining[winner] = [
                None if left is None else left - more
                for left, more in zip(self._find_remaining(winner), load, strict=True)
            ]

    def find_cheapest_pair(
        self, one: Sequence[AnyOffer], other: Sequence[AnyOffer], freed: Sequence[AnyOffer]
    ) -> tuple[AnyOffer, AnyOffer] | None:
        """The cheapest two that there is room for, once others are freed; each by rising costs."""
        for offer in freed:
            self._add_offer(offer, -1)
        found = min(
            self._iterate_pairs(one, other), key=lambda two: two[0].cost + two[1].cost, default=None
        )
        for offer in freed:
            self._add_offer(offer, 1)
        return found

    def _iterate_pairs(
        self, one: Sequence[AnyOffer], other: Sequence[AnyOffer]
    ) -> Iterator[tuple[AnyOffer, AnyOffer]]:
        for a in one:
            if self._fits(a):
                self._add_offer(a, 1)
                b = next((each for each in other if self._fits(each)), None)
                self._add_offer(a, -1)
                if b is not None:
                    yield a, b
                    if b is other[0]:
                        return

    def _add_offer(self, offer: PricedLot, times: int) -> None:
        self.add(offer.winner, tuple(times * each for each in offer.capacity_use))

    def _fits(self, offer: PricedLot) -> bool:
        return offer.winner is None or all(
            left is None or more <= left
            for left, more in zip(
                self._find_remaining(offer.winner), offer.capacity_use, strict=True
            )
        )

    def _find_remaining(self, winner: int) -> list[int | None]:
        """What is left of the room of a winner and its copies."""
        if winner not in self._remaining:
            scenario = self._scenario
            party, copies = (
                (scenario.providers or ())[winner],
                len(scenario.interchangeable_parties.get(winner, (0,))),
            )
            _, per_employee = scale_staff(scenario)
            limits = (
                party.max_lots,
                None if party.capacity is None else party.capacity * value_scale(scenario),
                None if party.tupe_limit is None else int(party.tupe_limit * per_employee),
            )
            self._remaining[winner] = [None if each is None else each * copies for each in limits]
        return self._remaining[winner]
