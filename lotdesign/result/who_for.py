"""Ladders put into an answer."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lotdesign.market.ladder import Ladder, Rung, ladder
from lotdesign.naming import lot_name
from lotdesign.pence import round_away
from lotdesign.result.figures import decimal
from lotdesign.result.reference import reference
from lotdesign.result.who import Who, WhoLot, WhoParty
from lotdesign.scenario.scenario import Scenario

PLACES = 10**6


def who(scenario: Scenario, lots: Iterable[Sequence[int]]) -> Who:
    """Everybody against each of these lots of unit positions."""
    return Who(
        scenario=reference(scenario),
        needed=scenario.market.small_needed,
        lots=tuple(_lot(scenario, ladder(scenario, units)) for units in lots),
    )


def _lot(scenario: Scenario, found: Ladder) -> WhoLot:
    multiple = found.open_multiple
    return WhoLot(
        name=lot_name(scenario, found.account.units),
        units=tuple(scenario.units[u].id for u in found.account.units),
        market_value_pence=round_away(found.account.value),
        gross_pence=found.account.gross,
        accessible=found.accessible,
        open_to_pence=_floor(found.open_to),
        open_multiple=_down(multiple),
        parties=tuple(_party(scenario, found, rung) for rung in found.rungs),
    )


def _party(scenario: Scenario, found: Ladder, rung: Rung) -> WhoParty:
    party = scenario.parties[rung.party]
    return WhoParty(
        id=party.id,
        name=party.name,
        consortium=rung.party >= found.singles,
        small=rung.small,
        eligible=not rung.today,
        obstacles=rung.today,
        never=rung.never,
        from_pence=int(rung.least),
        up_to_pence=_floor(rung.most),
        bound_by=rung.bound,
        multiple=_down(rung.multiple),
        out_from_year=rung.year,
    )


def _down(multiple: Fraction | None) -> str | None:
    """Six places, rounded down: at that multiple the provider is still in."""
    if multiple is None:
        return None
    return decimal(Fraction(multiple.numerator * PLACES // multiple.denominator, PLACES))


def _floor(value: Fraction | None) -> int | None:
    return None if value is None else value.numerator // value.denominator
