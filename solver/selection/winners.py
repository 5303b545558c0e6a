"""Who wins which chosen lot: the part of a model that carries a certificate."""

from dataclasses import dataclass

import numpy as np

from solver.facts.exact import scaled
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.linear import Linear
from solver.selection.model import Model


@dataclass(frozen=True)
class Winners:
    """One binary variable for each candidate and eligible provider: this one wins that lot.

    Pair i is the lot `lots[i]` and the provider `owners[i]`, variable `first` + i.
    """

    facts: Facts
    lots: Ints
    owners: Ints
    first: int

    @property
    def providers(self) -> list[int]:
        """The positions of the providers that can win anything."""
        return sorted(set(self.owners.tolist()))

    def of(self, provider: int) -> Ints:
        """The pairs of one provider."""
        return np.flatnonzero(self.owners == provider)

    def load(self, provider: int, weights: Ints) -> Linear:
        """What the provider wins, in the lots' weights."""
        pairs = self.of(provider)
        return Linear(self.first + pairs, weights[self.lots[pairs]])


def add_winners(facts: Facts, model: Model) -> Winners:
    """Gives every chosen lot one eligible winner, within everyone's capacity, lots and staff."""
    lots, owners = np.nonzero(facts.eligible)
    first = model.size
    for lot, owner in zip(lots.tolist(), owners.tolist(), strict=True):
        model.number(f"lot{lot}: provider {owner}", 0, 1, lot)
    winners = Winners(facts, lots, owners, first)
    starts = np.searchsorted(lots, np.arange(len(facts) + 1))
    for lot in range(len(facts)):
        pairs = first + np.arange(starts[lot], starts[lot + 1])
        form = Linear(np.append(pairs, lot), np.append(np.ones(len(pairs), dtype=np.int64), -1))
        model.row("every chosen lot has one winner", form, 0, 0)
    _capacities(facts, model, winners)
    return winners


def _capacities(facts: Facts, model: Model, winners: Winners) -> None:
    providers = facts.scenario.providers or ()
    one = np.ones(len(facts), dtype=np.int64)
    (_, staff_scale) = scaled(
        [*(unit.tupe_fte for unit in facts.scenario.units), *(p.tupe_limit or 0 for p in providers)]
    )
    for p in winners.providers:
        provider = providers[p]
        if provider.capacity is not None:
            most = provider.capacity * facts.value_scale
            load = winners.load(p, facts.value).plus(-most)
            model.at_most_zero(f"capacity of {provider.id}", load)
        if provider.max_lots is not None:
            load = winners.load(p, one).plus(-provider.max_lots)
            model.at_most_zero(f"lots of {provider.id}", load)
        if provider.tupe_limit is not None:
            load = winners.load(p, facts.staff).plus(-int(provider.tupe_limit * staff_scale))
            model.at_most_zero(f"staff of {provider.id}", load)


def add_winning(model: Model, winners: Winners) -> Linear:
    """The number of providers that win anything."""
    marks = []
    for p in winners.providers:
        mark = model.number(f"provider {p} wins", 0, 1)
        pairs = winners.first + winners.of(p)
        form = Linear(np.append(pairs, mark), np.append(-np.ones(len(pairs), dtype=np.int64), 1))
        model.at_most_zero(f"provider {p} wins only what it is given", form)
        marks.append(mark)
    return Linear(np.array(marks, dtype=np.int64), np.ones(len(marks), dtype=np.int64))
