"""Candidates: a lot, its delivery route and, where providers have prices, its winner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from lotdesign.design import ROUTES, Design, Lot, Route, build_design
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, sort_distinct
from solver.candidates.lots import LotArray

EXTERNAL_ROUTE = ROUTES.index("external")
NO_WINNER = -1
"""The winner of a lot that is not external."""


@dataclass(frozen=True)
class CandidateList:
    """N candidates, those of the same units side by side.

    `routes` are positions in ROUTES; without them every lot is external. With `winners` each
    candidate is won by the party at that position (NOBODY where it is not external) and paid its
    price; the same lot then stands once for each of them. `alike` has winners that stand for a
    whole class of copies, and how many these are.
    """

    scenario: Scenario
    lots: LotArray
    winners: Ints | None = None
    alike: Mapping[int, int] = field(default_factory=dict)
    routes: Ints | None = None

    def __len__(self) -> int:
        return len(self.lots)

    @cached_property
    def shared(self) -> tuple[Flags, Ints] | None:
        """`able` of fewer lots, and which of them each candidate is: it would be large for all."""
        return None

    @property
    def able(self) -> Flags:
        """N x A: who can be awarded the lot; nobody one that is not external."""
        raise NotImplementedError

    def get_lot(self, candidate: int) -> Lot:
        """The lot of a candidate, with its route."""
        route = EXTERNAL_ROUTE if self.routes is None else int(self.routes[candidate])
        return Lot(self.lots[candidate], ROUTES[route])

    def build_design(self, candidates: Sequence[int]) -> Design:
        """The design of these candidates."""
        return build_design(map(self.get_lot, candidates))

    def has_route(self, route: Route) -> Flags:
        """Whether each lot has this route."""
        if self.routes is None:
            return np.full(len(self), ROUTES.index(route) == EXTERNAL_ROUTE)
        flags: Flags = self.routes == ROUTES.index(route)
        return flags

    @cached_property
    def is_external(self) -> Flags:
        """Whether each lot is let to a provider under a contract of its own."""
        return self.has_route("external")

    @cached_property
    def lot(self) -> Ints:
        """For each candidate a number of its lot; those that differ in who wins share it."""
        return np.arange(len(self))

    @cached_property
    def unit_set_numbers(self) -> Ints:
        """For each candidate a number of its units, whatever its route and whoever wins."""
        return np.cumsum(~self.lots.repeats_previous)

    @property
    def unit_set_count(self) -> int:
        """How many different sets of units there are."""
        return len(sort_distinct(self.unit_set_numbers))

    @property
    def all_parties(self) -> range:
        """The positions of all parties."""
        return range(len(self.scenario.parties))

    def can_be_awarded(self, parties: Sequence[int]) -> Flags:
        """Whether any of the parties can be awarded the lot, where it has to be."""
        flags: Flags = ~self.is_external | self.able[:, parties].any(axis=1)
        return flags

    def filter(self, keep: Flags) -> Self:
        """The candidates that are marked; what was worked out goes along."""
        return self.take(np.flatnonzero(keep))

    def take(self, order: Ints) -> Self:
        """The candidates at these positions, in their order; what was worked out goes along."""
        winners = None if self.winners is None else self.winners[order]
        return self._take(order, winners, self.alike)

    def restrict_parties(self, to: Flags) -> Self:
        """The same where only the marked (N x A) parties can be awarded a lot."""
        limited = self._take(np.arange(len(self)), self.winners, self.alike)
        limited.__dict__["able"] = self.able & to
        return limited

    def expand_by_winner(
        self, parties: Sequence[int], alike: Mapping[int, int] | None = None
    ) -> Self:
        """Each lot with each of the parties that can be awarded it; with nobody, if not external.

        `parties` are ascending; the order is by lot, then by party.
        """
        takers = np.column_stack((~self.is_external, self.able[:, parties]))
        lots, columns = np.nonzero(takers)
        winners = np.array([NO_WINNER, *parties], dtype=np.int64)[columns]
        offers = self._take(lots, winners, alike or {}, without=("paid", "cost", "able"))
        offers.__dict__["lot"] = lots
        offers.__dict__["shared"] = (self.able, lots)
        return offers

    def expand_by_winner_class(self) -> Self:
        """Each lot with each class of parties that can be awarded it, copies not told apart."""
        kin = self.scenario.interchangeable_parties
        alike = {first: len(members) for first, members in kin.items() if len(members) > 1}
        return self.drop_winners().expand_by_winner(tuple(kin), alike)

    def expand_by_named_winner(self) -> Self:
        """Each lot with each party that can be awarded it."""
        return self.drop_winners().expand_by_winner(self.all_parties)

    def drop_winners(self) -> Self:
        """Each lot once, nobody named as its winner."""
        if self.winners is None:
            return self
        _, first = np.unique(self.lot, return_index=True)
        return self._take(first, None, {}, without=("paid", "cost", "lot"))

    def _take(
        self,
        order: Ints,
        winners: Ints | None,
        alike: Mapping[int, int],
        without: tuple[str, ...] = (),
    ) -> Self:
        routes = None if self.routes is None else self.routes[order]
        taken = type(self)(self.scenario, self.lots.take(order), winners, alike, routes)
        for name, known in self.__dict__.items():
            if isinstance(known, np.ndarray) and name not in ("winners", "routes", *without):
                taken.__dict__[name] = known[order]
        if self.shared is not None:
            taken.__dict__["shared"] = (self.shared[0], self.shared[1][order])
        return taken
