"""Ranks and weights: by hand, whatever the order, and against ranking again on a grid."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.appraisal.ranking import (
    CriterionSensitivity,
    ScoredOption,
    analyse_weights,
    find_ties,
    rank_options,
)
from tests.solve.loading import examples

F = Fraction
CRITERIA = ("a", "b", "c")


def entrant(name: str, *points: int, cost: int = 0) -> ScoredOption:
    """An option with points by a, b and c in this order."""
    given = dict(zip(CRITERIA, map(F, points), strict=False))
    return ScoredOption(name, given, {"whole_life_cost": F(cost)})


def weights(*each: int) -> dict[str, Fraction]:
    return dict(zip(CRITERIA, map(F, each), strict=False))


def by_id(found: Sequence[CriterionSensitivity]) -> dict[str, CriterionSensitivity]:
    return {each.criterion: each for each in found}


HAND = [entrant("x", 80, 40, 60), entrant("y", 40, 70, 60), entrant("z", 50, 50, 50)]


def test_by_hand() -> None:
    """Weights 2, 1, 1: x has (160 + 40 + 60) / 4 = 65, y 52.5, z 50."""
    places = rank_options(HAND, weights(2, 1, 1), ())
    assert [(each.rank, each.entrant.id, each.total) for each in places] == [
        (1, "x", 65),
        (2, "y", F(105, 2)),
        (3, "z", 50),
    ]


def test_how_far_each_weight_can_move_by_hand() -> None:
    """a: the others go 1 to 1, so x is 80w + 50(1-w) and y 40w + 65(1-w): equal at w = 3/11.

    b: a and c go 2 to 1; x is 40w + 220/3 (1-w) and y 70w + 140/3 (1-w): equal where
    30w = 80/3 (1-w), w = 8/17. c: a and b go 2 to 1; x is 60w + 200/3 (1-w) and y is
    60w + 50 (1-w): x is first until they meet at w = 1, which is an end.
    """
    found = by_id(tuple(analyse_weights(HAND, weights(2, 1, 1), ("b",))))
    assert found["a"].share == F(1, 2)
    assert found["a"].stays_first == (F(3, 11), 1)
    assert (found["a"].first_below, found["a"].first_above) == ("y", "")
    assert found["b"].stays_first == (0, F(8, 17))
    assert (found["b"].first_below, found["b"].first_above) == ("", "y")
    assert found["c"].stays_first == (0, 1)


def test_equal_points_go_by_the_stated_rules_in_their_order() -> None:
    twins = [entrant("x", 10, 30, cost=5), entrant("y", 30, 10, cost=4)]
    even = weights(1, 1)
    assert list(find_ties(twins, even, ()))
    assert not list(find_ties(twins, even, ("whole_life_cost",)))
    for ties, first in ((("whole_life_cost",), "y"), (("b", "whole_life_cost"), "x")):
        one, other = rank_options(twins, even, ties)
        assert (one.entrant.id, one.tie, other.tie) == (first, "", ties[0])


def test_a_measure_parts_by_its_own_aim() -> None:
    """The lower cost is first, and so are more lots open to small providers."""
    twins = [
        ScoredOption(name, {"a": F(10)}, {"whole_life_cost": F(n), "accessible_lots": F(n)})
        for name, n in (("few", 3), ("many", 4))
    ]
    for rule, first in (("whole_life_cost", "few"), ("accessible_lots", "many")):
        assert rank_options(twins, {"a": F(1)}, (rule,))[0].entrant.id == first


def test_on_a_tie_the_range_begins_or_ends_at_the_weight_in_force() -> None:
    twins = [entrant("x", 10, 30), entrant("y", 30, 10)]
    found = by_id(tuple(analyse_weights(twins, weights(1, 1), ("a",))))
    assert found["a"].stays_first == (F(1, 2), 1)
    assert found["a"].first_below == "x"


def test_no_range_where_the_others_weigh_nothing() -> None:
    found = by_id(tuple(analyse_weights(HAND, weights(1, 0, 0), ())))
    assert found["a"].spans == ()
    assert found["b"].share == 0
    assert found["b"].stays_first == (0, F(4, 7))


POINTS = st.tuples(*[st.integers(0, 5)] * 3)
FIELDS = st.lists(POINTS, min_size=2, max_size=5)
WEIGHTS = st.tuples(*[st.integers(0, 4)] * 3).filter(any)
TIES = ("a", "b", "whole_life_cost")


def field(points: Sequence[tuple[int, ...]]) -> list[ScoredOption]:
    return [entrant(f"o{i}", *each, cost=i) for i, each in enumerate(points)]


@examples(100)
@given(FIELDS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_in_the_file_changes_nothing(
    points: list[tuple[int, ...]], each: tuple[int, ...], chance: Random
) -> None:
    entrants = field(points)
    mixed = chance.sample(entrants, len(entrants))
    first, second = (rank_options(them, weights(*each), TIES) for them in (entrants, mixed))
    assert first == second
    assert tuple(analyse_weights(entrants, weights(*each), TIES)) == tuple(
        analyse_weights(mixed, weights(*each), TIES)
    )


@examples(100)
@given(FIELDS, WEIGHTS)
def test_doubled_weights_are_the_same_weights(
    points: list[tuple[int, ...]], each: tuple[int, ...]
) -> None:
    once = tuple(analyse_weights(field(points), weights(*each), TIES))
    twice = tuple(analyse_weights(field(points), weights(*(2 * w for w in each)), TIES))
    assert once == twice


def plainly_first(points: Sequence[tuple[int, ...]], each: Sequence[Fraction]) -> set[int]:
    """Everybody with the most points, added up in the plainest way."""
    totals = [sum(p * w for p, w in zip(one, each, strict=True)) for one in points]
    return {i for i, total in enumerate(totals) if total == max(totals)}


@examples(100)
@given(FIELDS, WEIGHTS)
def test_the_first_place_on_a_grid_of_weights(
    points: list[tuple[int, ...]], each: tuple[int, ...]
) -> None:
    """Inside the range the first stays first; right beyond its ends somebody else has more."""
    entrants = field(points)
    first = int(rank_options(entrants, weights(*each), TIES)[0].entrant.id[1:])
    for place, found in enumerate(analyse_weights(entrants, weights(*each), TIES)):
        if not found.spans:
            assert sum(each) == each[place]
            continue
        rest = sum(each) - each[place]

        def at(share: Fraction, place: int = place, rest: int = rest) -> set[int]:
            split = [(1 - share) * F(w, rest) for w in each]
            split[place] = share
            return plainly_first(points, split)

        low, high = found.stays_first
        assert low <= found.share <= high
        for step in range(41):
            share = F(step, 40)
            if low <= share <= high:
                assert first in at(share)
        near = F(1, 10**9)
        for edge, beyond in ((low, low - near), (high, high + near)):
            if 0 < edge < 1:
                assert len(at(edge)) > 1
                winners = at(beyond)
                other = found.first_below if beyond < edge else found.first_above
                assert int(other[1:]) in winners
                assert first not in winners
