"""Whether an award is a certificate, and what is left of it when a provider withdraws.

In a certificate everyone is eligible and nobody is over capacity, lots or staff.
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
    """What an award asks of one provider: V in pence a year, lots, and transferring staff."""

    value: Fraction
    lots: int
    staff: Fraction


NO_LOAD = ProviderLoad(Fraction(0), 0, Fraction(0))


def compute_loads(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], values: Sequence[Fraction], award: Award
) -> dict[int, ProviderLoad]:
    """Provider position -> its load, for each winner and each member of a winning consortium.

    A consortium's lots weigh on its members by their shares, each as one lot. Lots that are not
    external weigh on nobody.
    """
    taken: dict[int, ProviderLoad] = {}
    for units, value, winner in zip(lots, values, award, strict=True):
        if winner is None:
            continue
        staff = sum((scenario.units[u].tupe_fte for u in units), Fraction(0))
        for provider, share in scenario.party_shares[winner]:
            before = taken.get(provider, NO_LOAD)
            taken[provider] = ProviderLoad(
                before.value + share * value, before.lots + 1, before.staff + share * staff
            )
    return taken


def sum_holdings(values: Sequence[Fraction], award: Award) -> dict[int, Fraction]:
    """Party position -> V of all that it wins, pence a year; a consortium is one winner."""
    held: dict[int, Fraction] = {}
    for value, winner in zip(values, award, strict=True):
        if winner is not None:
            held[winner] = held.get(winner, Fraction(0)) + value
    return held


def find_overloads(scenario: Scenario, taken: dict[int, ProviderLoad]) -> Iterator[str]:
    """What no certificate may do, in words: a provider beyond capacity, lots or staff."""
    for winner, load in taken.items():
        provider = (scenario.providers or ())[winner]
        if provider.capacity is not None and load.value > provider.capacity:
            yield f"{provider.id} is awarded more than its capacity"
        if provider.max_lots is not None and load.lots > provider.max_lots:
            yield f"{provider.id} is awarded more than {format_count(provider.max_lots, 'lot')}"
        if provider.tupe_limit is not None and load.staff > provider.tupe_limit:
            yield f"{provider.id} is asked to absorb more staff than it can"


@dataclass(frozen=True, slots=True)
class PlacementShortfall:
    """Lots that the remaining parties cannot carry: the reason why no award is left.

    `lots` are positions in the design, none of them needless; `parties` are all who could be
    awarded any of them. Empty `lots` mean that only the rules about awards or money stand in
    the way.
    """

    lots: tuple[int, ...]
    parties: tuple[int, ...]


WithdrawalFallback = Award | PlacementShortfall
"""The award that takes over, or why there is none."""


def find_remaining_parties(scenario: Scenario, gone: int) -> tuple[int, ...]:
    """The parties left without a provider; it takes its consortia along."""
    return tuple(
        party
        for party, stakes in enumerate(scenario.party_shares)
        if all(provider != gone for provider, _ in stakes)
    )


def describe_shortfall(
    scenario: Scenario, names: Sequence[str], values: Sequence[Fraction], short: PlacementShortfall
) -> str:
    """The shortfall in words; `names` and `values` (V, pence a year) are of all lots."""
    if not short.lots:
        return "no award keeps the rules about awards and money"
    lots = join_words([names[lot] for lot in short.lots])
    if not short.parties:
        return f"nobody else can run {lots}"
    who = join_words([make_printable(scenario.parties[party].name) for party in short.parties])
    together = "" if len(short.parties) == 1 else "together "
    worth = format_pounds(sum((values[lot] for lot in short.lots), Fraction(0)))
    room = _sum_capacity(scenario, short.parties)
    if room is None:
        return f"{lots} can only be run by {who}, who cannot take on all of it"
    return (
        f"{lots} can only be run by {who}, who {together}can take on {format_pounds(room)} a year "
        f"of {worth}"
    )


def _sum_capacity(scenario: Scenario, parties: Sequence[int]) -> int | None:
    """The capacity of all providers behind these parties; None when one has no limit."""
    behind = {provider for party in parties for provider, _ in scenario.party_shares[party]}
    limits = [(scenario.providers or ())[p].capacity for p in behind]
    known = [limit for limit in limits if limit is not None]
    return sum(known) if len(known) == len(limits) else None
