"""Every attribute of every candidate as arrays, each computed when first asked for."""

from functools import cached_property

import numpy as np

from lotdesign.design import ROUTES, Design
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, scale_to_integers
from solver.candidates import eligibility as market
from solver.candidates import geography as places
from solver.candidates import money
from solver.candidates import service_shares as services
from solver.candidates.candidate_list import CandidateList
from solver.candidates.lots import pack_lots
from solver.candidates.money import value_scale


class CandidateTable(CandidateList):
    """The facts of N candidates over Y years, S services and A parties."""

    @property
    def value_scale(self) -> int:
        """How many of the parts in `value` make a penny."""
        return value_scale(self.scenario)

    @cached_property
    def gross(self) -> Ints:
        """N x Y pence."""
        return money.compute_gross(self.scenario, self.lots)

    @cached_property
    def value(self) -> Ints:
        """V, in parts of a penny."""
        return money.compute_values(self.scenario, self.lots)

    @cached_property
    def external_value(self) -> Ints:
        """V of external lots, 0 of all others: what shares are of."""
        return np.where(self.is_external, self.value, 0)

    @cached_property
    def rent(self) -> Ints:
        """N pence a year, paid on to external lots alone."""
        return np.where(self.is_external, money.compute_rent(self.scenario, self.lots), 0)

    @cached_property
    def paid(self) -> Ints:
        """N x Y pence, to whoever delivers the lot; at its winner's price, at par without."""
        ways = {route: self.has_route(route) for route in self.scenario.routes.offered}
        asked = money.compute_charge(self.scenario, self.gross, self.value, ways, self.winners)
        yearly = self.rent - money.compute_integration(self.scenario, self.lots)
        return asked + yearly[:, None]

    @cached_property
    def cost(self) -> Ints:
        """C, N x Y pence: paid and the council's own cost, rent taken off."""
        own = np.where(self.is_external[:, None], money.compute_council_cost(self.scenario), 0)
        return self.paid + own - self.rent[:, None]

    @cached_property
    def services(self) -> Ints:
        """N x S: how many units of each service."""
        return services.count_units_by_kind(self.lots, services.index_services(self.scenario))

    @cached_property
    def service_weights(self) -> Ints:
        """N x Y x S: what each year's money is shared out by."""
        return services.compute_share_weights(
            self.scenario, self.lots, services.index_services(self.scenario)
        )

    def holds_services(self, wanted: tuple[str, ...] | None) -> Flags:
        """Whether each lot holds any of these services; every lot for None."""
        if wanted is None:
            return np.ones(len(self), dtype=np.bool_)
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        held: Flags = np.asarray(self.services[:, columns].any(axis=1))
        return held

    def share_by_services(self, amounts: Ints, wanted: tuple[str, ...] | None) -> Ints:
        """N x Y: the part of each amount that belongs to these services; all for None."""
        if wanted is None:
            return amounts
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        shares = services.share_out(amounts, self.service_weights, self.services)
        part: Ints = shares[:, :, columns].sum(axis=2)
        return part

    @cached_property
    def eligible_parties(self) -> Flags:
        """N x A: who can be awarded the lot; nobody one that is not external."""
        if self.shared_eligibility is not None:
            some, rows = self.shared_eligibility
            return some[rows]
        flags: Flags = market.compute_eligibility(self.scenario, self.lots, self.value)
        return flags & self.is_external[:, None]

    @property
    def eligible_providers(self) -> Flags:
        """N x P: the single providers among them."""
        return self.eligible_parties[:, : len(self.scenario.providers or ())]

    @cached_property
    def bidder_count(self) -> Ints:
        """How many providers are eligible."""
        number: Ints = self.eligible_providers.sum(axis=1)
        return number

    @cached_property
    def small_bidder_count(self) -> Ints:
        """How many small providers are eligible."""
        little = market.flag_small_parties(self.scenario)[: self.eligible_providers.shape[1]]
        number: Ints = self.eligible_providers[:, little].sum(axis=1)
        return number

    @cached_property
    def is_accessible(self) -> Flags:
        """Whether enough small providers are eligible."""
        return self.small_bidder_count >= self.scenario.market.small_needed

    @cached_property
    def need(self) -> Ints:
        """Need, in parts of `need_scale`."""
        return self.lots.sum_weights(np.array(self._needs[0], dtype=np.int64))

    @property
    def need_scale(self) -> int:
        """How many of the parts in `need` make one."""
        return self._needs[1]

    @cached_property
    def _needs(self) -> tuple[list[int], int]:
        return scale_to_integers([unit.need or 0 for unit in self.scenario.units])

    @cached_property
    def staff(self) -> Ints:
        """Transferring staff, in parts of an employee."""
        parts, _ = market.scale_staff(self.scenario)
        return self.lots.sum_weights(np.array(parts, dtype=np.int64))

    @cached_property
    def is_connected(self) -> Flags:
        """Whether the local units are one area."""
        return places.flag_connected(self.scenario, self.lots)

    @cached_property
    def is_in_one_locality(self) -> Flags:
        """Whether the lot stays in one locality."""
        return places.flag_in_one_locality(self.scenario, self.lots)

    @cached_property
    def travel_metres(self) -> Ints:
        """Metres to the lot's medoid."""
        return places.compute_travel(self.scenario, self.lots)

    @cached_property
    def border_pairs(self) -> Ints:
        """Touching pairs across the lot's border, as half of all cut pairs sees them."""
        return places.count_border_pairs(self.scenario, self.lots)


def tabulate_design(
    scenario: Scenario, design: Design, winners: Ints | None = None
) -> CandidateTable:
    """The facts of a design's lots, in its order."""
    lots = pack_lots([lot.units for lot in design.lots])
    routes = np.array([ROUTES.index(lot.route) for lot in design.lots], dtype=np.int64)
    return CandidateTable(scenario, lots, winners, routes=routes if routes.any() else None)


def holds_all_or_none(candidates: CandidateTable, group: frozenset[int]) -> Flags:
    """Whether each lot holds the whole group or nothing of it."""
    held = candidates.lots.count_held(group, len(candidates.scenario.units))
    flags: Flags = (held == 0) | (held == len(group))
    return flags
