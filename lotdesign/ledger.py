"""The exact figures of one finished design, each worked out when first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Award, Design
from lotdesign.market.eligibility import eligible
from lotdesign.market.small import is_small
from lotdesign.money.account import LotAccount, account
from lotdesign.scenario.scenario import Scenario

_OF_THE_LOTS = ("accounts", "eligible", "total_value")


@dataclass(frozen=True)
class Ledger:
    """A design of a scenario with, where one is needed and exists, its certificate."""

    scenario: Scenario
    design: Design
    award: Award | None = None

    def awarded(self, award: Award | None) -> "Ledger":
        """The same design with another award; what an award is judged by is worked out once."""
        other = Ledger(self.scenario, self.design, award)
        other.__dict__.update({name: getattr(self, name) for name in _OF_THE_LOTS})
        return other

    @cached_property
    def accounts(self) -> tuple[LotAccount, ...]:
        """The money of each lot."""
        return tuple(account(self.scenario, lot.units) for lot in self.design.lots)

    @cached_property
    def eligible(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the eligible providers."""
        return tuple(eligible(self.scenario, a.units, a.value) for a in self.accounts)

    @cached_property
    def small(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the small eligible providers."""
        test, providers = self.scenario.market.small, self.scenario.providers or ()
        little = {p for p, provider in enumerate(providers) if is_small(provider, test)}
        return tuple(tuple(p for p in able if p in little) for able in self.eligible)

    @cached_property
    def accessible(self) -> tuple[bool, ...]:
        """For each lot whether enough small providers are eligible."""
        return tuple(len(s) >= self.scenario.market.small_needed for s in self.small)

    @cached_property
    def total_value(self) -> Fraction:
        """Sum of V over the lots, pence a year."""
        return sum((a.value for a in self.accounts), Fraction(0))

    @cached_property
    def accessible_value(self) -> Fraction:
        """Sum of V over the accessible lots, pence a year."""
        pairs = zip(self.accounts, self.accessible, strict=True)
        return sum((a.value for a, open_ in pairs if open_), Fraction(0))

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
