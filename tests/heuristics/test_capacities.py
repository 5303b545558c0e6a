"""What winners can still carry, by hand: Small may win one lot of the office."""

from dataclasses import dataclass

from solver.heuristics.capacities import RemainingCapacities
from tests.rules.office import PROVIDERS, office

BIG, SMALL = 0, 1


@dataclass(frozen=True)
class Offer:
    """An offer for a lot without value or staff."""

    cost: int
    winner: int
    capacity_use: tuple[int, ...] = (1, 0, 0)


def build_capacities() -> RemainingCapacities:
    """Of the office where Small may win one lot."""
    rows = [row | {"max_lots": 1 if row["id"] == "small" else ""} for row in PROVIDERS]
    return RemainingCapacities(office(providers=rows))


def test_an_offer_that_was_tried_in_vain_leaves_its_capacity() -> None:
    """Small twice is too much; after that it is still free for the second lot."""
    capacities = build_capacities()
    one = [Offer(1, SMALL), Offer(2, BIG)]
    assert capacities.find_cheapest_pair(one, [Offer(1, SMALL)], []) == (one[1], Offer(1, SMALL))


def test_what_is_freed_is_there_for_the_search_alone() -> None:
    """Small holds a lot: only when that lot is freed is there an offer by it."""
    capacities = build_capacities()
    held = Offer(5, SMALL)
    capacities.add(held.winner, held.capacity_use)
    pair = [Offer(1, SMALL)], [Offer(2, BIG)]
    assert capacities.find_cheapest_pair(*pair, []) is None
    assert capacities.find_cheapest_pair(*pair, [held]) == (pair[0][0], pair[1][0])
    assert capacities.find_cheapest_pair(*pair, []) is None
