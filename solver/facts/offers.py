"""Candidates: a lot, how it is delivered, and who wins it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from lotdesign.design import ROUTES, Design, Lot, Route, design_with
from lotdesign.scenario.scenario import Scenario
from solver.facts.lots import Flags, Ints, Lots, distinct

EXTERNAL = ROUTES.index("external")
NOBODY = -1
"""The winner of a lot that is not external."""


@dataclass(frozen=True)
class Offers:
    """N candidates, those of the same units side by side.

    `routes` are positions in ROUTES; without them every lot is external. With `winners` each
    candidate is won by the party at that position (NOBODY where it is not external) and paid its
    price; the same lot then stands once for each of them. `alike` has winners that stand for a
    whole class of copies, and how many these are.
    """

    scenario: Scenario
    lots: Lots
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

    def drawn(self, candidate: int) -> Lot:
        """The lot of a candidate, with its route."""
        route = EXTERNAL if self.routes is None else int(self.routes[candidate])
        return Lot(self.lots[candidate], ROUTES[route])

    def design(self, candidates: Sequence[int]) -> Design:
        """The design of these candidates."""
        return design_with(map(self.drawn, candidates))

    def delivered(self, route: Route) -> Flags:
        """Whether each lot has this route."""
        if self.routes is None:
            return np.full(len(self), ROUTES.index(route) == EXTERNAL)
        flags: Flags = self.routes == ROUTES.index(route)
        return flags

    @cached_property
    def external(self) -> Flags:
        """Whether each lot is let to a provider under a contract of its own."""
        return self.delivered("external")

    @cached_property
    def lot(self) -> Ints:
        """For each candidate a number of its lot; those that differ in who wins share it."""
        return np.arange(len(self))

    @cached_property
    def group(self) -> Ints:
        """For each candidate a number of its units, whatever its route and whoever wins."""
        return np.cumsum(~self.lots.repeats)

    @property
    def distinct(self) -> int:
        """How many different sets of units there are."""
        return len(distinct(self.group))

    @property
    def everyone(self) -> range:
        """The positions of all parties."""
        return range(len(self.scenario.parties))

    def placeable(self, parties: Sequence[int]) -> Flags:
        """Whether any of the parties can be awarded the lot, where it has to be."""
        flags: Flags = ~self.external | self.able[:, parties].any(axis=1)
        return flags

    def where(self, keep: Flags) -> Self:
        """The candidates that are marked; what was worked out goes along."""
        return self.at(np.flatnonzero(keep))

    def at(self, order: Ints) -> Self:
        """The candidates at these positions, in their order; what was worked out goes along."""
        winners = None if self.winners is None else self.winners[order]
        return self._taken(order, winners, self.alike)

    def limited(self, to: Flags) -> Self:
        """The same where only the marked (N x A) parties can be awarded a lot."""
        limited = self._taken(np.arange(len(self)), self.winners, self.alike)
        limited.__dict__["able"] = self.able & to
        return limited

    def offered(self, parties: Sequence[int], alike: Mapping[int, int] | None = None) -> Self:
        """Each lot with each of the parties that can be awarded it; with nobody, if not external.

        `parties` are ascending; the order is by lot, then by party.
        """
        takers = np.column_stack((~self.external, self.able[:, parties]))
        lots, columns = np.nonzero(takers)
        winners = np.array([NOBODY, *parties], dtype=np.int64)[columns]
        offers = self._taken(lots, winners, alike or {}, without=("paid", "cost", "able"))
        offers.__dict__["lot"] = lots
        offers.__dict__["shared"] = (self.able, lots)
        return offers

    def offered_by_numbers(self) -> Self:
        """Each lot with each class of parties that can be awarded it, copies not told apart."""
        kin = self.scenario.kin
        alike = {first: len(members) for first, members in kin.items() if len(members) > 1}
        return self.unoffered().offered(tuple(kin), alike)

    def offered_by_names(self) -> Self:
        """Each lot with each party that can be awarded it."""
        return self.unoffered().offered(self.everyone)

    def unoffered(self) -> Self:
        """Each lot once, nobody named as its winner."""
        if self.winners is None:
            return self
        _, first = np.unique(self.lot, return_index=True)
        return self._taken(first, None, {}, without=("paid", "cost", "lot"))

    def _taken(
        self,
        order: Ints,
        winners: Ints | None,
        alike: Mapping[int, int],
        without: tuple[str, ...] = (),
    ) -> Self:
        routes = None if self.routes is None else self.routes[order]
        taken = type(self)(self.scenario, self.lots.taken(order), winners, alike, routes)
        for name, known in self.__dict__.items():
            if isinstance(known, np.ndarray) and name not in ("winners", "routes", *without):
                taken.__dict__[name] = known[order]
        if self.shared is not None:
            taken.__dict__["shared"] = (self.shared[0], self.shared[1][order])
        return taken
