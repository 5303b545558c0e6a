"""The weights at which ranks change, against ranking again at many weights."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.frameworks.ranking import OfferPoints, rank_category
from lotdesign.frameworks.results import analyse_price_weight
from lotdesign.weighted_points import PointsLine, find_crossings, split_into_spans
from tests.frameworks.test_ranking import MARKS, THREE
from tests.frameworks.written import Draft, drafts
from tests.solve.loading import examples

F = Fraction


def test_by_hand() -> None:
    """Price 100, 62.5, 50 against quality 40, 70, 90.

    cheap and dear meet where 100w + 40(1-w) = 50w + 90(1-w): w = 1/2; middle and dear where
    12.5w = 20(1-w): w = 8/13; cheap and middle where 37.5w = 30(1-w): w = 4/9.
    """
    found = analyse_price_weight(
        (draft := Draft(THREE, MARKS).framework()), rank_category(draft, "art", 1)
    )
    assert found.changes == (Fraction(4, 9), Fraction(1, 2), Fraction(8, 13))
    assert [span.order for span in found.spans] == [
        ("dear", "middle", "cheap"),
        ("dear", "cheap", "middle"),
        ("cheap", "dear", "middle"),
        ("cheap", "middle", "dear"),
    ]
    assert found.first == "dear"
    assert found.stays_first == (0, Fraction(1, 2))


def test_first_on_both_sides_of_the_weight_in_force() -> None:
    """At weight 4/9 the second and third change places; the first is first all the way."""
    draft = Draft(THREE, MARKS, ranking={"price_weight": 4, "quality_weight": 5})
    framework = draft.framework()
    assert analyse_price_weight(framework, rank_category(framework, "art", 1)).stays_first == (
        0,
        Fraction(1, 2),
    )


def test_one_who_leads_on_both_is_first_at_every_weight() -> None:
    better = Draft(THREE[:2], {"cheap": 90, "middle": 10}).framework()
    found = analyse_price_weight(better, rank_category(better, "art", 1))
    assert found.changes == ()
    assert found.stays_first == (0, 1)


def test_lines_that_meet_at_an_end_change_no_rank() -> None:
    """Equal points for price alone, or for quality alone."""
    for low, high in (
        (PointsLine(F(50), F(10)), PointsLine(F(50), F(90))),
        (PointsLine(F(1), F(9)), PointsLine(F(2), F(9))),
    ):
        assert find_crossings([low, high]) == ()
        assert len(split_into_spans([low, high], lambda weight: ("x",))) == 1


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=6))
def test_no_rank_changes_between_two_crossings_and_one_at_each(
    pairs: list[tuple[int, int]],
) -> None:
    """A fine grid between neighbouring crossings, by total points alone."""
    points = [OfferPoints(Fraction(p), Fraction(q)) for p, q in pairs]
    cuts = find_crossings([each.line for each in points])
    ends = [Fraction(0), *cuts, Fraction(1)]

    def signs(weight: Fraction) -> list[bool]:
        """For each two whether the one is strictly ahead of the other."""
        totals = [each.weigh(weight) for each in points]
        return [one > other for one in totals for other in totals]

    inside = [
        [signs(low + (high - low) * Fraction(i, 8)) for i in range(1, 8)]
        for low, high in pairwise(ends)
    ]
    assert all(each == grid[0] for grid in inside for each in grid)
    assert all(left[0] != right[0] for left, right in pairwise(inside))


@examples(100)
@given(drafts(), st.integers(0, 60))
def test_a_span_has_the_order_of_every_weight_in_it(draft: Draft, sixtieth: int) -> None:
    framework = draft.framework()
    weight = Fraction(sixtieth, 60)
    for category in "ab":
        found = rank_category(framework, category, 2)
        if not found.places:
            continue
        told = analyse_price_weight(framework, found)
        again = tuple(
            p.entrant.provider for p in rank_category(framework, category, 2, weight).places
        )
        inside = [span.order for span in told.spans if span.least < weight < span.most]
        assert inside in ([], [again])
        low, high = told.stays_first
        if low < weight < high:
            assert again[0] == told.first or weight in told.changes
