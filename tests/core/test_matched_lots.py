"""Lots matched by what they hold."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.matching import find_moved_units, match_lots

UNITS = "abcdefg"
LABELS = st.lists(st.integers(0, 3), min_size=len(UNITS), max_size=len(UNITS))


def lots(labels: list[int]) -> list[list[str]]:
    """Units of one label share a lot."""
    pairs = list(zip(UNITS, labels, strict=True))
    return [[unit for unit, own in pairs if own == k] for k in sorted(set(labels))]


@given(LABELS, LABELS)
def test_turned_round_the_same_lots_are_matched(left: list[int], right: list[int]) -> None:
    before, after = lots(left), lots(right)
    back = sorted((i, j) for j, i in match_lots(after, before))
    assert match_lots(before, after) == back
    assert set(find_moved_units(before, after)) == set(find_moved_units(after, before))


@given(LABELS, LABELS, st.permutations(range(4)))
def test_order_does_not_choose_the_match(
    left: list[int], right: list[int], order: list[int]
) -> None:
    before, after = lots(left), lots(right)
    places = [p for p in order if p < len(after)]
    shuffled = [after[p][::-1] for p in places]
    found = [(i, places[j]) for i, j in match_lots(before, shuffled)]
    assert sorted(found) == match_lots(before, after)


@given(LABELS, LABELS)
def test_no_other_matching_moves_fewer_units(left: list[int], right: list[int]) -> None:
    before, after = lots(left), lots(right)
    few, many = sorted((before, after), key=len)
    kept = max(
        sum(len({*a} & {*b}) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    assert len(find_moved_units(before, after)) == len(UNITS) - kept


def test_units_of_one_side_alone_have_not_moved() -> None:
    assert find_moved_units([["a", "b"], ["c"]], [["a"], ["c", "d"]]) == ()
    assert match_lots([["a"]], [["b"]]) == []
    assert match_lots([], [["b"]]) == []
