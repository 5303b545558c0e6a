"""Loads of an award, and what stands in its way when a provider withdraws.

An award is a certificate when every winner is eligible for its lots and no provider is given
more than its capacity, its number of lots or the staff that it can absorb.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Award
from lotdesign.faults import make_printable
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds, join_words


@dataclass(frozen=True, slots=True)
class ProviderLoad:
    """What an award gives a provider: market value in pence a year, lots, transferring staff."""

    value: Fraction
    lots: int
    staff: Fraction

    def take_share(self, share: Fraction) -> "ProviderLoad":
        """The load of a member that has a share of value and staff, and a lot of its own."""
        return ProviderLoad(share * self.value, self.lots, share * self.staff)

    def add(self, other: "ProviderLoad") -> "ProviderLoad":
        """Both loads together."""
        return ProviderLoad(
            self.value + other.value, self.lots + other.lots, self.staff + other.staff
        )


def compute_loads(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], values: Sequence[Fraction], award: Award
) -> dict[int, ProviderLoad]:
    """Provider position -> its load, for each winner and each member of a winning consortium.

    `values` are pence a year and `award` has a party's position or None, one each a lot. A
    consortium's lot loads each member with its share of value and staff, and with one lot. Lots
    that are not external load nobody.
    """
    loads: dict[int, ProviderLoad] = {}
    for units, value, winner in zip(lots, values, award, strict=True):
        if winner is None:
            continue
        moving = (scenario.units[u].tupe_fte for u in units)
        lot = ProviderLoad(value, 1, sum(filter(None, moving), Fraction(0)))
        for provider, share in scenario.party_shares[winner]:
            own = lot if share == 1 else lot.take_share(share)
            loads[provider] = loads[provider].add(own) if provider in loads else own
    return loads


def sum_holdings(values: Sequence[Fraction], award: Award) -> dict[int, Fraction]:
    """Party position -> market value of its lots, pence a year; a consortium is one party.

    `values` (pence a year) and `award` have one entry a lot.
    """
    held: dict[int, Fraction] = {}
    for value, winner in zip(values, award, strict=True):
        if winner is not None:
            held[winner] = held.get(winner, Fraction(0)) + value
    return held


def find_overloads(scenario: Scenario, loads: dict[int, ProviderLoad]) -> Iterator[str]:
    """Each provider over capacity, lots or staff, in words."""
    for winner, load in loads.items():
        provider = (scenario.providers or ())[winner]
        if provider.capacity is not None and load.value > provider.capacity:
            yield f"{provider.id} is awarded more than its capacity"
        if provider.max_lots is not None and load.lots > provider.max_lots:
            yield f"{provider.id} is awarded more than {format_count(provider.max_lots, 'lot')}"
        if provider.tupe_limit is not None and load.staff > provider.tupe_limit:
            yield f"{provider.id} is asked to absorb more staff than it can"


@dataclass(frozen=True, slots=True)
class PlacementShortfall:
    """Lots that the remaining parties cannot carry: why no award is left.

    `lots` are positions in the design, a minimal set; `parties` are all that could be awarded any
    of them. Without `lots` only the rules on awards or money stand in the way.
    """

    lots: tuple[int, ...]
    parties: tuple[int, ...]


WithdrawalFallback = Award | PlacementShortfall
"""The award that takes over, or why there is none."""


def find_remaining_parties(scenario: Scenario, gone: int) -> tuple[int, ...]:
    """The parties left when a provider withdraws; its consortia withdraw with it."""
    return tuple(
        party
        for party, stakes in enumerate(scenario.party_shares)
        if all(provider != gone for provider, _ in stakes)
    )


def describe_shortfall(
    scenario: Scenario, names: Sequence[str], values: Sequence[Fraction], short: PlacementShortfall
) -> str:
    """The shortfall in words; `names` and `values` (pence a year) are of all lots."""
    if not short.lots:
        return "no award keeps the rules about awards and money"
    lots = join_words([names[lot] for lot in short.lots])
    if not short.parties:
        return f"nobody else can run {lots}"
    who = join_words([make_printable(scenario.parties[party].name) for party in short.parties])
    together = "" if len(short.parties) == 1 else "together "
    most = _sum_lot_caps(scenario, short.parties)
    if most is not None and most < len(short.lots):
        return (
            f"{lots} can only be run by {who}, who {together}may win at most "
            f"{format_count(most, 'lot')}"
        )
    worth = format_pounds(sum((values[lot] for lot in short.lots), Fraction(0)))
    room = _sum_capacity(scenario, short.parties)
    if room is None:
        return f"{lots} can only be run by {who}, who cannot take on all of it"
    return (
        f"{lots} can only be run by {who}, who {together}can take on {format_pounds(room)} a year "
        f"of {worth}"
    )


def _find_providers_behind(scenario: Scenario, parties: Sequence[int]) -> set[int]:
    """The providers among these parties, and the members of the consortia."""
    return {provider for party in parties for provider, _ in scenario.party_shares[party]}


def _sum_lot_caps(scenario: Scenario, parties: Sequence[int]) -> int | None:
    """The most lots that all providers in these parties may win; None when one has no limit."""
    by_rules = [rule.provider_lot_cap for rule in scenario.award_rules]
    total = 0
    for provider in _find_providers_behind(scenario, parties):
        caps = [(scenario.providers or ())[provider].max_lots, *by_rules]
        known = [cap for cap in caps if cap is not None]
        if not known:
            return None
        total += min(known)
    return total


def _sum_capacity(scenario: Scenario, parties: Sequence[int]) -> int | None:
    """The capacity of all providers in these parties, pence a year; None when one has no limit."""
    behind = _find_providers_behind(scenario, parties)
    limits = [(scenario.providers or ())[p].capacity for p in behind]
    known = [limit for limit in limits if limit is not None]
    return sum(known) if len(known) == len(limits) else None
