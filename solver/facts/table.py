"""Every fact about every candidate, each worked out once, when first asked for."""

from functools import cached_property

import numpy as np

from lotdesign.design import ROUTES, Design
from lotdesign.scenario.scenario import Scenario
from solver.facts import market, money, places, services
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, lots_of
from solver.facts.offers import Offers
from solver.facts.values import value_scale


class Facts(Offers):
    """The facts of N candidates over Y years, S services and A parties."""

    @property
    def value_scale(self) -> int:
        """How many of the parts in `value` make a penny."""
        return value_scale(self.scenario)

    @cached_property
    def gross(self) -> Ints:
        """N x Y pence."""
        return money.gross(self.scenario, self.lots)

    @cached_property
    def value(self) -> Ints:
        """V, in parts of a penny."""
        return money.values(self.scenario, self.lots)

    @cached_property
    def let_value(self) -> Ints:
        """V of external lots, 0 of all others: what shares are of."""
        return np.where(self.external, self.value, 0)

    @cached_property
    def rent(self) -> Ints:
        """N pence a year, paid on to external lots alone."""
        return np.where(self.external, money.rent(self.scenario, self.lots), 0)

    @cached_property
    def paid(self) -> Ints:
        """N x Y pence, to whoever delivers the lot; at its winner's price, at par without."""
        ways = {route: self.delivered(route) for route in self.scenario.routes.allowed}
        asked = money.asked(self.scenario, self.gross, self.value, ways, self.winners)
        yearly = self.rent - money.integration(self.scenario, self.lots)
        return asked + yearly[:, None]

    @cached_property
    def cost(self) -> Ints:
        """C, N x Y pence: paid and the council's own cost, rent taken off."""
        own = np.where(self.external[:, None], money.own(self.scenario), 0)
        return self.paid + own - self.rent[:, None]

    @cached_property
    def services(self) -> Ints:
        """N x S: how many units of each service."""
        return services.held_by(self.lots, services.services_of(self.scenario))

    @cached_property
    def service_weights(self) -> Ints:
        """N x Y x S: what each year's money is shared out by."""
        return services.weights_by(self.scenario, self.lots, services.services_of(self.scenario))

    def holding(self, wanted: tuple[str, ...] | None) -> Flags:
        """Whether each lot holds any of these services; every lot for None."""
        if wanted is None:
            return np.ones(len(self), dtype=np.bool_)
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        held: Flags = np.asarray(self.services[:, columns].any(axis=1))
        return held

    def taken(self, amounts: Ints, wanted: tuple[str, ...] | None) -> Ints:
        """N x Y: the part of each amount that belongs to these services; all for None."""
        if wanted is None:
            return amounts
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        shares = services.shared_out(amounts, self.service_weights, self.services)
        part: Ints = shares[:, :, columns].sum(axis=2)
        return part

    @cached_property
    def able(self) -> Flags:
        """N x A: who can be awarded the lot; nobody one that is not external."""
        if self.shared is not None:
            some, rows = self.shared
            return some[rows]
        flags: Flags = market.able(self.scenario, self.lots, self.value)
        return flags & self.external[:, None]

    @property
    def eligible(self) -> Flags:
        """N x P: the single providers among them."""
        return self.able[:, : len(self.scenario.providers or ())]

    @cached_property
    def bidders(self) -> Ints:
        """How many providers are eligible."""
        number: Ints = self.eligible.sum(axis=1)
        return number

    @cached_property
    def small_bidders(self) -> Ints:
        """How many small providers are eligible."""
        little = market.small(self.scenario)[: self.eligible.shape[1]]
        number: Ints = self.eligible[:, little].sum(axis=1)
        return number

    @cached_property
    def accessible(self) -> Flags:
        """Whether enough small providers are eligible."""
        return self.small_bidders >= self.scenario.market.small_needed

    @cached_property
    def need(self) -> Ints:
        """Need, in parts of `need_scale`."""
        return self.lots.sums(np.array(self._needs[0], dtype=np.int64))

    @property
    def need_scale(self) -> int:
        """How many of the parts in `need` make one."""
        return self._needs[1]

    @cached_property
    def _needs(self) -> tuple[list[int], int]:
        return scaled([unit.need or 0 for unit in self.scenario.units])

    @cached_property
    def staff(self) -> Ints:
        """Transferring staff, in parts of an employee."""
        parts, _ = market.staff(self.scenario)
        return self.lots.sums(np.array(parts, dtype=np.int64))

    @cached_property
    def connected(self) -> Flags:
        """Whether the local units are one area."""
        return places.connected(self.scenario, self.lots)

    @cached_property
    def in_one_place(self) -> Flags:
        """Whether the lot stays in one locality."""
        return places.in_one_place(self.scenario, self.lots)

    @cached_property
    def travel(self) -> Ints:
        """Metres to the lot's medoid."""
        return places.travel(self.scenario, self.lots)

    @cached_property
    def border(self) -> Ints:
        """Touching pairs across the lot's border, as half of all cut pairs sees them."""
        return places.border(self.scenario, self.lots)


def facts_of(scenario: Scenario, design: Design, winners: Ints | None = None) -> Facts:
    """The facts of a design's lots, in its order."""
    lots = lots_of([lot.units for lot in design.lots])
    routes = np.array([ROUTES.index(lot.route) for lot in design.lots], dtype=np.int64)
    return Facts(scenario, lots, winners, routes=routes if routes.any() else None)
