"""The search region of the epsilon-constraint method."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from solver.candidate_listing import list_candidates
from solver.pareto import epsilon_constraint
from solver.pareto.epsilon_constraint import (
    EpsilonConstraintSearch,
    LocalUpperBound,
    ObjectiveVector,
    SearchRegion,
)
from solver.solve_context import SolveContext
from solver.study import OutOfTime
from tests.rules.office import office


def test_two_measures_are_walked_along() -> None:
    """A point leaves one open bound: worse in the first measure, better in the second."""
    region = SearchRegion(2)
    region.split_by_point((None, None), (1, 9))
    assert region.open_bounds == [(None, 9)]
    region.split_by_point((None, 9), (4, 5))
    assert region.open_bounds == [(None, 5)]
    region.close_empty((None, 5))
    assert region.open_bounds == []


def test_no_bound_lies_in_another() -> None:
    region = SearchRegion(3)
    region.split_by_point((None, None, None), (1, 5, 5))
    assert sorted(region.open_bounds, key=str) == [(None, 5, None), (None, None, 5)]
    region.split_by_point((None, 5, None), (2, 3, 7))
    assert set(region.open_bounds) == {(None, 3, None), (None, None, 5), (None, 5, 7)}


def test_what_is_open_is_measured_between_the_extremes() -> None:
    """Of two measures the part of the second that lies below its bound; of three, an area."""
    region = SearchRegion(2)
    assert region.measure_open((0, 0), (9, 10)) == 1
    region.split_by_point((None, None), (1, 10))
    assert region.measure_open((0, 2), (1, 10)) == 1
    region.split_by_point((None, 10), (4, 4))
    assert region.measure_open((0, 2), (4, 10)) == 0.25
    region.close_empty((None, 4))
    assert region.measure_open((0, 2), (4, 10)) == 0
    region = SearchRegion(3)
    region.split_by_point((None, None, None), (1, 5, 5))
    region.split_by_point((None, 5, None), (2, 3, 7))
    # (3, -), (5, 7) and (-, 5) of a square of 10: all but 5 x 3, 7 x 5 less 2 x 2.
    assert region.measure_open((0, 0, 0), (2, 10, 10)) == pytest.approx(0.3 + 0.2 * 0.7 + 0.5 * 0.5)
    assert region.measure_open((0, 4, 0), (2, 4, 10)) == 1


@pytest.mark.parametrize("seed", range(40))
def test_every_point_is_found_once(seed: int) -> None:
    """Of a list of random points the search finds just those that none dominates."""
    dice = Random(seed)
    measures = dice.choice((2, 3))
    everything = {
        tuple(dice.randrange(6) for _ in range(measures)) for _ in range(dice.randrange(1, 25))
    }
    region, found = SearchRegion(measures), []
    asked = 0
    while region.open_bounds:
        bound = region.open_bounds[-1]
        inside = sorted(point for point in everything if lies_in(point, bound))
        asked += 1
        if inside:
            found.append(inside[0])
            region.split_by_point(bound, inside[0])
        else:
            region.close_empty(bound)
    best = {p for p in everything if not any(q != p and below(q, p) for q in everything)}
    assert sorted(found) == sorted(best)
    assert asked <= (1 if measures == 2 else 3) * len(best) + 2


def lies_in(point: ObjectiveVector, bound: LocalUpperBound) -> bool:
    """Whether a point is strictly below a bound."""
    return all(high is None or value < high for value, high in zip(point, bound, strict=True))


def below(one: ObjectiveVector, other: ObjectiveVector) -> bool:
    """Whether no value is larger."""
    return all(a <= b for a, b in zip(one, other, strict=True))


def test_no_part_of_the_region_is_lost() -> None:
    """Whatever no point weakly dominates lies below an open bound or an empty one."""
    region = SearchRegion(3)
    points: list[ObjectiveVector] = [(0, 4, 4), (1, 3, 5), (2, 5, 1), (3, 1, 3)]
    for point in points:
        bound = next(each for each in region.open_bounds if lies_in(point, each))
        region.split_by_point(bound, point)
    for place in product(range(7), repeat=3):
        free = not any(below(point, place) for point in points)
        covered = any(
            lies_in(place, bound) for bound in (*region.open_bounds, *region.empty_bounds)
        )
        assert not free or covered


def test_a_question_that_stays_open_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """No point is found and none is ruled out: the search ends out of time, never as complete."""
    right = epsilon_constraint.certify_selection
    monkeypatch.setattr(
        epsilon_constraint,
        "certify_selection",
        lambda *given: replace(right(*given), design=None, proved=False),
    )
    scenario = office(objective=[{"measure": "lots"}, {"measure": "travel"}])
    search = EpsilonConstraintSearch(scenario, list_candidates(scenario), SolveContext())
    with pytest.raises(OutOfTime):
        list(search.points())
