"""Who can bid for the lot of each root, and who wins it."""

from collections.abc import Iterable
from functools import cached_property

import pulp

from benchmarks.peers.assignment.labels import Labels
from benchmarks.peers.assignment.values import values
from lotdesign.market.small import small_parties
from solver.facts.providers import value_limit
from solver.facts.values import value_scale

Variables = dict[tuple[int, int], pulp.LpVariable]


class Market:
    """Providers beside labels; variables come into being when first asked for.

    Staff who transfer and the smallest lot that a provider takes are left out.
    """

    def __init__(self, model: Labels) -> None:
        self._model = model
        self._scenario = model.scenario
        self._values = values(model.scenario)
        self._serving = model.scenario.serving

    @property
    def small(self) -> list[int]:
        """The small providers."""
        singles = len(self._scenario.providers or ())
        return [p for p in sorted(small_parties(self._scenario)) if p < singles]

    def serves(self, provider: int, unit: int) -> bool:
        """Whether the provider does the unit's service in its place."""
        return bool(self._serving[unit] >> provider & 1)

    def ask_bidders(self, providers: Iterable[int], least: int) -> None:
        """Every lot has so many of these providers that can bid."""
        among = list(providers)
        for r in self._model.order:
            able = [self.can_bid[r, p] for p in among if (r, p) in self.can_bid]
            self._model.add(pulp.lpSum(able) >= least * self._model.held[r, r])

    def ask_winners(self, least: int) -> None:
        """So many providers win something."""
        marks = {p: self._model.binary(f"winner_{p}") for p in self._providers}
        for p, mark in marks.items():
            self._model.add(mark <= pulp.lpSum(self._won_by(p)))
        self._model.add(pulp.lpSum(marks.values()) >= least)

    def ask_share(self, most: float) -> None:
        """Nobody wins more than this share of all value."""
        for p in self._providers:
            self._model.add(self._load(p) <= most * sum(self._values.values()))

    def _load(self, provider: int) -> pulp.LpAffineExpression:
        """The value of all that a provider runs."""
        runs = (self._values[u] * run for (u, p), run in self.runs.items() if p == provider)
        return pulp.lpSum(runs)

    @property
    def _providers(self) -> range:
        return range(len(self._scenario.providers or ()))

    @cached_property
    def can_bid(self) -> Variables:
        """For root r and provider p: 1 only if p serves all of r's lot and can carry it."""
        model, whole = self._model, sum(self._values.values())
        found: Variables = {}
        for p in self._providers:
            limit = value_limit(self._scenario, (self._scenario.providers or ())[p])
            for r in (r for r in model.order if self.serves(p, r)):
                able = found[r, p] = model.binary(f"able_{r}_{p}")
                foreign = [model.held[u, r] for u in model.units(r) if not self.serves(p, u)]
                if foreign:
                    model.add(pulp.lpSum(foreign) <= len(foreign) * (1 - able))
                if limit is not None:
                    most = limit / (100 * value_scale(self._scenario))
                    worth = model.sum(r, self._values)
                    model.add(worth <= most + max(0.0, whole - most) * (1 - able))
        return found

    @cached_property
    def wins(self) -> Variables:
        """For root r and provider p: 1 where p is awarded r's lot."""
        model = self._model
        won = {pair: model.binary(f"wins_{pair[0]}_{pair[1]}") for pair in self.can_bid}
        for pair, variable in won.items():
            model.add(variable <= self.can_bid[pair])
        for r in model.order:
            takers = [won[r, p] for p in self._providers if (r, p) in won]
            model.add(pulp.lpSum(takers) == model.held[r, r])
        return won

    def _won_by(self, provider: int) -> list[pulp.LpVariable]:
        return [won for (_, p), won in self.wins.items() if p == provider]

    @cached_property
    def runs(self) -> Variables:
        """For unit u and provider p: 1 where p runs u."""
        model = self._model
        found = {
            (u, p): model.amount(f"runs_{u}_{p}", 1)
            for u in model.order
            for p in self._providers
            if self.serves(p, u)
        }
        for u in model.order:
            runners = [found[u, p] for p in self._providers if (u, p) in found]
            model.add(pulp.lpSum(runners) == 1)
        for (r, p), won in self.wins.items():
            for u in (u for u in model.units(r) if (u, p) in found):
                model.add(found[u, p] >= model.held[u, r] + won - 1)
        return found

    def ask_award(self) -> None:
        """Every lot goes to a provider, and none to one that could not carry all it wins."""
        for p, provider in enumerate(self._scenario.providers or ()):
            if provider.capacity is not None:
                self._model.add(self._load(p) <= provider.capacity / 100)
            if provider.max_lots is not None:
                self._model.add(pulp.lpSum(self._won_by(p)) <= provider.max_lots)
