"""The call-off: down the ranking, within every capacity, to the penny."""

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.frameworks.call_off import call_off_forecast
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.results import FrameworkResults
from tests.frameworks.written import Draft, drafts
from tests.solve.loading import examples

TWO = [
    {"provider": "first", "price": 60, "capacity": 5},
    {"provider": "second", "price": 70.5, "capacity": 3},
]
MARKS = {"first": 90, "second": 50}


def calls(framework: Framework) -> list[tuple[Any, ...]]:
    found = FrameworkResults(framework).called.calls
    return [(c.month, c.buyer, c.category, c.provider, c.quantity, c.spend) for c in found]


def test_the_next_takes_what_the_first_has_no_room_for() -> None:
    draft = Draft(TWO, MARKS, [{"month": 2, "quantity": 7}])
    assert calls(draft.framework()) == [
        (2, "", "art", "first", 5, 30_000),
        (2, "", "art", "second", 2, 14_100),
    ]


def test_what_is_left_waits_for_the_next_month() -> None:
    """10 in month 1: 8 are taken, 2 wait; with 7 new ones 9 are asked for, 1 waits again."""
    demand = [{"month": 1, "quantity": 10}, {"month": 2, "quantity": 7}]
    months = FrameworkResults(Draft(TWO, MARKS, demand).framework()).called.months
    assert [(m.month, m.new, m.waited, m.met, m.unmet) for m in months] == [
        (1, 10, 0, 8, 2),
        (2, 7, 2, 8, 1),
        (3, 0, 1, 1, 0),
    ]
    assert months[0].reason == "all who are ranked are full"


def test_or_lapses() -> None:
    demand = [{"month": 1, "quantity": 10}, {"month": 2, "quantity": 7}]
    draft = Draft(TWO, MARKS, demand, call_off={"unmet": "lapses"})
    months = FrameworkResults(draft.framework()).called.months
    assert [(m.month, m.waited, m.met, m.unmet) for m in months] == [(1, 0, 8, 2), (2, 0, 7, 0)]


def test_buyers_share_a_provider_s_room_in_a_category() -> None:
    """Five a month: three buyers ask for two, two and three."""
    demand = [
        {"month": 1, "quantity": n, "buyer": who} for n, who in ((2, "x"), (2, "y"), (3, "z"))
    ]
    draft = Draft([{"provider": "a", "price": 10, "capacity": 5}], demand=demand)
    called = FrameworkResults(draft.framework()).called
    assert [month.met for month in called.months[:3]] == [2, 2, 1]


def test_nobody_ranked() -> None:
    later = [{**each, "opening": 2} for each in TWO]
    (month, *_) = FrameworkResults(
        Draft(later, MARKS, [{"month": 12, "quantity": 1}]).framework()
    ).called.months
    assert (month.unmet, month.reason) == (1, "nobody is ranked")


def test_a_new_opening_holds_from_its_first_month() -> None:
    """The offer of the second opening is in force in month 13."""
    offers = [TWO[0], {**TWO[0], "price": 55, "opening": 2}]
    demand = [{"month": 12, "until": 13, "quantity": 1}]
    assert [call[-1] for call in calls(Draft(offers, MARKS, demand).framework())] == [6000, 5500]


def test_room_over_all_categories_goes_to_the_first_of_the_forecast() -> None:
    offers = [
        {"provider": "both", "price": 10, "category": "a"},
        {"provider": "both", "price": 20, "category": "b"},
    ]
    demand = [
        {"month": 1, "quantity": 4, "category": "b"},
        {"month": 1, "quantity": 4, "category": "a"},
    ]
    draft = Draft(offers, {}, demand, {"both": 6}, ("a", "b"), call_off={"unmet": "lapses"})
    assert [call[2:5] for call in calls(draft.framework())] == [("b", "both", 4), ("a", "both", 2)]


@examples(100)
@given(drafts())
def test_what_a_call_off_keeps(draft: Draft) -> None:
    """Nothing is lost, no capacity exceeded, and nobody passed over who had room."""
    framework = draft.framework()
    ranked = FrameworkResults(framework)
    called = ranked.called
    _demand_is_accounted_for(draft, framework)
    by_offer = Counter[tuple[int, str, str]]()
    by_provider = Counter[tuple[int, str]]()
    for call in called.calls:
        by_offer[call.month, call.category, call.provider] += call.quantity
        by_provider[call.month, call.provider] += call.quantity
    rooms = {(o["category"], o["provider"]): o.get("capacity") for o in draft.offers}
    for (_, category, provider), taken in by_offer.items():
        room = rooms[category, provider]
        assert room is None or taken <= room
    for (_, provider), taken in by_provider.items():
        assert taken <= draft.capacities.get(provider, taken)
    for month in called.months:
        if not month.unmet:
            continue
        for place in ranked.listings[month.category, (month.month - 1) // 12 + 1].places:
            own = rooms[month.category, place.entrant.provider]
            full = (
                own is not None
                and by_offer[month.month, month.category, place.entrant.provider] == own
            )
            worn = by_provider[month.month, place.entrant.provider] == draft.capacities.get(
                place.entrant.provider
            )
            assert full or worn


def _demand_is_accounted_for(draft: Draft, framework: Framework) -> None:
    called = FrameworkResults(framework).called
    asked = sum(row["quantity"] for row in draft.demand)
    met = sum(call.quantity for call in called.calls)
    if draft.call_off["unmet"] == "lapses":
        lost = sum(month.unmet for month in called.months)
    else:
        lost = sum(month.unmet for month in called.months if month.month == framework.months)
    assert asked == met + lost
    prices = {(o["category"], o["provider"]): 100 * o["price"] for o in draft.offers}
    money = sum(call.quantity * prices[call.category, call.provider] for call in called.calls)
    assert money == sum(call.spend for call in called.calls)


@examples(100)
@given(drafts(), st.randoms(use_true_random=False))
def test_the_order_of_providers_changes_no_call(draft: Draft, random: Any) -> None:
    shuffled = list(draft.offers)
    random.shuffle(shuffled)
    other = replace(draft, offers=shuffled).framework()
    assert calls(draft.framework()) == calls(other)
    assert (
        call_off_forecast(other, FrameworkResults(other).listings) == FrameworkResults(other).called
    )
