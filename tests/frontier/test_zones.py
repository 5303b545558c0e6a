"""Where points may still lie."""

from itertools import product
from random import Random

import pytest

from solver.pareto.epsilon_constraint import LocalUpperBound, ObjectiveVector, SearchRegion


def test_two_measures_are_walked_along() -> None:
    """A point leaves one zone: worse in the first measure and better in the second."""
    zones = SearchRegion(2)
    zones.split_by_point((None, None), (1, 9))
    assert zones.open_bounds == [(None, 9)]
    zones.split_by_point((None, 9), (4, 5))
    assert zones.open_bounds == [(None, 5)]
    zones.close_empty((None, 5))
    assert zones.open_bounds == []


def test_zones_do_not_lie_in_one_another() -> None:
    zones = SearchRegion(3)
    zones.split_by_point((None, None, None), (1, 5, 5))
    assert sorted(zones.open_bounds, key=str) == [(None, 5, None), (None, None, 5)]
    zones.split_by_point((None, 5, None), (2, 3, 7))
    assert set(zones.open_bounds) == {(None, 3, None), (None, None, 5), (None, 5, 7)}


@pytest.mark.parametrize("seed", range(40))
def test_every_point_is_found_once(seed: int) -> None:
    """Asked of a list of random points, zones bring out just those that none dominates."""
    dice = Random(seed)
    measures = dice.choice((2, 3))
    everything = {
        tuple(dice.randrange(6) for _ in range(measures)) for _ in range(dice.randrange(1, 25))
    }
    zones, found = SearchRegion(measures), []
    asked = 0
    while zones.open_bounds:
        zone = zones.open_bounds[-1]
        inside = sorted(point for point in everything if lies_in(point, zone))
        asked += 1
        if inside:
            found.append(inside[0])
            zones.split_by_point(zone, inside[0])
        else:
            zones.close_empty(zone)
    best = {p for p in everything if not any(q != p and below(q, p) for q in everything)}
    assert sorted(found) == sorted(best)
    assert asked <= (1 if measures == 2 else 3) * len(best) + 2


def lies_in(point: ObjectiveVector, zone: LocalUpperBound) -> bool:
    """Whether a point is strictly below a corner."""
    return all(high is None or value < high for value, high in zip(point, zone, strict=True))


def below(one: ObjectiveVector, other: ObjectiveVector) -> bool:
    """Whether no value is larger."""
    return all(a <= b for a, b in zip(one, other, strict=True))


def test_no_zone_is_lost() -> None:
    """What no point is as good as always lies in a zone that waits or is empty."""
    zones = SearchRegion(3)
    points: list[ObjectiveVector] = [(0, 4, 4), (1, 3, 5), (2, 5, 1), (3, 1, 3)]
    for point in points:
        zone = next(each for each in zones.open_bounds if lies_in(point, each))
        zones.split_by_point(zone, point)
    for place in product(range(7), repeat=3):
        free = not any(below(point, place) for point in points)
        covered = any(lies_in(place, zone) for zone in (*zones.open_bounds, *zones.empty_bounds))
        assert not free or covered
