"""Who wins which lot: candidates, or variables beside them, that name a lot and a party."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.design import Award
from solver.facts.exact import scaled, times
from solver.facts.lots import Ints, grouped
from solver.facts.market import staff
from solver.facts.offers import NOBODY
from solver.facts.table import Facts
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.share import beyond_share


@dataclass(frozen=True)
class Winners:
    """One binary variable for each lot and party: this one wins that lot.

    `facts` have a row each, with its winner; row i is variable `first` + i.
    """

    facts: Facts
    first: int = 0

    @property
    def owners(self) -> Ints:
        """The party of each row."""
        assert self.facts.winners is not None, "these facts name winners"
        return self.facts.winners

    @cached_property
    def _rows(self) -> Mapping[int, Ints]:
        """The rows of each party that has any, rising."""
        rows = grouped(self.owners, len(self.facts.scenario.parties))
        return {party: each for party, each in enumerate(rows) if len(each)}

    def rows(self, party: int) -> Ints:
        """The rows that the party wins, rising."""
        return self._rows.get(party, np.zeros(0, dtype=np.int64))

    @property
    def providers(self) -> list[int]:
        """The positions of the parties that can win anything."""
        return sorted(self._rows)

    def award(self, solution: Ints) -> Award:
        """Who wins each lot in a solution that lets every lot, in the order of the lots."""
        rows = np.flatnonzero(solution[self.first : self.first + len(self.facts)])
        return tuple(map(winner_at, self.owners[rows].tolist()))

    def copies(self, party: int) -> int:
        """How many identical parties this one stands for."""
        return self.facts.alike.get(party, 1)

    def load(self, party: int, weights: Ints) -> Linear:
        """What the party wins, in weights of the rows."""
        rows = self.rows(party)
        return Linear(self.first + rows, weights[rows])

    def beyond_share(self, part: Linear, share: Fraction) -> Linear:
        """A form that is at most 0 where `part` is at most this share of all V."""
        return beyond_share(self.facts, part, share, self.first)


def winner_at(position: int) -> int | None:
    """The party of a row, as awards have it."""
    return None if position == NOBODY else position


def add_capacities(model: Model, winners: Winners) -> None:
    """Keeps every provider within its capacity, lots and staff.

    What a consortium wins weighs on its members by their shares, each time as one lot. Copies
    that are not told apart share the room of all of them.
    """
    scenario, facts = winners.facts.scenario, winners.facts
    _, per_employee = staff(scenario)
    providers = scenario.providers or ()
    for p in range(len(providers)) if scenario.consortia else winners.providers:
        provider, (rows, weights, parts) = providers[p], _weights(winners, p)
        if not len(rows):
            continue
        copies = winners.copies(p)
        if provider.capacity is not None:
            most = provider.capacity * facts.value_scale * parts * copies
            value = times(facts.value[rows], weights)
            _at_most(model, f"capacity of {provider.id}", winners, rows, value, most)
        if provider.max_lots is not None:
            number = provider.max_lots * copies
            _at_most(model, f"lots of {provider.id}", winners, rows, np.ones_like(rows), number)
        if provider.tupe_limit is not None:
            most = int(provider.tupe_limit * per_employee * parts) * copies
            moved = times(facts.staff[rows], weights)
            _at_most(model, f"staff of {provider.id}", winners, rows, moved, most)


def _weights(winners: Winners, provider: int) -> tuple[Ints, Ints, int]:
    """The rows that weigh on the provider, and how much of each does, in parts of all of it."""
    scenario = winners.facts.scenario
    if not scenario.consortia:
        rows = winners.rows(provider)
        return rows, np.ones_like(rows), 1
    shares, parts = scaled([dict(stakes).get(provider, 0) for stakes in scenario.stakes])
    parties = [party for party, share in enumerate(shares) if share]
    rows = np.sort(np.concatenate([winners.rows(party) for party in parties]))
    return rows, np.array(shares, dtype=np.int64)[winners.owners[rows]], parts


def _at_most(
    model: Model, name: str, winners: Winners, rows: Ints, amounts: Ints, most: int
) -> None:
    model.at_most_zero(name, Linear(winners.first + rows, amounts, -most))


def add_winning(model: Model, winners: Winners) -> Linear:
    """The number of parties that win anything."""
    marks = []
    for p in winners.providers:
        mark = model.number(f"provider {p} wins", 0, winners.copies(p))
        won = winners.load(p, -np.ones(len(winners.facts), dtype=np.int64))
        form = Linear(np.append(won.variables, mark), np.append(won.coefficients, 1))
        model.at_most_zero(f"provider {p} wins only what it is given", form)
        marks.append(mark)
    return Linear(np.array(marks, dtype=np.int64), np.ones(len(marks), dtype=np.int64))
