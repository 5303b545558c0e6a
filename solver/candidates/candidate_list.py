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
COLUMNS_OF_WINNER = ("paid", "cost")
"""Columns that depend on who wins."""


@dataclass(frozen=True)
class CandidateList:
    """N candidates, with those of the same units next to each other.

    `routes`, (N,), are positions in ROUTES; None: every lot is external. With `winners`, (N,), each
    candidate has the party that wins it (NO_WINNER where it is not external) and is paid that
    party's price, so a lot has a candidate for each of them. `copies` has the winners that stand
    for several interchangeable parties, and how many.

    Columns are cached properties; they are kept when candidates are selected.
    """

    scenario: Scenario
    lots: LotArray
    winners: Ints | None = None
    copies: Mapping[int, int] = field(default_factory=dict)
    routes: Ints | None = None

    def __len__(self) -> int:
        return len(self.lots)

    @cached_property
    def shared_eligibility(self) -> tuple[Flags, Ints] | None:
        """`eligible_parties` of L lots, L x A, and each candidate's row in it, (N,).

        It takes less memory than N x A where a lot has several candidates; None where it is not
        shared.
        """
        return None

    @property
    def eligible_parties(self) -> Flags:
        """N x A: who can be awarded each lot; nobody where it is not external.

        Raises NotImplementedError: `CandidateTable` works it out.
        """
        raise NotImplementedError

    def get_lot(self, candidate: int) -> Lot:
        """The lot of a candidate, with its route."""
        route = EXTERNAL_ROUTE if self.routes is None else int(self.routes[candidate])
        return Lot(self.lots[candidate], ROUTES[route])

    def build_design(self, candidates: Sequence[int]) -> Design:
        """The design of the candidates at these positions."""
        return build_design(map(self.get_lot, candidates))

    def has_route(self, route: Route) -> Flags:
        """Whether each lot has this route, (N,)."""
        if self.routes is None:
            return np.full(len(self), ROUTES.index(route) == EXTERNAL_ROUTE)
        flags: Flags = self.routes == ROUTES.index(route)
        return flags

    @cached_property
    def is_external(self) -> Flags:
        """Whether each lot is let to a provider under a contract of its own, (N,)."""
        return self.has_route("external")

    @cached_property
    def lot_numbers(self) -> Ints:
        """The number of each candidate's lot, (N,).

        Candidates that differ only in the winner share it.
        """
        return np.arange(len(self))

    @cached_property
    def unit_set_numbers(self) -> Ints:
        """A number of each candidate's units, (N,) ascending, whatever its route and winner."""
        return np.cumsum(~self.lots.repeats_previous)

    @property
    def unit_set_count(self) -> int:
        """The number of different unit sets."""
        return len(sort_distinct(self.unit_set_numbers))

    @cached_property
    def grown_count(self) -> int:
        """The lots that pruning left before rules filtered them; 0 where it is not known.

        With fewer rules pruning leaves at least as many. Selected candidates do not take it over.
        """
        return 0

    def record_grown_count(self, count: int) -> None:
        """Note how many lots pruning left when this list was made."""
        self._set_column("grown_count", count)

    @property
    def all_parties(self) -> range:
        """The positions of all parties."""
        return range(len(self.scenario.parties))

    def can_be_awarded(self, parties: Sequence[int]) -> Flags:
        """Whether any of the parties can be awarded each lot, or it needs no award, (N,)."""
        flags: Flags = ~self.is_external | self.eligible_parties[:, parties].any(axis=1)
        return flags

    def filter(self, keep: Flags) -> Self:
        """The candidates that `keep`, (N,), marks."""
        return self.take(np.flatnonzero(keep))

    def take(self, order: Ints) -> Self:
        """The candidates at these positions, (n,), in that order."""
        winners = None if self.winners is None else self.winners[order]
        return self._take(order, winners, self.copies)

    def restrict_parties(self, allowed: Flags) -> Self:
        """The same candidates, where only the marked (N x A) parties can be awarded a lot."""
        limited = self._take(np.arange(len(self)), self.winners, self.copies)
        limited._set_column("eligible_parties", self.eligible_parties & allowed)
        return limited

    def expand_by_winner(
        self, parties: Sequence[int], copies: Mapping[int, int] | None = None
    ) -> Self:
        """A candidate for each lot and each of the parties (ascending) that can be awarded it.

        Lots that are not external have one candidate, without a winner. The order is by lot, then
        by party.
        """
        takers = np.column_stack((~self.is_external, self.eligible_parties[:, parties]))
        lots, columns = np.nonzero(takers)
        winners = np.array([NO_WINNER, *parties], dtype=np.int64)[columns]
        without = (*COLUMNS_OF_WINNER, "eligible_parties")
        by_winner = self._take(lots, winners, copies or {}, without)
        by_winner._set_column("lot_numbers", lots)
        by_winner._set_column("shared_eligibility", (self.eligible_parties, lots))
        return by_winner

    def expand_by_winner_class(self) -> Self:
        """A candidate for each lot and each class of interchangeable parties that can win it."""
        classes = self.scenario.interchangeable_parties
        copies = {first: len(members) for first, members in classes.items() if len(members) > 1}
        return self.drop_winners().expand_by_winner(tuple(classes), copies)

    def expand_by_named_winner(self) -> Self:
        """A candidate for each lot and each party that can be awarded it."""
        return self.drop_winners().expand_by_winner(self.all_parties)

    def assign_winners(self, winners: Ints) -> Self:
        """The same lots, each won by this party (NO_WINNER for one that is not external)."""
        return self._take(np.arange(len(self)), winners, {}, COLUMNS_OF_WINNER)

    def drop_winners(self) -> Self:
        """A candidate for each lot, without a winner."""
        if self.winners is None:
            return self
        _, first = np.unique(self.lot_numbers, return_index=True)
        return self._take(first, None, {}, (*COLUMNS_OF_WINNER, "lot_numbers"))

    def _set_column(self, name: str, value: object) -> None:
        """Fix a column, in place of what its property would compute."""
        assert isinstance(getattr(type(self), name), cached_property)
        self.__dict__[name] = value

    def _take(
        self,
        order: Ints,
        winners: Ints | None,
        copies: Mapping[int, int],
        without: tuple[str, ...] = (),
    ) -> Self:
        """The candidates at these positions, with all columns computed so far but `without`."""
        routes = None if self.routes is None else self.routes[order]
        taken = type(self)(self.scenario, self.lots.take(order), winners, copies, routes)
        for name, column in self.__dict__.items():
            if isinstance(column, np.ndarray) and name not in ("winners", "routes", *without):
                taken._set_column(name, column[order])
        if self.shared_eligibility is not None:
            eligible, rows = self.shared_eligibility
            taken._set_column("shared_eligibility", (eligible, rows[order]))
        return taken
