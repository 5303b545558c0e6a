"""Prices, worked out by hand: the award is part of the design."""

from typing import Any

import pytest

from tests.brute import assess, designs, read, solve
from tests.brute.writing import provider, rule, scenario, unit


def test_the_scale_saves_on_gross_and_not_on_the_priced_value() -> None:
    """1,000 at 102.5 is 1,025; a tenth of 1,000 comes off, not a tenth of 1,025."""
    money = {"scale": [{"value": 0, "saving": "10%"}]}
    doc = scenario([unit("a", 1000)], [provider("p", price=102.5)], money=money)
    assert assess(doc, (0,)).figures[0].paid == (92_500,)


def test_price_and_saving_are_rounded_each_for_itself() -> None:
    """5p at 110 is 5.5p, so 6p; a tenth of 5p is 0.5p, so 1p; together 5p."""
    money = {"scale": [{"value": 0, "saving": "10%"}]}
    doc = scenario([unit("a", "0.05")], [provider("p", price=110)], money=money)
    assert assess(doc, (0,)).figures[0].paid == (5,)


def test_prices_are_per_cent_however_written_and_a_blank_is_a_hundred() -> None:
    """97, "97" and "97%" are the same; an empty cell beside them is 100."""
    rows = [provider(f"p{i}", price=price) for i, price in enumerate((97, "97", "97%", "", 102.5))]
    case = read(scenario([unit("a", 1)], rows))
    assert [str(p.price) for p in case.providers or ()] == ["97/100"] * 3 + ["1", "41/40"]
    assert case.priced
    assert not read(scenario([unit("a", 1)], [provider("p", price=" ")])).priced


def test_a_filled_price_asks_for_a_certificate() -> None:
    """Nobody can take both units, and one lot each only as two providers."""
    one = {"annual_turnover": "", "capacity": 100}
    doc = scenario([unit("a", 100), unit("b", 100)], [provider("p1", **one), provider("p2", **one)])
    assert assess(doc, (0, 0)).certified is None
    doc["providers"][0]["price"] = 100
    assert [(found.labels, found.admissible) for found in designs(doc)] == [
        ((0, 0), False),
        ((0, 1), True),  # p1, p2
        ((0, 1), True),  # p2, p1
    ]
    assert solve(doc).award == ["p1", "p2"]


def test_the_cheaper_design_is_the_one_that_lets_the_cheap_provider_in() -> None:
    """Cheap at 90 can take 300 of value. One lot: 400. Apart: 100 + 270 = 370 < 90 + 300."""
    rows = [provider("dear"), provider("cheap", price=90, capacity=300)]
    doc = scenario([unit("a", 100), unit("b", 300)], rows)
    answer = solve(doc)
    assert (answer.labels, answer.award) == ((0, 1), ["dear", "cheap"])
    assert answer.objective == [("whole_life_cost", 37_000)]


def test_awards_of_one_cost_are_told_apart_by_the_smallest_numbers() -> None:
    """Both ask 90: the first takes all, whatever its share; a share as objective spreads."""
    rows = [provider("p1", price=90), provider("p2", price=90)]
    doc = scenario([unit("a", 100), unit("b", 100)], rows, rule("lot_count", min=2))
    assert solve(doc).award == ["p1", "p1"]
    doc["objective"].append({"measure": "largest_provider_share"})
    assert solve(doc).award == ["p1", "p2"]


def test_a_tolerance_of_cost_buys_another_award() -> None:
    """All to the cheap one costs 180, shared 190; ten pounds of tolerance are just enough."""
    rows = [provider("p1", price=90), provider("p2")]
    doc = scenario([unit("a", 100), unit("b", 100)], rows, rule("lot_count", min=2))
    doc["objective"] = [
        {"measure": "whole_life_cost", "tolerance": 10},
        {"measure": "largest_provider_share"},
    ]
    assert solve(doc).award == ["p1", "p2"]
    doc["objective"][0]["tolerance"] = 9.99
    assert solve(doc).award == ["p1", "p1"]


@pytest.mark.parametrize(("annual", "holds"), [("101", True), ("100.99", False)])
def test_what_is_paid_at_a_price_belongs_to_services_by_gross(annual: str, holds: bool) -> None:
    """300 at 101 is 303, a third of it for youth."""
    units = [unit("a", 200), unit("y", 100, "youth")]
    limit = rule("envelope", services=["youth"], annual=annual)
    doc = scenario(units, [provider("p", price=101)], limit)
    assert assess(doc, (0, 0)).admissible is holds


def test_an_envelope_decides_who_is_awarded_what() -> None:
    """One lot of 200 is for p1 alone, at 220 above 205; apart they take 110 and 90."""
    rows = [provider("p1", price=110), provider("p2", price=90, capacity=100)]
    doc = scenario(
        [unit("a", 100), unit("b", 100)],
        rows,
        rule("envelope", annual=205),
        objective=[{"measure": "lots"}],
    )
    answer = solve(doc)
    assert (answer.labels, answer.award) == ((0, 1), ["p1", "p2"])
    assert assess(doc, (0, 0)).broken == ["envelope"]
    assert assess(doc, (1, 0), ["p1", "p1"]).broken == ["envelope"]
    assert assess(doc, (1, 0), ["p2", "p2"]).certified is False


@pytest.mark.parametrize(("today", "saved"), [("p1", 10), ("p3", 20), ("", 0)])
def test_the_baseline_is_at_the_price_of_todays_provider(today: str, saved: int) -> None:
    """100 at 110, at the 120 of a counted provider by its common name, or at 100; now at 100."""
    rows = [provider("p1", price=110), provider("p2"), provider("p3", price=120, count=2)]
    doc = scenario([unit("a", 100, provider=today)], rows, rule("saving", annual=saved))
    assert assess(doc, (0,)).award == ["p2"]
    assert solve(doc).status == "optimal"
    doc["rule"][0]["annual"] = saved + 0.01
    assert solve(doc).status == "infeasible"


def test_with_prices_an_award_rule_picks_among_awards_and_designs_lists_each() -> None:
    """Two lots, two providers: four awards, two of them with two winners."""
    rows: list[Any] = [provider("p1", price=90), provider("p2")]
    doc = scenario([unit("a", 100), unit("b", 100)], rows)
    awards = [found.award for found in designs(doc) if found.labels == (0, 1)]
    assert awards == [["p1", "p1"], ["p1", "p2"], ["p2", "p1"], ["p2", "p2"]]
    doc["rule"] = [rule("award", min_winners=2), rule("lot_count", min=2)]
    awards = [found.award for found in designs(doc) if found.labels == (0, 1)]
    assert awards == [["p1", "p2"], ["p2", "p1"]]
    assert solve(doc).award == ["p1", "p2"]
