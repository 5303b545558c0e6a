"""Who moves when a framework is reopened."""

from lotdesign.frameworks.results import FrameworkResults
from tests.frameworks.written import Draft


def moved(draft: Draft) -> list[tuple[object, ...]]:
    return [
        (m.opening, m.provider, m.before, m.after, m.why)
        for m in FrameworkResults(draft.framework()).moves
    ]


def test_a_new_lowest_price_swaps_two_who_did_nothing() -> None:
    """60 and 70 points for quality against 83: 82 to 81.8 before, 75.33 to 76.47 after."""
    offers = [
        {"provider": "x", "price": 60},
        {"provider": "y", "price": 75},
        {"provider": "new", "price": 50, "opening": 2},
    ]
    assert moved(Draft(offers, {"x": 70, "y": 83, "new": 10})) == [
        (2, "y", 2, 1, "others moved"),
        (2, "x", 1, 2, "others moved"),
        (2, "new", None, 3, "joined"),
    ]


def test_who_leaves_and_who_offers_anew() -> None:
    offers = [
        {"provider": "gone", "price": 50, "until": 1},
        {"provider": "b", "price": 60},
        {"provider": "c", "price": 90},
        {"provider": "c", "price": 30, "opening": 2},
    ]
    assert moved(Draft(offers, {"gone": 90})) == [
        (2, "c", 3, 1, "new offer"),
        (2, "gone", 1, None, "left"),
    ]


def test_nobody_moves_where_nothing_changes() -> None:
    assert moved(Draft([{"provider": "a", "price": 50}], years=3)) == []
