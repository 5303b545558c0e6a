"""What becomes of a design when a provider withdraws."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Award
from lotdesign.faults import shown
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, pounds


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Lots that the remaining parties cannot carry: the reason why no award is left.

    `lots` are positions in the design, none of them needless; `parties` are all who could be
    awarded any of them. Empty `lots` mean that only the rules about awards or money stand in
    the way.
    """

    lots: tuple[int, ...]
    parties: tuple[int, ...]


Fallback = Award | Shortfall
"""The award that takes over, or why there is none."""


def remaining(scenario: Scenario, gone: int) -> tuple[int, ...]:
    """The parties left without a provider; it takes its consortia along."""
    return tuple(
        party
        for party, stakes in enumerate(scenario.stakes)
        if all(provider != gone for provider, _ in stakes)
    )


def told(
    scenario: Scenario, names: Sequence[str], values: Sequence[Fraction], short: Shortfall
) -> str:
    """The shortfall in words; `names` and `values` (V, pence a year) are of all lots."""
    if not short.lots:
        return "no award keeps the rules about awards and money"
    lots = listed([names[lot] for lot in short.lots])
    if not short.parties:
        return f"nobody else can run {lots}"
    who = listed([shown(scenario.parties[party].name) for party in short.parties])
    together = "" if len(short.parties) == 1 else "together "
    worth = pounds(sum((values[lot] for lot in short.lots), Fraction(0)))
    room = _room(scenario, short.parties)
    if room is None:
        return f"{lots} can only be run by {who}, who cannot take on all of it"
    return (
        f"{lots} can only be run by {who}, who {together}can take on {pounds(room)} a year "
        f"of {worth}"
    )


def _room(scenario: Scenario, parties: Sequence[int]) -> int | None:
    """The capacity of all providers behind these parties; None when one has no limit."""
    behind = {provider for party in parties for provider, _ in scenario.stakes[party]}
    limits = [(scenario.providers or ())[p].capacity for p in behind]
    known = [limit for limit in limits if limit is not None]
    return sum(known) if len(known) == len(limits) else None
