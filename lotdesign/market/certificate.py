"""Whether an award is a certificate: everyone eligible, nobody over capacity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Award
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


@dataclass(frozen=True, slots=True)
class Load:
    """What an award asks of one provider: V in pence a year, lots, and transferring staff."""

    value: Fraction
    lots: int
    staff: Fraction


NOTHING = Load(Fraction(0), 0, Fraction(0))


def loads(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], values: Sequence[Fraction], award: Award
) -> dict[int, Load]:
    """Provider position -> its load, for each winner and each member of a winning consortium.

    A consortium's lots weigh on its members by their shares, each as one lot. Lots that are not
    external weigh on nobody.
    """
    taken: dict[int, Load] = {}
    for units, value, winner in zip(lots, values, award, strict=True):
        if winner is None:
            continue
        staff = sum((scenario.units[u].tupe_fte for u in units), Fraction(0))
        for provider, share in scenario.stakes[winner]:
            before = taken.get(provider, NOTHING)
            taken[provider] = Load(
                before.value + share * value, before.lots + 1, before.staff + share * staff
            )
    return taken


def holdings(values: Sequence[Fraction], award: Award) -> dict[int, Fraction]:
    """Party position -> V of all that it wins, pence a year; a consortium is one winner."""
    held: dict[int, Fraction] = {}
    for value, winner in zip(values, award, strict=True):
        if winner is not None:
            held[winner] = held.get(winner, Fraction(0)) + value
    return held


def overloads(scenario: Scenario, taken: dict[int, Load]) -> Iterator[str]:
    """What no certificate may do, in words: a provider beyond capacity, lots or staff."""
    for winner, load in taken.items():
        provider = (scenario.providers or ())[winner]
        if provider.capacity is not None and load.value > provider.capacity:
            yield f"{provider.id} is awarded more than its capacity"
        if provider.max_lots is not None and load.lots > provider.max_lots:
            yield f"{provider.id} is awarded more than {plural(provider.max_lots, 'lot')}"
        if provider.tupe_limit is not None and load.staff > provider.tupe_limit:
            yield f"{provider.id} is asked to absorb more staff than it can"
