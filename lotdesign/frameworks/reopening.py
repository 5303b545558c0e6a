"""What each reopening changes: who joins, who leaves, and who moves without doing anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lotdesign.frameworks.ranking import Listing, Place

Why = Literal["joined", "left", "new offer", "others moved"]


@dataclass(frozen=True, slots=True)
class Move:
    """A provider's rank before and after an opening; None where it has none."""

    category: str
    opening: int
    provider: str
    before: int | None
    after: int | None
    why: Why


def moves(before: Listing, after: Listing) -> Iterator[Move]:
    """Everyone whose rank changes between two openings of a category, by new rank.

    "others moved" is said of a provider whose own offer stayed as it was: somebody passed it or
    dropped behind it, or the lowest price changed and with it everybody's points.
    """
    old = {place.provider: place for place in before.places}
    new = {place.provider: place for place in after.places}
    for provider in [*new, *(each for each in old if each not in new)]:
        was, now = old.get(provider), new.get(provider)
        if _rank(was) != _rank(now):
            yield Move(
                after.category, after.opening, provider, _rank(was), _rank(now), _why(was, now)
            )


def _rank(place: Place | None) -> int | None:
    return None if place is None else place.rank


def _why(was: Place | None, now: Place | None) -> Why:
    if was is None:
        return "joined"
    if now is None:
        return "left"
    return "others moved" if was.offer == now.offer else "new offer"
