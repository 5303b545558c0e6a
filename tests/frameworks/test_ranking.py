"""Points by hand, minimum standards, ties, and that the order of the files changes nothing."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.faults import InputFaults
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import CategoryRanking, rank_category
from tests.frameworks.written import Draft, drafts, read
from tests.solve.loading import examples

THREE = [
    {"provider": "cheap", "price": 50},
    {"provider": "middle", "price": 80},
    {"provider": "dear", "price": 100},
]
MARKS = {"cheap": 40, "middle": 70, "dear": 90}


def ranked(draft: Draft, opening: int = 1) -> dict[str, Fraction]:
    """Points of the first category's providers, the first first."""
    found = rank_category(draft.framework(), draft.categories[0], opening)
    return {place.entrant.provider: place.total for place in found.places}


def test_points_by_the_lowest_price() -> None:
    """100 * 50 / price for price at 40, the mark for quality at 60."""
    found = ranked(Draft(THREE, MARKS))
    assert list(found.items()) == [
        ("dear", Fraction(74)),  # 0.4 * 50 + 0.6 * 90
        ("middle", Fraction(67)),  # 0.4 * 62.5 + 0.6 * 70
        ("cheap", Fraction(64)),  # 0.4 * 100 + 0.6 * 40
    ]


def test_points_by_the_range_of_prices() -> None:
    """100 for 50, 40 for 80 and nothing for 100."""
    found = ranked(Draft(THREE, MARKS, ranking={"price_points": "range"}))
    assert list(found.items()) == [
        ("cheap", Fraction(64)),
        ("middle", Fraction(58)),
        ("dear", Fraction(54)),
    ]
    same = [{"provider": name, "price": 70} for name in ("a", "b")]
    alike = ranked(Draft(same, {"a": 10, "b": 20}, ranking={"price_points": "range"}))
    assert alike == {"b": Fraction(52), "a": Fraction(46)}


def test_marks_are_weighted_and_taken_of_the_top_mark() -> None:
    """Marks 3 and 5 of 5, weighted 1 and 3: 100 * (3 + 15) / 20 = 90."""
    tables = Draft(THREE[:1], ranking={"top_mark": 5, "price_weight": 0}).tables()
    tables["criterion"] = [{"id": "a", "weight": 1}, {"id": "b", "weight": 3}]
    tables["marks"] = [
        {"provider": "cheap", "criterion": "a", "mark": 3},
        {"provider": "cheap", "criterion": "b", "mark": 1},
        {"provider": "cheap", "category": "art", "criterion": "b", "mark": 5},
    ]
    (place,) = rank_category(read(tables), "art", 1).places
    assert place.entrant.points.quality == place.total == 90


def test_a_mark_of_nothing_in_the_category_is_a_mark() -> None:
    """It is not made up for by the mark for all categories."""
    tables = Draft(THREE[:1]).tables()
    tables["marks"] = [
        {"provider": "cheap", "criterion": "skill", "mark": 90},
        {"provider": "cheap", "category": "art", "criterion": "skill", "mark": 0},
    ]
    assert rank_category(read(tables), "art", 1).places[0].entrant.points.quality == 0


def test_an_offer_may_end_at_the_opening_at_which_it_is_made() -> None:
    framework = Draft([{**THREE[0], "until": 1}]).framework()
    assert [len(rank_category(framework, "art", opening).places) for opening in (1, 2)] == [1, 0]


def test_who_does_not_meet_a_standard_is_kept_out_and_sets_no_price() -> None:
    """The lowest price is that of those who are ranked."""
    tables = Draft(THREE, MARKS).tables()
    tables["standard"] = [{"id": "insurance"}]
    for row in tables["providers"][1:]:
        row["standards"] = "insurance"
    found = rank_category(read(tables), "art", 1)
    assert [(offer.provider, why) for offer, why in found.kept_out] == [
        ("cheap", ("has not shown insurance",))
    ]
    assert {place.entrant.provider: place.entrant.points.price for place in found.places} == {
        "dear": 80,
        "middle": 100,
    }


def test_all_standards_shown_at_once() -> None:
    """A star stands for every standard."""
    tables = Draft(THREE[:1]).tables()
    tables["standard"] = [{"id": "insurance"}, {"id": "vetting"}]
    assert not rank_category(read(tables), "art", 1).places
    tables["providers"][0]["standards"] = "*"
    assert len(rank_category(read(tables), "art", 1).places) == 1


def test_a_standard_may_be_asked_in_some_lots_only() -> None:
    tables = Draft(THREE[:1]).tables()
    tables["lots"] = [{"id": "all"}, {"id": "other"}]
    tables["standard"] = [{"id": "insurance", "lots": ["other"]}]
    assert len(rank_category(read(tables), "art", 1).places) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"least_quality": "50%"}, "quality 40.00 points, at least 50 needed"),
        ({}, "skill: mark 40, at least 45 needed"),
    ],
)
def test_least_quality(change: dict[str, Any], why: str) -> None:
    tables = Draft(THREE, MARKS, ranking=change).tables()
    if not change:
        tables["criterion"] = [{"id": "skill", "least_mark": 45}]
    assert rank_category(read(tables), "art", 1).kept_out[0][1] == (why,)


EQUAL = [
    {"provider": "a", "price": 100, "drawn": 2},
    {"provider": "b", "price": 50, "drawn": 1, "opening": 2},
]
EQUAL_MARKS = {"a": 70, "b": 20}


@pytest.mark.parametrize(
    ("ties", "first"),
    [
        (["quality"], "a"),
        (["price", "quality"], "b"),
        (["earlier"], "a"),
        (["drawn"], "b"),
    ],
)
def test_the_stated_rule_decides_a_tie(ties: list[str], first: str) -> None:
    """50 and 70, 100 and 20: 60 points each."""
    draft = Draft(EQUAL, EQUAL_MARKS, ranking={**HALVES, "ties": ties})
    found = rank_category(draft.framework(), "art", 2)
    assert [place.total for place in found.places] == [60, 60]
    assert found.places[0].entrant.provider == first
    assert [place.tie for place in found.places] == ["", ties[0]]


def test_an_offer_made_anew_is_on_the_framework_from_its_first_opening() -> None:
    again = [*EQUAL, {"provider": "a", "price": 100, "opening": 2}]
    draft = Draft(again, EQUAL_MARKS, ranking={**HALVES, "ties": ["earlier"]})
    assert rank_category(draft.framework(), "art", 2).places[0].entrant.provider == "a"


HALVES = {"price_weight": 1, "quality_weight": 1}


def faults(draft: Draft) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        draft.framework()
    return [str(fault) for fault in refused.value.faults]


def test_a_tie_without_a_rule_is_refused() -> None:
    """Once, although it is there at the second opening only."""
    (told,) = faults(Draft(EQUAL, EQUAL_MARKS, ranking={**HALVES, "ties": []}))
    assert "a and b have equal points" in told
    assert "at opening 2" in told
    assert 'ties = ["quality"' in told


def test_a_tie_that_the_rules_do_not_part_is_refused() -> None:
    twins = [{"provider": name, "price": 50} for name in ("a", "b")]
    (told,) = faults(Draft(twins, ranking={"ties": ["quality", "price"]}))
    assert "quality and price do not part them" in told


def test_lots_that_are_not_drawn_are_asked_for() -> None:
    twins = [{"provider": name, "price": 50} for name in ("a", "b")]
    (told,) = faults(Draft(twins, ranking={"ties": ["price", "drawn"]}))
    assert "draw lots" in told
    same = [{**each, "drawn": 1} for each in twins]
    assert faults(Draft(same, ranking={"ties": ["price", "drawn"]}))
    half = [twins[0], {**twins[1], "drawn": 1}]
    assert faults(Draft(half, ranking={"ties": ["price", "drawn"]}))
    settled = [{**each, "drawn": i} for i, each in enumerate(reversed(twins), 1)]
    assert list(ranked(Draft(settled, ranking={"ties": ["price", "drawn"]}))) == ["b", "a"]


def everything(framework: Framework) -> dict[tuple[str, int], list[tuple[str, Fraction]]]:
    def told(found: CategoryRanking) -> list[tuple[str, Fraction]]:
        return [(place.entrant.provider, place.total) for place in found.places]

    return {(c, o): told(rank_category(framework, c, o)) for c in "ab" for o in (1, 2)}


@examples(100)
@given(drafts(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_no_rank(draft: Draft, random: Any) -> None:
    shuffled = list(draft.offers)
    random.shuffle(shuffled)
    assert everything(draft.framework()) == everything(replace(draft, offers=shuffled).framework())


@examples(100)
@given(drafts())
def test_ranks_are_those_of_a_plain_sort(draft: Draft) -> None:
    """Written once more from the words of the page, without the program's own functions."""
    framework = draft.framework()
    price, quality = draft.ranking["price_weight"], draft.ranking["quality_weight"]
    for category in "ab":
        for opening in (1, 2):
            bids = [
                (o["provider"], o["price"], o["opening"], o["drawn"])
                for o in draft.offers
                if o["category"] == category and o["opening"] <= opening
            ]
            asked = [bid[1] for bid in bids]

            def key(bid: tuple[str, int, int, int], asked: list[int] = asked) -> list[Fraction]:
                cheap = Fraction(100 * min(asked), bid[1])
                if draft.ranking["price_points"] == "range":
                    gap = max(asked) - min(asked)
                    cheap = Fraction(100 * (max(asked) - bid[1]), gap) if gap else Fraction(100)
                good = draft.marks[bid[0]]
                by = {"quality": -good, "price": bid[1], "earlier": bid[2], "drawn": bid[3]}
                return [-(price * cheap + quality * good), *(by[t] for t in draft.ranking["ties"])]

            names = [bid[0] for bid in sorted(bids, key=key)]
            places = rank_category(framework, category, opening).places
            assert [place.entrant.provider for place in places] == names
            assert [place.rank for place in places] == list(range(1, len(names) + 1))
