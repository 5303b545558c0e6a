"""Bath & NE Somerset: the five options within £1.7M, their ranks, and the two dropped."""

from fractions import Fraction
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.result.appraised import AppraiseAnswer

FOLDER = Path(__file__).parents[2] / "examples" / "bath"
LIMIT = 170_000_000


def told(*settings: str) -> AppraiseAnswer:
    return ld.appraise(ld.load(FOLDER, settings)).told


def test_each_option_is_within_the_budget_to_the_penny() -> None:
    """By hand. A contract of £430,000 saves 0.05% of it, one of £1,520,000 28/15%.

    1: 430,000 - 215 + 1,090,000 + 105,000. 2: 780,000 - 0.6333% + 35,000 and 740,000 - 0.5667%
    + 70,000. 4: 1,520,000 + 105,000. 5: 1,520,000 - 28,373.33 + 105,000. 6: 1,611,200 - 28,373.33.
    """
    found = {each.option: each for each in told().budgets}
    taken = {name: found[name].measured_pence for name in found}
    assert taken == {
        "maintain": 162_478_500,
        "two-services": 161_586_667,
        "in-house": 162_500_000,
        "one-contract": 159_662_667,
        "your-care": 158_282_667,
        "best": 162_478_500,
    }
    assert all(each.met and each.limit_pence == LIMIT for each in found.values())


def test_an_option_that_is_not_is_shown_not_to_be() -> None:
    """£75,000 more of liabilities is the last that the council's own service has room for."""
    for liability, within in ((120_000, True), (120_001, False)):
        found = told(f"routes.in_house.liability_annual={liability}")
        (own,) = (each for each in found.budgets if each.option == "in-house")
        assert own.met is within
        (judged,) = (each for each in found.options if each.id == "in-house")
        assert judged.broken == (() if within else ("budget",))


def test_budgets_are_envelopes_and_no_other_rules() -> None:
    found = told('rule.many={kind = "lot_count", max = 9}').budgets
    assert {each.rule for each in found} == {"budget"}


def test_ranks_by_hand() -> None:
    """Weights 30, 30, 15, 5, 10, 10 of scores out of 5: one contract 335 of 500, and so on."""
    ranked = {each.option: Fraction(each.points) for each in told().ranking}
    assert ranked == {
        "one-contract": 67,
        "in-house": 65,
        "two-services": 61,
        "your-care": 57,
        "maintain": 55,
    }
    assert list(ranked) == sorted(ranked, key=lambda name: -ranked[name])


@pytest.mark.parametrize(
    ("criterion", "least", "most", "below", "above"),
    [
        ("finance", "5/19", "1", "in-house", ""),
        ("objectives", "0", "1/3", "", "in-house"),
        ("users", "0", "5/22", "", "in-house"),
        ("providers", "0", "7/26", "", "maintain"),
        ("council", "0", "1", "", ""),
        ("social", "1/19", "1", "in-house", ""),
    ],
)
def test_how_far_each_weight_can_move(
    criterion: str, least: str, most: str, below: str, above: str
) -> None:
    """Finance: 4 against 2 and, of the rest, 215/70 against 265/70: 2w = 5/7 (1 - w), w = 5/19."""
    (found,) = (each for each in told().weights if each.criterion == criterion)
    assert (found.least, found.most, found.below, found.above) == (least, most, below, above)


def test_shares_of_weight_and_where_ranks_change() -> None:
    """30 of 100 for finance; ends of the range from nothing to all are no changes."""
    found = told()
    assert [Fraction(each.share) for each in found.criteria][:2] == [Fraction(3, 10)] * 2
    for each in found.weights:
        assert all(0 < Fraction(change) < 1 for change in each.changes)


def test_a_tie_may_be_decided_by_a_measure() -> None:
    """With 25 for finance two have 66.32 points; the objectives are for one, cost for the other."""
    first, second, *_ = told("criterion.finance.weight=25").ranking
    assert (first.option, first.tie) == ("in-house", "")
    assert (second.option, second.tie) == ("one-contract", "objectives")
    assert second.points == first.points
    by_cost = told("criterion.finance.weight=25", 'appraisal.ties=["whole_life_cost"]').ranking
    assert [by_cost[0].option, by_cost[1].tie] == ["one-contract", "whole_life_cost"]


def test_the_best_design_is_a_further_option_that_nobody_scored() -> None:
    found = told()
    assert found.best is not None
    assert found.not_scored == ("best",)
    assert len(found.best.lots) == 4
    assert found.best.measures["fewest_small_bidders"] == 3


def test_the_two_that_were_dropped_stand_with_the_paper_s_reasons() -> None:
    dropped = told().dropped
    assert [each.id for each in dropped] == ["partnership", "family-hubs"]
    assert "referred more to current arrangements" in dropped[0].reason
    assert "do not fit with the recommissioning timescale" in dropped[1].reason
    assert {each.source for each in dropped} == {"B&NES 2017, 5.6"}


def test_every_score_weight_and_budget_is_sourced_or_marked() -> None:
    scenario = ld.load(FOLDER)
    assert len(scenario.options) == 5
    assert len(scenario.scores) == 5 * len(scenario.criteria) == 30
    assert all(row.basis == "assumption" and row.source and row.reason for row in scenario.scores)
    assert all(each.source.startswith("assumption:") for each in scenario.criteria)
    assert all("5.5, option" in each.source for each in scenario.options)
    assert all(unit.source for unit in scenario.units)
