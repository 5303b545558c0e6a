"""Every attribute of every candidate as arrays, each computed when first used."""

from collections.abc import Set
from functools import cached_property

import numpy as np

from lotdesign.design import ROUTES, Design
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, scale_to_integers
from solver.candidates import eligibility as market
from solver.candidates import geography as places
from solver.candidates import lot_costs, lot_values, lot_years
from solver.candidates import service_shares as services
from solver.candidates.candidate_list import CandidateList
from solver.candidates.lot_values import value_scale
from solver.candidates.lots import pack_lots


class CandidateTable(CandidateList):
    """The attributes of N candidates over Y years, S services and A parties.

    Arrays are int64 or flags. The position of a candidate is the same in all of them.
    """

    @property
    def value_scale(self) -> int:
        """The parts of `value` in a penny."""
        return value_scale(self.scenario)

    @cached_property
    def gross(self) -> Ints:
        """Gross value, N x Y pence."""
        return lot_values.compute_gross(self.scenario, self.lots)

    @cached_property
    def value(self) -> Ints:
        """Market value V, (N,) in parts of a penny."""
        return lot_values.compute_values(self.scenario, self.lots)

    @cached_property
    def year_counts(self) -> Ints:
        """The number of contract years from the first to the last of each lot, (N,)."""
        first = lot_years.compute_first_years(self.scenario, self.lots)
        return lot_years.compute_last_years(self.scenario, self.lots) - first + 1

    @cached_property
    def year_spreads(self) -> tuple[Ints, Ints]:
        """How far apart the first years of each lot's units lie, and the last years; (N,) each."""
        return lot_years.compute_year_spreads(self.scenario, self.lots)

    @cached_property
    def external_value(self) -> Ints:
        """V of external lots, (N,) in parts of a penny; 0 of all others.

        Shares are shares of its sum.
        """
        return np.where(self.is_external, self.value, 0)

    @cached_property
    def rent(self) -> Ints:
        """Rent, pence a year, N x Y, or N x 1 where units are bought in all years.

        Only external lots pay it.
        """
        rent = lot_costs.compute_rent(self.scenario, self.lots)
        return np.where(self.is_external[:, None], rent, 0)

    @cached_property
    def paid(self) -> Ints:
        """What the council pays for each lot, N x Y pence; at its winner's price, else at par."""
        by_route = {route: self.has_route(route) for route in self.scenario.routes.offered}
        return lot_costs.compute_paid(
            self.scenario, self.lots, self.gross, self.value, by_route, self.rent, self.winners
        )

    @cached_property
    def cost(self) -> Ints:
        """Cost C, N x Y pence: what is paid plus the council's own cost, less rent."""
        return lot_costs.compute_cost(
            self.scenario, self.lots, self.paid, self.rent, self.is_external
        )

    @cached_property
    def services(self) -> Ints:
        """The number of units of each service, N x S."""
        return services.count_units_by_kind(self.lots, services.index_services(self.scenario))

    @cached_property
    def service_weights(self) -> Ints:
        """Weights by which each year's money is split among services, N x Y x S."""
        return services.compute_share_weights(
            self.scenario, self.lots, services.index_services(self.scenario)
        )

    def holds_services(self, wanted: tuple[str, ...] | None) -> Flags:
        """Whether each lot holds any of these services, (N,); True for None."""
        if wanted is None:
            return np.ones(len(self), dtype=np.bool_)
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        held: Flags = np.asarray(self.services[:, columns].any(axis=1))
        return held

    def share_by_units(self, amounts: Ints, counted: Set[int]) -> Ints:
        """The part of each amount (N x Y) that belongs to the cells of these units.

        A cell is a service in a locality; of each, all units are counted or none.
        """
        return services.sum_shares_of_units(self.scenario, self.lots, amounts, counted)

    def holds_units(self, wanted: Set[int] | None) -> Flags:
        """Whether each lot holds any of these units; True for None."""
        if wanted is None:
            return np.ones(len(self), dtype=np.bool_)
        held: Flags = self.lots.count_held(wanted, len(self.scenario.units)) > 0
        return held

    def share_by_services(self, amounts: Ints, wanted: tuple[str, ...] | None) -> Ints:
        """The part of each amount, N x Y, that belongs to these services; all of it for None."""
        if wanted is None:
            return amounts
        columns = [s for s, service in enumerate(self.scenario.services) if service in wanted]
        shares = services.share_out(amounts, self.service_weights, self.services)
        part: Ints = shares[:, :, columns].sum(axis=2)
        return part

    @cached_property
    def eligible_parties(self) -> Flags:
        """N x A: who can be awarded each lot; nobody where it is not external."""
        if self.shared_eligibility is not None:
            eligible, rows = self.shared_eligibility
            return eligible[rows]
        flags: Flags = market.compute_eligibility(self.scenario, self.lots, self.value)
        return flags & self.is_external[:, None]

    @property
    def eligible_providers(self) -> Flags:
        """N x P: `eligible_parties` less consortia, of which none counts as a provider."""
        return self.eligible_parties[:, : len(self.scenario.providers or ())]

    @cached_property
    def bidder_count(self) -> Ints:
        """The number of eligible providers, (N,)."""
        count: Ints = self.eligible_providers.sum(axis=1)
        return count

    @cached_property
    def small_bidder_count(self) -> Ints:
        """The number of eligible small providers, (N,)."""
        is_small = market.flag_small_parties(self.scenario)[: self.eligible_providers.shape[1]]
        count: Ints = self.eligible_providers[:, is_small].sum(axis=1)
        return count

    @cached_property
    def is_accessible(self) -> Flags:
        """Whether enough small providers are eligible, (N,)."""
        return self.small_bidder_count >= self.scenario.market.small_needed

    @cached_property
    def need(self) -> Ints:
        """Need, (N,) in parts of one (`need_scale`)."""
        return self.lots.sum_weights(np.array(self._needs[0], dtype=np.int64))

    @property
    def need_scale(self) -> int:
        """The parts of `need` in one."""
        return self._needs[1]

    @cached_property
    def _needs(self) -> tuple[list[int], int]:
        return scale_to_integers([unit.need or 0 for unit in self.scenario.units])

    @cached_property
    def staff(self) -> Ints:
        """Transferring staff, (N,) in parts of an employee (`scale_staff`)."""
        parts, _ = market.scale_staff(self.scenario)
        return self.lots.sum_weights(np.array(parts, dtype=np.int64))

    @cached_property
    def is_connected(self) -> Flags:
        """Whether each lot's local units are connected, (N,)."""
        return places.flag_connected(self.scenario, self.lots)

    def is_in_one_area(self, by: str) -> Flags:
        """Whether each lot is in one area by a column, or authority-wide as a whole."""
        return places.flag_in_one_area(self.scenario, self.lots, by)

    def record_connected(self) -> None:
        """Note that every lot was grown from what touches it, so that nothing tests it again."""
        self._set_column("is_connected", np.ones(len(self), dtype=np.bool_))

    @cached_property
    def travel_metres(self) -> Ints:
        """Metres from the units of each lot to its medoid, in all, (N,)."""
        return places.compute_travel(self.scenario, self.lots)

    @cached_property
    def border_pairs(self) -> Ints:
        """Touching pairs across each lot's border, (N,).

        Half a design's sum is its number of cut pairs.
        """
        return places.count_border_pairs(self.scenario, self.lots)


def tabulate_design(
    scenario: Scenario, design: Design, winners: Ints | None = None
) -> CandidateTable:
    """Tabulate a design's K lots, in its order.

    `winners`, (K,), makes their money that of an award.
    """
    lots = pack_lots([lot.units for lot in design.lots])
    routes = np.array([ROUTES.index(lot.route) for lot in design.lots], dtype=np.int64)
    return CandidateTable(scenario, lots, winners, routes=routes if routes.any() else None)


def holds_all_or_none(candidates: CandidateTable, group: frozenset[int]) -> Flags:
    """Whether each lot holds all units of the group or none, (N,)."""
    held = candidates.lots.count_held(group, len(candidates.scenario.units))
    flags: Flags = (held == 0) | (held == len(group))
    return flags
