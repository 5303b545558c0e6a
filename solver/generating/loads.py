"""What winners carry, and what they have room for: lots, V and transferring staff."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.facts.market import staff
from solver.facts.table import Facts
from solver.facts.values import value_scale

Load = tuple[int, ...]


class Carried(Protocol):
    """A lot with what it costs, who wins it and what that takes."""

    @property
    def cost(self) -> int:
        """In pence."""

    @property
    def winner(self) -> int | None:
        """Nobody, where none is named."""

    @property
    def load(self) -> Load:
        """Lots, V in its parts, and staff in theirs."""


Offer = TypeVar("Offer", bound=Carried)


class Loads:
    """Copies that are not told apart share the room of all of them, as rows of models have it."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rooms: dict[int, list[int | None]] = {}

    def of(self, facts: Facts) -> list[Load]:
        """What each candidate takes of its winner's room."""
        ones = np.ones(len(facts), dtype=np.int64)
        rows = np.column_stack((ones, facts.value, facts.staff)).tolist()
        return [tuple(row) for row in rows]

    def add(self, winner: int | None, load: Load) -> None:
        """The winner carries this besides; less, where it is negative."""
        if winner is not None:
            self._rooms[winner] = [
                None if left is None else left - more
                for left, more in zip(self._room(winner), load, strict=True)
            ]

    def cheapest(
        self, one: Sequence[Offer], other: Sequence[Offer], freed: Sequence[Offer]
    ) -> tuple[Offer, Offer] | None:
        """The cheapest two that there is room for, once others are freed; each by rising costs."""
        for offer in freed:
            self._take(offer, -1)
        found = min(
            self._pairs(one, other), key=lambda two: two[0].cost + two[1].cost, default=None
        )
        for offer in freed:
            self._take(offer, 1)
        return found

    def _pairs(self, one: Sequence[Offer], other: Sequence[Offer]) -> Iterator[tuple[Offer, Offer]]:
        for a in one:
            if self._fits(a):
                self._take(a, 1)
                b = next((each for each in other if self._fits(each)), None)
                self._take(a, -1)
                if b is not None:
                    yield a, b
                    if b is other[0]:
                        return

    def _take(self, offer: Carried, times: int) -> None:
        self.add(offer.winner, tuple(times * each for each in offer.load))

    def _fits(self, offer: Carried) -> bool:
        return offer.winner is None or all(
            left is None or more <= left
            for left, more in zip(self._room(offer.winner), offer.load, strict=True)
        )

    def _room(self, winner: int) -> list[int | None]:
        """What is left of the room of a winner and its copies."""
        if winner not in self._rooms:
            scenario = self._scenario
            party, copies = (scenario.providers or ())[winner], len(scenario.kin.get(winner, (0,)))
            _, per_employee = staff(scenario)
            limits = (
                party.max_lots,
                None if party.capacity is None else party.capacity * value_scale(scenario),
                None if party.tupe_limit is None else int(party.tupe_limit * per_employee),
            )
            self._rooms[winner] = [None if each is None else each * copies for each in limits]
        return self._rooms[winner]
