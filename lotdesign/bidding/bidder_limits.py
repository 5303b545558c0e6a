"""Up to which value, turnover multiple and year each party can bid for a lot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.market.eligibility import find_obstacles, find_small_parties
from lotdesign.money.lot_cost import LotAccount, compute_lot_account
from lotdesign.pence import round_away
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.figures import write_decimal
from lotdesign.result.market import WhoAnswer, WhoLot, WhoParty
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.lot_names import build_lot_name
from lotdesign.scenario.scenario import Scenario

LimitCause = Literal["turnover", "capacity", ""]

_MULTIPLE_SCALE = 10**6


@dataclass(frozen=True, slots=True)
class BidderLimit:
    """A party's limits for a lot; values are exact pence a year.

    `obstacles` are all reasons why it is not eligible, `lasting_obstacles` those that no other
    value of the lot would mend. It can carry a lot of value `least` to `most` (None: any), where
    `bound` stops it; at this lot's value it is eligible up to turnover multiple `multiple` (None:
    any). `year` is the first contract year whose gross value is more than it can carry.
    """

    party: int
    small: bool
    obstacles: tuple[str, ...]
    lasting_obstacles: tuple[str, ...]
    least: Fraction
    most: Fraction | None
    bound: LimitCause
    multiple: Fraction | None
    year: int | None

    def can_carry(self, value: Fraction) -> bool:
        """Whether it could carry the lot if that were its value."""
        return not self.lasting_obstacles and self.least <= value and not self.is_below(value)

    def is_below(self, value: Fraction) -> bool:
        """Whether it can carry less than this value."""
        return self.most is not None and self.most < value


@dataclass(frozen=True)
class LotBidderLimits:
    """A lot and each party's limits, in their order; `needed` small ones make it accessible."""

    account: LotAccount
    limits: tuple[BidderLimit, ...]
    needed: int
    singles: int

    @property
    def _small(self) -> list[BidderLimit]:
        """Small single providers; consortia do not count towards access."""
        return [bidder for bidder in self.limits if bidder.small and bidder.party < self.singles]

    @property
    def is_accessible(self) -> bool:
        """Whether enough small providers are eligible at the lot's own value."""
        return sum(not bidder.obstacles for bidder in self._small) >= self.needed

    @cached_property
    def accessible_up_to(self) -> Fraction | None:
        """The largest value up to which the lot stays accessible; None: any larger value.

        For a lot that is not accessible, the largest smaller value at which it would be; None
        where there is none.
        """
        value = self.account.value
        limits = sorted({bidder.most for bidder in self._small if bidder.most is not None})
        if self.is_accessible:
            above = (most for most in limits if most >= value)
            return next(
                (most for most in above if self._count_just_above(most) < self.needed), None
            )
        smaller = (most for most in reversed(limits) if most < value)
        return next((most for most in smaller if self._count_at(most) >= self.needed), None)

    @cached_property
    def open_multiple(self) -> Fraction | None:
        """The largest turnover multiple at which the lot is accessible at its value; None: any.

        0 where it is not accessible at any multiple.
        """
        others = [bidder for bidder in self._small if not _is_stopped_otherwise(bidder)]
        unlimited = sum(bidder.multiple is None for bidder in others)
        if unlimited >= self.needed:
            return None
        known = sorted((r.multiple for r in others if r.multiple is not None), reverse=True)
        missing = self.needed - unlimited
        return known[missing - 1] if missing <= len(known) else Fraction(0)

    def _count_at(self, value: Fraction) -> int:
        return sum(bidder.can_carry(value) for bidder in self._small)

    def _count_just_above(self, value: Fraction) -> int:
        """How many can carry every value above, however close."""
        return sum(bidder.can_carry(value) and bidder.most != value for bidder in self._small)


def find_lot_limits(scenario: Scenario, units: Sequence[int]) -> LotBidderLimits:
    """The limits of every party for the lot of these units."""
    lot = compute_lot_account(scenario, tuple(sorted(units)))
    small = find_small_parties(scenario)
    bidders = tuple(
        _find_bidder_limit(scenario, p, party, lot, p in small)
        for p, party in enumerate(scenario.parties)
    )
    singles = len(scenario.providers or ())
    return LotBidderLimits(lot, bidders, scenario.market.small_needed, singles)


def _find_bidder_limit(
    scenario: Scenario, p: int, party: Party, lot: LotAccount, small: bool
) -> BidderLimit:
    most, bound = _find_largest_value(scenario, party)
    turnover = party.annual_turnover
    years = (y for y, gross in enumerate(lot.gross, 1) if most is not None and gross > most)
    return BidderLimit(
        party=p,
        small=small,
        obstacles=tuple(find_obstacles(scenario, party, lot.units, lot.value)),
        lasting_obstacles=tuple(
            find_obstacles(scenario, party, lot.units, Fraction(0), growing=True)
        ),
        least=Fraction(party.min_lot_value or 0),
        most=most,
        bound=bound,
        multiple=None if turnover is None or not lot.value else turnover / lot.value,
        year=next(years, None),
    )


def _find_largest_value(scenario: Scenario, party: Party) -> tuple[Fraction | None, LimitCause]:
    """The largest value that turnover and capacity allow, and which of the two it is."""
    limits: list[tuple[Fraction, LimitCause]] = []
    if party.annual_turnover is not None and scenario.market.turnover_multiple:
        limits.append((party.annual_turnover / scenario.market.turnover_multiple, "turnover"))
    if party.capacity is not None:
        limits.append((Fraction(party.capacity), "capacity"))
    return min(limits, key=lambda limit: limit[0]) if limits else (None, "")


def _is_stopped_otherwise(bidder: BidderLimit) -> bool:
    """Whether it has an obstacle other than turnover."""
    return any(not why.startswith("turnover ") for why in bidder.obstacles)


def build_who_answer(scenario: Scenario, lots: Iterable[Sequence[int]]) -> WhoAnswer:
    """The answer of `who` for these lots of unit positions."""
    return WhoAnswer(
        scenario=build_scenario_ref(scenario),
        needed=scenario.market.small_needed,
        lots=tuple(_build_who_lot(scenario, find_lot_limits(scenario, units)) for units in lots),
    )


def list_who_can_bid(
    scenario: Scenario,
    units: Sequence[str] | None,
    option: str | None,
    design: Sequence[Sequence[str]] | None,
    routes: Sequence[str] = (),
) -> WhoAnswer:
    """The answer of `who` for one lot of unit ids, or for each external lot of a design.

    Raises InputFaults for an unknown unit or option, and where there are no providers.
    """
    if scenario.providers is None:
        right = "name a table of providers in [data]; without it nobody can be asked about"
        raise InputFaults([Fault("providers", right)])
    if units is None:
        lots = resolve_design(scenario, option, design, routes).lots
        return build_who_answer(scenario, [lot.units for lot in lots if lot.route == "external"])
    known = {unit.id for unit in scenario.units} | set(scenario.divided)
    faults = [
        Fault("--units", suggest_name(name, known), name) for name in units if name not in known
    ]
    if faults or not units:
        raise InputFaults(faults or [Fault("--units", "name a unit")])
    return build_who_answer(scenario, [sorted(scenario.find_positions(units))])


def _build_who_lot(scenario: Scenario, found: LotBidderLimits) -> WhoLot:
    multiple = found.open_multiple
    return WhoLot(
        name=build_lot_name(scenario, found.account.units),
        units=tuple(scenario.units[u].id for u in found.account.units),
        market_value_pence=round_away(found.account.value),
        gross_pence=found.account.gross,
        accessible=found.is_accessible,
        open_to_pence=_floor_pence(found.accessible_up_to),
        open_multiple=_round_multiple_down(multiple),
        parties=tuple(_build_who_party(scenario, found, bidder) for bidder in found.limits),
    )


def _build_who_party(scenario: Scenario, found: LotBidderLimits, bidder: BidderLimit) -> WhoParty:
    party = scenario.parties[bidder.party]
    return WhoParty(
        id=party.id,
        name=party.name,
        consortium=bidder.party >= found.singles,
        small=bidder.small,
        eligible=not bidder.obstacles,
        obstacles=bidder.obstacles,
        never=bidder.lasting_obstacles,
        from_pence=int(bidder.least),
        up_to_pence=_floor_pence(bidder.most),
        bound_by=bidder.bound,
        multiple=_round_multiple_down(bidder.multiple),
        out_from_year=bidder.year,
    )


def _round_multiple_down(multiple: Fraction | None) -> str | None:
    """At most six decimals, rounded down, so that the provider is eligible at that multiple."""
    if multiple is None:
        return None
    return write_decimal(
        Fraction(multiple.numerator * _MULTIPLE_SCALE // multiple.denominator, _MULTIPLE_SCALE)
    )


def _floor_pence(value: Fraction | None) -> int | None:
    return None if value is None else value.numerator // value.denominator
