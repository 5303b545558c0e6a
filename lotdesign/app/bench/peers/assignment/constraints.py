"""Constraints of the assignment model: contiguity by flow, eligibility, award, rules.

Contiguity: Shirabe, A model of contiguity for spatial unit allocation, Geographical Analysis
37, 2005.
"""

from collections.abc import Iterable
from functools import cached_property, singledispatch

import pulp

from lotdesign.app.bench.peers.assignment.model import AssignmentModel, compute_unit_values
from lotdesign.market.eligibility import find_small_parties
from lotdesign.rules.award import AwardRule
from lotdesign.rules.bidders import BiddersRule
from lotdesign.rules.contiguous import ContiguousRule, find_joined_localities
from lotdesign.rules.lot_count import LotCountRule
from lotdesign.rules.lot_size import LotSizeRule
from lotdesign.rules.lot_value import LotValueRule
from lotdesign.rules.small_bidders import SmallBiddersRule
from lotdesign.scenario.rule import Rule
from solver.candidates.eligibility import compute_value_limit
from solver.candidates.lot_values import value_scale

VariableByPair = dict[tuple[int, int], pulp.LpVariable]


def add_contiguity(model: AssignmentModel) -> None:
    """Connect the units with a locality in every lot, by flow from its root."""
    scenario = model.scenario
    local = [u for u in model.order if scenario.units[u].locality]
    joined = find_joined_localities(scenario)
    beside = {
        u: [v for v in local if v != u and scenario.units[v].locality in around]
        for u, around in ((u, joined[scenario.units[u].locality]) for u in local)
    }
    for place, root in enumerate(local):
        inside = set(local[place:])
        flow = {
            (u, v): model.add_continuous(f"flow_{root}_{u}_{v}")
            for u in inside
            for v in beside[u]
            if v in inside and v != root
        }
        for v in inside - {root}:
            arriving = pulp.lpSum(flow[u, v] for u in beside[v] if (u, v) in flow)
            leaving = pulp.lpSum(flow[v, u] for u in beside[v] if (v, u) in flow)
            model.add_row(arriving - leaving == model.held[v, root])
            model.add_row(arriving <= (len(inside) - 1) * model.held[v, root])


class AssignmentMarket:
    """Providers in the model; variables are made when first asked for.

    Staff who transfer and the smallest lot that a provider takes are left out.
    """

    def __init__(self, model: AssignmentModel) -> None:
        self._model = model
        self._scenario = model.scenario
        self._values = compute_unit_values(model.scenario)
        self._serving = model.scenario.parties_serving_unit

    @property
    def small(self) -> list[int]:
        """The small providers."""
        singles = len(self._scenario.providers or ())
        return [p for p in sorted(find_small_parties(self._scenario)) if p < singles]

    def serves(self, provider: int, unit: int) -> bool:
        """Tell whether the provider does the unit's service in its place."""
        return bool(self._serving[unit] >> provider & 1)

    def require_bidders(self, providers: Iterable[int], least: int) -> None:
        """Require `least` of these providers to be able to bid for every lot."""
        among = list(providers)
        for r in self._model.order:
            able = [self.can_bid[r, p] for p in among if (r, p) in self.can_bid]
            self._model.add_row(pulp.lpSum(able) >= least * self._model.held[r, r])

    def require_winners(self, least: int) -> None:
        """Require `least` providers to win something."""
        marks = {p: self._model.add_binary(f"winner_{p}") for p in self._providers}
        for p, mark in marks.items():
            self._model.add_row(mark <= pulp.lpSum(self._list_wins(p)))
        self._model.add_row(pulp.lpSum(marks.values()) >= least)

    def require_share_at_most(self, most: float) -> None:
        """Let nobody win more than this share of all value."""
        for p in self._providers:
            self._model.add_row(self._sum_load(p) <= most * sum(self._values.values()))

    def _sum_load(self, provider: int) -> pulp.LpAffineExpression:
        """Sum the value of all that a provider runs."""
        runs = (self._values[u] * run for (u, p), run in self.runs.items() if p == provider)
        return pulp.lpSum(runs)

    @property
    def _providers(self) -> range:
        return range(len(self._scenario.providers or ()))

    @cached_property
    def can_bid(self) -> VariableByPair:
        """Binary by root r and provider p: 1 only if p serves all of r's lot and can carry it."""
        model, whole = self._model, sum(self._values.values())
        able_by_pair: VariableByPair = {}
        for p in self._providers:
            limit = compute_value_limit(self._scenario, (self._scenario.providers or ())[p])
            for r in (r for r in model.order if self.serves(p, r)):
                able = able_by_pair[r, p] = model.add_binary(f"able_{r}_{p}")
                foreign = [model.held[u, r] for u in model.list_units(r) if not self.serves(p, u)]
                if foreign:
                    model.add_row(pulp.lpSum(foreign) <= len(foreign) * (1 - able))
                if limit is not None:
                    most = limit / (100 * value_scale(self._scenario))
                    worth = model.sum_held(r, self._values)
                    model.add_row(worth <= most + max(0.0, whole - most) * (1 - able))
        return able_by_pair

    @cached_property
    def wins(self) -> VariableByPair:
        """Binary by root r and provider p: 1 where p is awarded r's lot."""
        model = self._model
        won = {pair: model.add_binary(f"wins_{pair[0]}_{pair[1]}") for pair in self.can_bid}
        for pair, variable in won.items():
            model.add_row(variable <= self.can_bid[pair])
        for r in model.order:
            takers = [won[r, p] for p in self._providers if (r, p) in won]
            model.add_row(pulp.lpSum(takers) == model.held[r, r])
        return won

    def _list_wins(self, provider: int) -> list[pulp.LpVariable]:
        return [won for (_, p), won in self.wins.items() if p == provider]

    @cached_property
    def runs(self) -> VariableByPair:
        """Variable by unit u and provider p: 1 where p runs u."""
        model = self._model
        run_by_pair = {
            (u, p): model.add_continuous(f"runs_{u}_{p}", 1)
            for u in model.order
            for p in self._providers
            if self.serves(p, u)
        }
        for u in model.order:
            runners = [run_by_pair[u, p] for p in self._providers if (u, p) in run_by_pair]
            model.add_row(pulp.lpSum(runners) == 1)
        for (r, p), won in self.wins.items():
            for u in (u for u in model.list_units(r) if (u, p) in run_by_pair):
                model.add_row(run_by_pair[u, p] >= model.held[u, r] + won - 1)
        return run_by_pair

    def require_award(self) -> None:
        """Award every lot to a provider that can carry all it wins."""
        for p, provider in enumerate(self._scenario.providers or ()):
            if provider.capacity is not None:
                self._model.add_row(self._sum_load(p) <= provider.capacity / 100)
            if provider.max_lots is not None:
                self._model.add_row(pulp.lpSum(self._list_wins(p)) <= provider.max_lots)

    def require_lots_at_most(self, most: int) -> None:
        """Award no provider more lots than this."""
        for p in range(len(self._scenario.providers or ())):
            self._model.add_row(pulp.lpSum(self._list_wins(p)) <= most)


def add_rules(model: AssignmentModel, market: AssignmentMarket) -> tuple[str, ...]:
    """Add every rule that can be modelled; return the ids of the others."""
    return tuple(
        rule.id
        for rule in model.scenario.active_rules
        if rule.selected_services is not None or not add_rule(rule, model, market)
    )


@singledispatch
def add_rule(rule: Rule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    """Add a rule; tell whether it could be modelled in full."""
    return False


@add_rule.register
def _(rule: ContiguousRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    if model.scenario.divided:
        return False
    add_contiguity(model)
    return True


@add_rule.register
def _(rule: LotCountRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    if rule.by is not None:
        return False
    if rule.min is not None:
        model.add_row(model.lots >= rule.min)
    if rule.max is not None:
        model.add_row(model.lots <= rule.max)
    return True


@add_rule.register
def _(rule: LotSizeRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    _add_band(model, None, rule.min, rule.max)
    return True


@add_rule.register
def _(rule: LotValueRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    least = None if rule.min is None else rule.min / 100
    _add_band(
        model,
        compute_unit_values(model.scenario),
        least,
        None if rule.max is None else rule.max / 100,
    )
    return True


@add_rule.register
def _(rule: BiddersRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    market.require_bidders(range(len(model.scenario.providers or ())), rule.min)
    return True


@add_rule.register
def _(rule: SmallBiddersRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    if rule.lots != "all":
        return False
    market.require_bidders(market.small, model.scenario.market.small_needed)
    return True


@add_rule.register
def _(rule: AwardRule, model: AssignmentModel, market: AssignmentMarket) -> bool:
    if rule.min_winners is not None:
        market.require_winners(rule.min_winners)
    if rule.max_share is not None:
        market.require_share_at_most(float(rule.max_share))
    if rule.max_lots is not None:
        market.require_lots_at_most(rule.max_lots)
    return True


def _add_band(
    model: AssignmentModel,
    weights: dict[int, float] | None,
    least: float | None,
    most: float | None,
) -> None:
    """Keep every lot's sum of weights between `least` and `most`."""
    for root in model.order:
        whole, used = model.sum_held(root, weights), model.held[root, root]
        if least is not None:
            model.add_row(whole >= least * used)
        if most is not None:
            model.add_row(whole <= most * used)
