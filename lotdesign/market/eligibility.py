"""Who can bid for a lot, and what stops each other provider.

Section 4 of the problem statement. "Eligible" says that a provider may bid and can carry the
lot, never that it will.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.holding import places
from lotdesign.once import once
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, named, pounds


def obstacles(
    scenario: Scenario,
    provider: Party,
    units: Sequence[int],
    value: Fraction,
    growing: bool = False,
) -> Iterator[str]:
    """What keeps `provider` from a lot of market value `value` (pence a year), in words.

    `growing` leaves out what a larger lot could mend: the smallest lot that it takes.
    """
    services = dict.fromkeys(scenario.units[u].service for u in units)
    missing = [
        named(s) for s in services if "*" not in provider.services and s not in provider.services
    ]
    if missing:
        yield f"does not provide {listed(missing)}"
    elsewhere = _uncovered(scenario, provider, units)
    if elsewhere:
        yield f"does not cover {listed(elsewhere)}"
    if provider.annual_turnover is not None:
        needed = scenario.market.turnover_multiple * value
        if needed > provider.annual_turnover:
            yield f"turnover {pounds(provider.annual_turnover)}, {pounds(needed)} needed"
    if provider.capacity is not None and value > provider.capacity:
        yield f"capacity {pounds(provider.capacity)} a year"
    if provider.tupe_limit is not None:
        staff = sum((scenario.units[u].tupe_fte for u in units), Fraction(0))
        if staff > provider.tupe_limit:
            yield f"can absorb {float(provider.tupe_limit):g} staff, {float(staff):g} transfer"
    if not growing and provider.min_lot_value is not None and value < provider.min_lot_value:
        yield f"takes no lot under {pounds(provider.min_lot_value)} a year"


def _uncovered(scenario: Scenario, provider: Party, units: Sequence[int]) -> list[str]:
    if "*" in provider.localities:
        return []
    asked, order = places(scenario, units), scenario.place_order
    everywhere = "" in asked
    wanted = order.keys() if everywhere else asked & order.keys()
    missing = sorted(wanted - set(provider.localities), key=order.__getitem__)
    names = [scenario.localities[order[place]] for place in missing]
    return [place.name or place.id for place in names] or (
        ["the whole authority"] if everywhere and not order else []
    )


@once
def able(
    scenario: Scenario, units: tuple[int, ...], value: Fraction, growing: bool = False
) -> tuple[int, ...]:
    """Positions of the parties that nothing keeps from the lot, consortia after providers."""
    around = frozenset.intersection(
        *(scenario.working_in[place] for place in places(scenario, units))
    )
    return tuple(
        p
        for p in sorted(around)
        if next(obstacles(scenario, scenario.parties[p], units, value, growing), None) is None
    )


def eligible(
    scenario: Scenario, units: tuple[int, ...], value: Fraction, growing: bool = False
) -> tuple[int, ...]:
    """Positions of the single providers that nothing keeps from the lot.

    Consortia are told apart: their members would be counted twice.
    """
    singles = len(scenario.providers or ())
    return tuple(p for p in able(scenario, units, value, growing) if p < singles)
