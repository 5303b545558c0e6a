"""The exact figures of one finished design, each worked out when first asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Award, Design
from lotdesign.market.eligibility import able
from lotdesign.market.small import small_parties
from lotdesign.market.withdrawal import Fallback
from lotdesign.money.account import LotAccount, account
from lotdesign.scenario.scenario import Scenario

_OF_THE_LOTS = ("values", "able", "total_value")


@dataclass(frozen=True)
class Ledger:
    """A design of a scenario with, where one is needed and exists, its certificate.

    `without` says for providers that may withdraw how the lots would be placed then.
    """

    scenario: Scenario
    design: Design
    award: Award | None = None
    without: Mapping[int, Fallback] = field(default_factory=dict)

    def awarded(
        self, award: Award | None, without: Mapping[int, Fallback] | None = None
    ) -> "Ledger":
        """The same design with another award; what any award is judged by is worked out once."""
        other = Ledger(self.scenario, self.design, award, without or {})
        other.__dict__.update({name: getattr(self, name) for name in _OF_THE_LOTS})
        return other

    @property
    def certified(self) -> bool:
        """Whether it has the certificate that it needs, or needs none."""
        return self.award is not None or not self.scenario.needs_certificate

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The ids of the active rules that the design breaks."""
        rules = self.scenario.active_rules
        return tuple(rule.id for rule in rules if not rule.judge(self).met)

    @property
    def admissible(self) -> bool:
        """Whether it keeps every rule and has the certificate that it needs."""
        return self.certified and not self.broken

    @cached_property
    def accounts(self) -> tuple[LotAccount, ...]:
        """The money of each lot, at its winner's price."""
        winners = self.award or (None,) * len(self.design.lots)
        return tuple(
            account(self.scenario, lot.units, self.scenario.price(winner), route=lot.route)
            for lot, winner in zip(self.design.lots, winners, strict=True)
        )

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """V of each lot, pence a year."""
        return tuple(a.value for a in self.accounts)

    @cached_property
    def able(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the parties, consortia too, that can be awarded it.

        Nobody can be awarded a lot that is not external.
        """
        pairs = zip(self.design.lots, self.values, strict=True)
        return tuple(
            able(self.scenario, lot.units, value) if lot.external else () for lot, value in pairs
        )

    @cached_property
    def eligible(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the eligible single providers."""
        singles = len(self.scenario.providers or ())
        return tuple(tuple(p for p in each if p < singles) for each in self.able)

    @cached_property
    def small(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the small eligible providers."""
        little = small_parties(self.scenario)
        return tuple(tuple(p for p in each if p in little) for each in self.eligible)

    @cached_property
    def accessible(self) -> tuple[bool, ...]:
        """For each lot whether enough small providers are eligible."""
        return tuple(len(s) >= self.scenario.market.small_needed for s in self.small)

    @cached_property
    def external(self) -> tuple[int, ...]:
        """The positions of the external lots, which alone take part in the market."""
        return tuple(i for i, lot in enumerate(self.design.lots) if lot.external)

    @cached_property
    def total_value(self) -> Fraction:
        """Sum of V over the external lots, pence a year: what shares are of."""
        return sum((self.values[lot] for lot in self.external), Fraction(0))

    @cached_property
    def accessible_value(self) -> Fraction:
        """Sum of V over the accessible lots, pence a year."""
        pairs = zip(self.values, self.accessible, strict=True)
        return sum((value for value, open_ in pairs if open_), Fraction(0))

    def selected(self, services: Sequence[str] | None) -> tuple[int, ...]:
        """Positions of the lots that hold any of the services; all lots for None."""
        return tuple(
            i
            for i, lot in enumerate(self.design.lots)
            if services is None
            or any(self.scenario.units[u].service in services for u in lot.units)
        )

    def lot_name(self, lot: int) -> str:
        """The lot as a sentence refers to it: by its first unit."""
        return f"the lot of {self.scenario.units[self.design.lots[lot].units[0]].name}"
