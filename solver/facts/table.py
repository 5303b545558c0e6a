"""Every fact about every candidate, each worked out once, when first asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.facts import market, money, places, services
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, Lots
from solver.facts.values import value_scale


@dataclass(frozen=True)
class Facts:
    """The facts of N candidate lots over Y years, S services and P providers."""

    scenario: Scenario
    lots: Lots

    def __len__(self) -> int:
        return len(self.lots)

    def where(self, keep: Flags) -> "Facts":
        """The facts of the candidates that are marked; what was worked out goes along."""
        kept = Facts(self.scenario, self.lots.where(keep))
        for name, known in self.__dict__.items():
            if isinstance(known, np.ndarray):
                kept.__dict__[name] = known[keep]
        return kept

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
    def rent(self) -> Ints:
        """N pence a year."""
        return money.rent(self.scenario, self.lots)

    @cached_property
    def paid(self) -> Ints:
        """N x Y pence, to an external provider."""
        saved = money.scale_savings(self.scenario, self.value, self.gross)
        yearly = self.rent - money.integration(self.scenario, self.lots)
        return self.gross - saved + yearly[:, None]

    @cached_property
    def cost(self) -> Ints:
        """C, N x Y pence: paid and the council's own cost, rent taken off."""
        return self.paid + money.own(self.scenario) - self.rent[:, None]

    @cached_property
    def services(self) -> Ints:
        """N x S: how many units of each service."""
        return services.held_services(self.scenario, self.lots)

    @cached_property
    def service_weights(self) -> Ints:
        """N x Y x S: what each year's money is shared out by."""
        return services.by_service(self.scenario, self.lots)

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
    def eligible(self) -> Flags:
        """N x P."""
        return market.eligible(self.scenario, self.lots, self.value)

    @cached_property
    def bidders(self) -> Ints:
        """How many providers are eligible."""
        number: Ints = self.eligible.sum(axis=1)
        return number

    @cached_property
    def small_bidders(self) -> Ints:
        """How many small providers are eligible."""
        number: Ints = self.eligible[:, market.small(self.scenario)].sum(axis=1)
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
