"""Everything that follows from a framework: rankings, moves, calls and sensitivity."""

from dataclasses import dataclass
from functools import cached_property

from lotdesign.frameworks.calling import CalledOff, call_off
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import Listing, listing
from lotdesign.frameworks.reopening import Move, moves
from lotdesign.frameworks.weights import Sensitivity, sensitivity
from lotdesign.law.flag import Flag, regime, threshold
from lotdesign.law.parameters import in_force
from lotdesign.law.rows import day


@dataclass(frozen=True)
class Ranked:
    """A framework with what follows from it, each worked out when first asked for."""

    framework: Framework

    @cached_property
    def listings(self) -> dict[tuple[str, int], Listing]:
        """The ranking of each category after each opening, by opening and category."""
        return {
            (category, opening): listing(self.framework, category, opening)
            for opening in range(1, self.framework.years + 1)
            for category in self.framework.categories
        }

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Who moved at each opening after the first."""
        return tuple(
            move
            for (category, opening), after in self.listings.items()
            if opening > 1
            for move in moves(self.listings[category, opening - 1], after)
        )

    @cached_property
    def called(self) -> CalledOff:
        """The forecast, called off."""
        return call_off(self.framework, self.listings)

    @cached_property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """How each ranking, where anybody is ranked, depends on the weight of price."""
        ranked = (each for each in self.listings.values() if each.places)
        return tuple(sensitivity(self.framework, each) for each in ranked)

    @cached_property
    def law(self) -> tuple[Flag, ...]:
        """The law of the notice, and where there is a forecast its spending for the threshold."""
        document = self.framework.document
        noticed = document.authority.notice_date
        law = in_force(day(noticed) if noticed else None, document.law)
        if not self.called.months:
            return (regime(law),)
        spend = sum(call.spend for call in self.called.calls)
        return (regime(law), *threshold(law, spend, self.framework.years))
