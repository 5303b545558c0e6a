"""What winners can carry over all their lots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lotdesign.scenario.scenario import Scenario
from solver.bounding.pricing import Drawn
from solver.facts.values import value_scale


@dataclass(frozen=True, slots=True)
class Limit:
    """A winner, its copies included, has room for so many lots, or for so many parts of V."""

    winner: int
    room: int
    counted: bool

    def weight(self, lot: Drawn) -> int:
        """How much of the room a lot takes at least, if this party wins it."""
        return 1 if self.counted else lot.value


def limits_of(scenario: Scenario, winners: Iterable[int]) -> list[Limit]:
    """The limits of these winners; consortia, which weigh on their members, are relaxed."""
    if scenario.consortia:
        return []
    return [limit for winner in winners for limit in _limits(scenario, winner)]


def _limits(scenario: Scenario, winner: int) -> Iterator[Limit]:
    party, copies = (scenario.providers or ())[winner], len(scenario.kin[winner])
    if party.max_lots is not None:
        yield Limit(winner, party.max_lots * copies, True)
    if party.capacity and party.max_lots != 1:
        yield Limit(winner, party.capacity * value_scale(scenario) * copies, False)
