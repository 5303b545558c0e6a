"""The exact evaluation of one finished design: money, eligible bidders, rules.

Everything that judges a design reads it: rules, measures, the verifier, the reports. Figures are
exact (`Fraction`, whole pence) and computed when first asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Award, Design
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.market.eligibility import find_eligible_parties, find_small_parties
from lotdesign.money.lot_cost import LotAccount, compute_lot_account
from lotdesign.scenario.scenario import Scenario

_AWARD_INDEPENDENT = ("values", "eligible_parties", "total_value")


@dataclass(frozen=True)
class Evaluation:
    """A design of a scenario with its certificate, where one is needed and exists.

    A certificate is an award in which everyone is eligible and within capacity. `fallbacks` has,
    for providers that may withdraw, the award that would take over or why there is none. Tuples
    over lots have one entry a lot, in the design's order; parties are positions in
    `Scenario.parties`. Money is exact: whole pence, or fractions of them for market values.
    """

    scenario: Scenario
    design: Design
    award: Award | None = None
    fallbacks: Mapping[int, WithdrawalFallback] = field(default_factory=dict)

    def remember_lots(
        self, values: tuple[Fraction, ...], eligible_parties: tuple[tuple[int, ...], ...]
    ) -> "Evaluation":
        """Take over `values` and `eligible_parties` that are known already; returns itself.

        `values` are pence a year, one a lot.
        """
        self.__dict__.update(values=values, eligible_parties=eligible_parties)
        return self

    def with_award(
        self, award: Award | None, fallbacks: Mapping[int, WithdrawalFallback] | None = None
    ) -> "Evaluation":
        """The same design with another award; figures that no award changes are not recomputed."""
        other = Evaluation(self.scenario, self.design, award, fallbacks or {})
        other.__dict__.update({name: getattr(self, name) for name in _AWARD_INDEPENDENT})
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
        """Whether it keeps every active rule and has the certificate that it needs."""
        return self.certified and not self.broken

    @cached_property
    def lot_accounts(self) -> tuple[LotAccount, ...]:
        """The money of each lot, at its winner's price; at par where there is no award."""
        winners = self.award or (None,) * len(self.design.lots)
        return tuple(
            compute_lot_account(
                self.scenario, lot.units, self.scenario.get_price(winner), route=lot.route
            )
            for lot, winner in zip(self.design.lots, winners, strict=True)
        )

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """The market value of each lot, pence a year."""
        return tuple(account.value for account in self.lot_accounts)

    @cached_property
    def eligible_parties(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the parties, consortia too, that can be awarded it.

        Empty for a lot that is not external.
        """
        pairs = zip(self.design.lots, self.values, strict=True)
        return tuple(
            find_eligible_parties(self.scenario, lot.units, value) if lot.is_external else ()
            for lot, value in pairs
        )

    @cached_property
    def eligible_providers(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the eligible single providers."""
        singles = len(self.scenario.providers or ())
        return tuple(tuple(p for p in each if p < singles) for each in self.eligible_parties)

    @cached_property
    def small_providers(self) -> tuple[tuple[int, ...], ...]:
        """For each lot the positions of the small eligible providers."""
        small = find_small_parties(self.scenario)
        return tuple(tuple(p for p in each if p in small) for each in self.eligible_providers)

    @cached_property
    def accessible(self) -> tuple[bool, ...]:
        """For each lot whether enough small providers are eligible."""
        return tuple(len(s) >= self.scenario.market.small_needed for s in self.small_providers)

    @cached_property
    def external_lots(self) -> tuple[int, ...]:
        """The positions of the external lots, which alone take part in the market."""
        return tuple(i for i, lot in enumerate(self.design.lots) if lot.is_external)

    @cached_property
    def total_value(self) -> Fraction:
        """The market value of all external lots, pence a year: what shares of value are of."""
        return sum((self.values[lot] for lot in self.external_lots), Fraction(0))

    @cached_property
    def accessible_value(self) -> Fraction:
        """The market value of the accessible lots, pence a year."""
        pairs = zip(self.values, self.accessible, strict=True)
        return sum((value for value, is_accessible in pairs if is_accessible), Fraction(0))

    def select_lots(self, services: Sequence[str] | None) -> tuple[int, ...]:
        """Positions of the lots that hold any of the services; all lots for None."""
        return tuple(
            i
            for i, lot in enumerate(self.design.lots)
            if services is None
            or any(self.scenario.units[u].service in services for u in lot.units)
        )

    def name_lot(self, lot: int) -> str:
        """The lot as a sentence refers to it: by its first unit."""
        return f"the lot of {self.scenario.units[self.design.lots[lot].units[0]].name}"
