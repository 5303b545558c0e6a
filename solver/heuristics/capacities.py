"""Winners' remaining capacities: number of lots, value and transferring staff."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Protocol, TypeVar

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.candidates.capacity_limits import compute_capacity_limits
from solver.candidates.table import CandidateTable

CapacityUse = tuple[int, ...]
"""Lots, value in parts of a penny, and staff in parts of an employee."""


class PricedLot(Protocol):
    """A lot with its cost, its winner, and what it uses of the winner's capacity."""

    @property
    def cost(self) -> int:
        """In pence."""

    @property
    def winner(self) -> int | None:
        """The winner's position; None where candidates name none."""

    @property
    def capacity_use(self) -> CapacityUse:
        """Counted against the winner."""


AnyOffer = TypeVar("AnyOffer", bound=PricedLot)


class RemainingCapacities:
    """What winners can still carry. Interchangeable providers share the sum of their capacities."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._remaining: dict[int, list[int | None]] = {}

    def measure_use(self, candidates: CandidateTable) -> list[CapacityUse]:
        """What each candidate uses of its winner's capacity."""
        ones = np.ones(len(candidates), dtype=np.int64)
        rows = np.column_stack((ones, candidates.value, candidates.staff)).tolist()
        return [tuple(row) for row in rows]

    def add(self, winner: int | None, use: CapacityUse) -> None:
        """Books a use of the winner's capacity; a negative one frees it."""
        if winner is not None:
            self._remaining[winner] = [
                None if left is None else left - amount
                for left, amount in zip(self._find_remaining(winner), use, strict=True)
            ]

    def find_cheapest_pair(
        self, one: Sequence[AnyOffer], other: Sequence[AnyOffer], freed: Sequence[AnyOffer]
    ) -> tuple[AnyOffer, AnyOffer] | None:
        """The cheapest offer of each list that fit together, once the freed offers are gone.

        The lists must be sorted by cost.
        """
        for offer in freed:
            self._add_offer(offer, -1)
        cheapest = min(
            self._iterate_pairs(one, other),
            key=lambda pair: pair[0].cost + pair[1].cost,
            default=None,
        )
        for offer in freed:
            self._add_offer(offer, 1)
        return cheapest

    def _iterate_pairs(
        self, one: Sequence[AnyOffer], other: Sequence[AnyOffer]
    ) -> Iterator[tuple[AnyOffer, AnyOffer]]:
        for a in one:
            if self._fits(a):
                self._add_offer(a, 1)
                b = next((offer for offer in other if self._fits(offer)), None)
                self._add_offer(a, -1)
                if b is not None:
                    yield a, b
                    if b is other[0]:
                        return

    def _add_offer(self, offer: PricedLot, times: int) -> None:
        self.add(offer.winner, tuple(times * amount for amount in offer.capacity_use))

    def _fits(self, offer: PricedLot) -> bool:
        return offer.winner is None or all(
            left is None or amount <= left
            for left, amount in zip(
                self._find_remaining(offer.winner), offer.capacity_use, strict=True
            )
        )

    def _find_remaining(self, winner: int) -> list[int | None]:
        if winner not in self._remaining:
            copies = len(self._scenario.interchangeable_parties.get(winner, (0,)))
            limits = compute_capacity_limits(self._scenario, winner).times(copies)
            self._remaining[winner] = list(astuple(limits))
        return self._remaining[winner]
