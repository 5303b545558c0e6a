"""Up to where each party can follow a lot: in value, in the turnover multiple, in years."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lotdesign.market.eligibility import obstacles
from lotdesign.market.small import small_parties
from lotdesign.money.account import LotAccount, account
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.scenario import Scenario

Bound = Literal["turnover", "capacity", ""]


@dataclass(frozen=True, slots=True)
class Rung:
    """A party against a lot; values are exact pence a year.

    `today` is everything that keeps it from the lot, `never` what no other value would mend.
    It can carry a value from `least` to `most` (None: any), where `bound` stops it; at this lot's
    value it stays in up to `multiple` (None: any). `year` is the first contract year whose budget
    is more than it can carry.
    """

    party: int
    small: bool
    today: tuple[str, ...]
    never: tuple[str, ...]
    least: Fraction
    most: Fraction | None
    bound: Bound
    multiple: Fraction | None
    year: int | None

    def carries(self, value: Fraction) -> bool:
        """Whether it could carry the lot if that were its value."""
        return not self.never and self.least <= value and not self.below(value)

    def below(self, value: Fraction) -> bool:
        """Whether the most that it can carry is less."""
        return self.most is not None and self.most < value


@dataclass(frozen=True)
class Ladder:
    """A lot with a rung for each party, in their order; `needed` small ones make it accessible."""

    account: LotAccount
    rungs: tuple[Rung, ...]
    needed: int
    singles: int

    @property
    def _small(self) -> list[Rung]:
        """Consortia do not count towards access."""
        return [rung for rung in self.rungs if rung.small and rung.party < self.singles]

    @property
    def accessible(self) -> bool:
        """Whether enough small providers are eligible at the lot's own value."""
        return sum(not rung.today for rung in self._small) >= self.needed

    @cached_property
    def open_to(self) -> Fraction | None:
        """The largest value up to which the lot stays accessible; None: any larger one.

        For a lot that is not accessible the largest smaller value at which it would be, None
        where there is none.
        """
        value = self.account.value
        limits = sorted({rung.most for rung in self._small if rung.most is not None})
        if self.accessible:
            above = (most for most in limits if most >= value)
            return next((most for most in above if self._just_above(most) < self.needed), None)
        smaller = (most for most in reversed(limits) if most < value)
        return next((most for most in smaller if self._at(most) >= self.needed), None)

    @cached_property
    def open_multiple(self) -> Fraction | None:
        """The largest turnover multiple at which it is accessible at its value; None: any.

        0 where no multiple, however low, would do.
        """
        able = [rung for rung in self._small if not _without_turnover(rung)]
        unlimited = sum(rung.multiple is None for rung in able)
        if unlimited >= self.needed:
            return None
        known = sorted((r.multiple for r in able if r.multiple is not None), reverse=True)
        short = self.needed - unlimited
        return known[short - 1] if short <= len(known) else Fraction(0)

    def _at(self, value: Fraction) -> int:
        return sum(rung.carries(value) for rung in self._small)

    def _just_above(self, value: Fraction) -> int:
        """How many carry every value that is more, by as little as one likes."""
        return sum(rung.carries(value) and rung.most != value for rung in self._small)


def ladder(scenario: Scenario, units: Sequence[int]) -> Ladder:
    """The rungs of the lot that holds these units."""
    lot = account(scenario, tuple(sorted(units)))
    little = small_parties(scenario)
    rungs = tuple(
        _rung(scenario, p, party, lot, p in little) for p, party in enumerate(scenario.parties)
    )
    singles = len(scenario.providers or ())
    return Ladder(lot, rungs, scenario.market.small_needed, singles)


def _rung(scenario: Scenario, p: int, party: Party, lot: LotAccount, small: bool) -> Rung:
    most, bound = _most(scenario, party)
    turnover = party.annual_turnover
    years = (y for y, gross in enumerate(lot.gross, 1) if most is not None and gross > most)
    return Rung(
        party=p,
        small=small,
        today=tuple(obstacles(scenario, party, lot.units, lot.value)),
        never=tuple(obstacles(scenario, party, lot.units, Fraction(0), growing=True)),
        least=Fraction(party.min_lot_value or 0),
        most=most,
        bound=bound,
        multiple=None if turnover is None or not lot.value else turnover / lot.value,
        year=next(years, None),
    )


def _most(scenario: Scenario, party: Party) -> tuple[Fraction | None, Bound]:
    """The largest value that turnover and capacity allow, and which of them stops it."""
    limits: list[tuple[Fraction, Bound]] = []
    if party.annual_turnover is not None and scenario.market.turnover_multiple:
        limits.append((party.annual_turnover / scenario.market.turnover_multiple, "turnover"))
    if party.capacity is not None:
        limits.append((Fraction(party.capacity), "capacity"))
    return min(limits, default=(None, ""), key=lambda limit: limit[0] or Fraction(0))


def _without_turnover(rung: Rung) -> bool:
    """Whether anything else than turnover keeps it from the lot."""
    return any(not why.startswith("turnover ") for why in rung.today)
