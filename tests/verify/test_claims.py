"""What a result claims beside its figures, each told wrongly in one place."""

from typing import Any

import pytest

from lotdesign.app.api import solve
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import PROVIDERS, office, rule
from tests.verify.changes import changed
from tests.verify.results import busy, honest, impossible

COUNCIL = {"id": "council", "name": "Council", "lots": [["a", "b", "c"], ["y"], ["w"]]}


def faults(scenario: Scenario, result: Result) -> tuple[str, ...]:
    """What the checker finds."""
    return verify_result(scenario, result).faults


def without_effects(result: Result) -> Result:
    """No rule's effect is told."""
    rules = tuple(each.model_copy(update={"effect": "unknown"}) for each in result.rules)
    return changed(result, ("rules",), [each.model_dump(mode="json") for each in rules])


def test_a_comparison_that_is_left_out_is_missed() -> None:
    """The last of the scenario's own designs."""
    scenario = office(rule("lot_count", max=4), option=[COUNCIL])
    result = solve(scenario, workers=1).result
    assert faults(scenario, result) == ()
    kept = [each.model_dump(mode="json", by_alias=True) for each in result.comparisons]
    last = result.comparisons[-1].id
    assert faults(scenario, changed(result, ("comparisons",), kept[:-1])) == (
        f"comparisons: without {last}",
    )


def test_ranks_where_more_is_better() -> None:
    """All that small providers can do: the units alone are better than one contract."""
    scenario = office(rule("lot_count", max=4), objective=[{"measure": "accessible_share"}])
    result = solve(scenario, workers=1).result
    assert faults(scenario, result) == ()
    whole = next(i for i, each in enumerate(result.comparisons) if len(each.lots) == 1)
    assert result.comparisons[whole].measures["accessible_share"] == "0"
    assert result.comparisons[whole].rank == 4
    assert faults(scenario, changed(result, ("comparisons", whole, "rank"), 1))


@pytest.mark.parametrize("effect", ["decides", "idle"])
def test_a_search_that_was_stopped_tells_no_effect(effect: str) -> None:
    scenario = office(rule("lot_count", max=3))
    result = honest(scenario, "a b c", "y", "w", termination="time limit")
    assert faults(scenario, result) == ()
    assert faults(scenario, changed(result, ("rules", 0, "effect"), effect)) == (
        "rule effects: told, and the design is not proved best",
    )


def test_a_rule_that_nothing_can_break_is_idle() -> None:
    """At most five lots of five units; that no rule has an effect does not help."""
    scenario = office(rule("lot_count", max=5))
    result = solve(scenario, workers=1).result
    assert [each.effect for each in result.rules] == ["idle"]
    assert faults(scenario, without_effects(result)) == (
        "rule lot_count: no design could break it, and its effect is unknown",
    )


def test_rules_are_not_judged_without_a_design() -> None:
    scenario, _ = busy()
    bare = impossible(scenario)
    assert faults(scenario, bare) == ()
    assert faults(scenario, changed(bare, ("rules", 0, "status"), "met")) == (
        "rules: judged otherwise than without a design",
    )


def test_what_arithmetic_rules_out_is_not_said_to_be_searched() -> None:
    """All units together are worth £150,000, and a penny more is asked of every lot."""
    scenario = office(rule("lot_value", min="150000.01"))
    said = "the pre-flight rules every design out, and is no proof here"
    assert faults(scenario, impossible(scenario)) == (said,)


@pytest.mark.parametrize(("least", "refuted"), [(1, True), (6, False)])
def test_a_design_of_the_scenario_refutes_that_there_is_none(least: int, refuted: bool) -> None:
    """Each unit alone is admissible where one lot is enough, though the result leaves it out."""
    scenario = office(rule("lot_count", min=least, max=6))
    found = faults(scenario, impossible(scenario))
    assert any(each.endswith("admissible, where nothing is to be") for each in found) == refuted


def test_an_award_on_the_ladder_goes_to_those_who_may_win() -> None:
    """Tiny does centres alone."""
    scenario = office(rule("lot_count", max=4), rule("award"))
    result = solve(scenario, workers=1).result
    assert faults(scenario, result) == ()
    at = next(i for i, rung in enumerate(result.ladder) if rung.award)
    place: tuple[Any, ...] = ("ladder", at, "award", len(result.ladder[at].award) - 1)
    found = faults(scenario, changed(result, place, "tiny"))
    assert any("goes to somebody not eligible" in each for each in found)


@pytest.mark.parametrize(("priced", "said"), [(True, ()), (False, ("ladder: rungs are missing",))])
def test_many_ways_to_win_few_lots_leave_no_ladder(
    priced: bool, said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver counts winners, which a result does not; without them the lots are what counts."""
    monkeypatch.setattr("solver.comparisons.best_by_lot_count.MOST_CANDIDATES_OF_LADDER", 2)
    prices = [90, 100, 110] if priced else ["", "", ""]
    providers = [row | {"price": price} for row, price in zip(PROVIDERS, prices, strict=True)]
    scenario = office(providers=providers, objective=[{"measure": "whole_life_cost"}])
    result = solve(scenario, workers=1).result
    assert not result.ladder
    assert "ladder" not in result.left_out
    assert result.verification.faults == said
