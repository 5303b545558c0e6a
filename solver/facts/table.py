"""Every fact about every candidate, each worked out once, when first asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.facts import market, money, places, services
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, Lots
from solver.facts.values import value_scale


@dataclass(frozen=True)
class Facts:
    """The facts of N candidate lots over Y years, S services and A parties.

    With `winners` each candidate is won by the party at that position and paid its price; the
    same lot then stands once for each of them. `alike` has winners that stand for a whole class
    of copies, and how many these are.
    """

    scenario: Scenario
    lots: Lots
    winners: Ints | None = None
    alike: Mapping[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lots)

    def where(self, keep: Flags) -> "Facts":
        """The facts of the candidates that are marked; what was worked out goes along."""
        some = np.flatnonzero(keep)
        winners = None if self.winners is None else self.winners[some]
        return self._taken(some, winners, self.alike)

    def limited(self, to: Flags) -> "Facts":
        """The same facts where only the marked (N x A) parties can be awarded a lot."""
        limited = self._taken(np.arange(len(self)), self.winners, self.alike)
        limited.__dict__["able"] = self.able & to
        return limited

    def offered(self, parties: Sequence[int], alike: Mapping[int, int] | None = None) -> "Facts":
        """The facts of each lot with each of the parties that can be awarded it.

        `parties` are ascending; the order is by lot, then by party.
        """
        lots, columns = np.nonzero(self.able[:, parties])
        winners = np.array(parties, dtype=np.int64)[columns]
        offers = self._taken(lots, winners, alike or {}, without=("paid", "cost"))
        offers.__dict__["lot"] = lots
        return offers

    def offered_by_numbers(self) -> "Facts":
        """Each lot with each class of parties that can be awarded it, copies not told apart."""
        kin = self.scenario.kin
        alike = {first: len(members) for first, members in kin.items() if len(members) > 1}
        return self.unoffered().offered(tuple(kin), alike)

    def offered_by_names(self) -> "Facts":
        """Each lot with each party that can be awarded it."""
        return self.unoffered().offered(self.everyone)

    def unoffered(self) -> "Facts":
        """The facts of each lot once, nobody named as its winner."""
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
    ) -> "Facts":
        taken = Facts(self.scenario, self.lots.taken(order), winners, alike)
        for name, known in self.__dict__.items():
            if isinstance(known, np.ndarray) and name not in ("winners", *without):
                taken.__dict__[name] = known[order]
        return taken

    @cached_property
    def lot(self) -> Ints:
        """For each candidate a number of its lot; those that differ in who wins share it."""
        return np.arange(len(self))

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
        """N x Y pence, to an external provider; at its winner's price, at par without."""
        saved = money.scale_savings(self.scenario, self.value, self.gross)
        yearly = self.rent - money.integration(self.scenario, self.lots)
        return money.priced(self.scenario, self.gross, self.winners) - saved + yearly[:, None]

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
    def able(self) -> Flags:
        """N x A: who can be awarded the lot."""
        return market.able(self.scenario, self.lots, self.value)

    @property
    def distinct(self) -> int:
        """How many different lots there are."""
        return len(np.unique(self.lot))

    def placeable(self, parties: Sequence[int]) -> Flags:
        """Whether any of the parties can be awarded the lot."""
        flags: Flags = np.asarray(self.able[:, parties].any(axis=1))
        return flags

    @property
    def everyone(self) -> range:
        """The positions of all parties."""
        return range(len(self.scenario.parties))

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
