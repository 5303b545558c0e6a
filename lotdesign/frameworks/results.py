"""What follows from a framework: rankings, moves, calls, sensitivity to the weight of price."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lotdesign.frameworks.call_off import CallOffResult, call_off_forecast
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import CategoryRanking, OfferPlace, rank_category
from lotdesign.law.flags import LawFlag, flag_regime, flag_threshold
from lotdesign.law.parameters import select_rows_in_force
from lotdesign.scenario.rows import parse_day
from lotdesign.weighted_points import RankingOrder, WeightSensitivity, split_into_spans

MoveReason = Literal["joined", "left", "new offer", "others moved"]


@dataclass(frozen=True, slots=True)
class RankMove:
    """A provider's rank before and after an opening; None where it has none."""

    category: str
    opening: int
    provider: str
    before: int | None
    after: int | None
    why: MoveReason


def find_rank_moves(before: CategoryRanking, after: CategoryRanking) -> Iterator[RankMove]:
    """Yield everyone whose rank changes between two openings of a category, by new rank.

    "others moved" is the reason of a provider whose own offer stayed as it was: somebody passed it
    or dropped behind it, or the lowest price changed and with it everybody's points.
    """
    old = {place.entrant.provider: place for place in before.places}
    new = {place.entrant.provider: place for place in after.places}
    for provider in [*new, *(each for each in old if each not in new)]:
        was, now = old.get(provider), new.get(provider)
        if _read_rank(was) != _read_rank(now):
            yield RankMove(
                after.category,
                after.opening,
                provider,
                _read_rank(was),
                _read_rank(now),
                _find_reason(was, now),
            )


def _read_rank(place: OfferPlace | None) -> int | None:
    return None if place is None else place.rank


def _find_reason(was: OfferPlace | None, now: OfferPlace | None) -> MoveReason:
    if was is None:
        return "joined"
    if now is None:
        return "left"
    return "others moved" if was.entrant.offer == now.entrant.offer else "new offer"


@dataclass(frozen=True, slots=True)
class PriceWeightSensitivity(WeightSensitivity):
    """How the order of a category after an opening depends on the weight of price."""

    category: str = ""
    opening: int = 1


def analyse_price_weight(framework: Framework, ranked: CategoryRanking) -> PriceWeightSensitivity:
    """Rank a category at every weight of price from 0 to 1."""

    def order(weight: Fraction) -> RankingOrder:
        places = rank_category(framework, ranked.category, ranked.opening, weight).places
        return tuple(place.entrant.provider for place in places)

    first = ranked.places[0].entrant.provider if ranked.places else ""
    spans = split_into_spans([place.entrant.points.line for place in ranked.places], order)
    return PriceWeightSensitivity(
        framework.price_weight, first, spans, ranked.category, ranked.opening
    )


@dataclass(frozen=True)
class FrameworkResults:
    """A framework with what follows from it, each computed when first asked for."""

    framework: Framework

    @cached_property
    def listings(self) -> dict[tuple[str, int], CategoryRanking]:
        """(category, opening) -> ranking."""
        return {
            (category, opening): rank_category(self.framework, category, opening)
            for opening in range(1, self.framework.years + 1)
            for category in self.framework.categories
        }

    @cached_property
    def moves(self) -> tuple[RankMove, ...]:
        """Who moved at each opening after the first."""
        return tuple(
            move
            for (category, opening), after in self.listings.items()
            if opening > 1
            for move in find_rank_moves(self.listings[category, opening - 1], after)
        )

    @cached_property
    def called(self) -> CallOffResult:
        """The forecast, called off."""
        return call_off_forecast(self.framework, self.listings)

    @cached_property
    def sensitivities(self) -> tuple[PriceWeightSensitivity, ...]:
        """The sensitivity of each non-empty ranking to the weight of price."""
        ranked = (each for each in self.listings.values() if each.places)
        return tuple(analyse_price_weight(self.framework, each) for each in ranked)

    @cached_property
    def law(self) -> tuple[LawFlag, ...]:
        """Flags of the law of the notice and, with a forecast, of its threshold."""
        document = self.framework.document
        noticed = document.authority.notice_date
        law = select_rows_in_force(parse_day(noticed) if noticed else None, document.law)
        if not self.called.months:
            return (flag_regime(law),)
        spend = sum(call.spend for call in self.called.calls)
        return (flag_regime(law), *flag_threshold(law, spend, self.framework.years))
