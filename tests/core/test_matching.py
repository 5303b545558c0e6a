"""Two groupings matched one to one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.matching import compute_greatest_overlap, match_by_overlap

Groups = list[frozenset[int]]


@st.composite
def groupings(draw: st.DrawFn) -> Groups:
    """Up to eight units in groups."""
    labels = draw(st.lists(st.integers(0, 4), min_size=8, max_size=8))
    return [frozenset(u for u in range(8) if labels[u] == k) for k in sorted(set(labels))]


def by_trying_all(left: Groups, right: Groups) -> int:
    """The greatest overlap over every one-to-one assignment."""
    few, many = sorted((left, right), key=len)
    return max(
        sum(len(a & b) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )


@given(groupings(), groupings())
def test_the_overlap_is_the_greatest_of_all_assignments(left: Groups, right: Groups) -> None:
    """The matching finds what trying every permutation finds, whichever side it starts from."""
    assert compute_greatest_overlap(left, right) == by_trying_all(left, right)
    assert compute_greatest_overlap(right, left) == by_trying_all(left, right)


@given(groupings(), groupings())
def test_a_matching_uses_no_group_twice(left: Groups, right: Groups) -> None:
    """Pairs are one to one, each of two groups that share a unit."""
    pairs = match_by_overlap(left, right)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(left[i] & right[j] for i, j in pairs)


def test_the_largest_single_overlap_need_not_be_matched() -> None:
    """Taking 3 first leaves 0; 2 and 2 together keep more."""
    left = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7})]
    right = [frozenset({1, 2, 3, 6, 7}), frozenset({4, 5})]
    assert match_by_overlap(left, right) == [(0, 1), (1, 0)]
    assert compute_greatest_overlap(left, right) == 4


def test_equal_groupings_keep_every_unit() -> None:
    """A grouping matched with itself moves nothing, in whatever order."""
    groups = [frozenset({0, 3}), frozenset({1}), frozenset({2, 4, 5})]
    assert compute_greatest_overlap(groups, groups[::-1]) == 6
