"""The report as a whole: its order, its words, and what hostile names can do to it."""

from pathlib import Path

import pytest

from lotdesign.report.forms import OutputForm
from lotdesign.report.page import ReportView
from lotdesign.report.plain_text import measure_width
from lotdesign.report.result_report import render_result
from lotdesign.report.wording import BEST_BY_AIMS, BEST_BY_ONE_AIM, CHEAPER_BUT_BEHIND
from lotdesign.result.model import ObjectiveResult, RuleResult
from tests.report.factory import other, result, rung, town, without_design

ESCAPE, MARK, BELL = "\x1b", "\N{RIGHT-TO-LEFT OVERRIDE}", "\x07"
HOSTILE = f'{ESCAPE}[31mred{MARK}evil{BELL}"|*_<b>=1+1 ' + "long " * 60 + "🏫日本"


def test_sections_stand_in_the_order_of_the_meeting(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    found = result(
        scenario,
        (0, 1),
        (2,),
        comparisons=(other("Today's contracts", admissible=False, broken=("budget",)),),
        ladder=(rung(1, "infeasible"), rung(2, "optimal", 5), rung(3, "infeasible")),
        preflight=("A remark.",),
    )
    text = render_result(scenario, found, "table")
    titles = [
        "Best design:",
        "The lots\n",
        "Who can bid\n",
        "Compared with other designs\n",
        "The best design for each number of lots\n",
        "The budget, year by year\n",
        "The rules\n",
        "What is assumed\n",
        "Found before solving\n",
        "What this does not say\n",
    ]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert places[0] == 0


def test_what_proves_it_impossible_comes_right_after_the_answer(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    text = render_result(scenario, without_design(scenario, preflight=("Too little.",)), "table")
    assert text.index("Too little.") < text.index("The budget, year by year")
    assert "The lots" not in text


@pytest.mark.parametrize("form", ["table", "md"])
def test_no_solver_jargon_and_no_promise(tmp_path: Path, form: OutputForm) -> None:
    scenario = town(tmp_path)
    found = result(scenario, (0, 1), (2,))
    text = " ".join(render_result(scenario, found, form).lower().split())
    for word in ("incumbent", "will bid", "will win", "mip", "solver status"):
        assert word not in text
    assert "eligible and with capacity" in text
    assert "nothing here is legal advice" in text


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_names_from_files_cannot_steer_the_screen(tmp_path: Path, form: OutputForm) -> None:
    scenario = town(tmp_path)
    found = result(scenario, (0, 1), (2,), comparisons=(other(HOSTILE),))
    lots = tuple(lot.model_copy(update={"name": HOSTILE}) for lot in found.lots)
    rules = (RuleResult(id=HOSTILE, kind="k", sentence=HOSTILE, status="met"),)
    evil = found.model_copy(update={"lots": lots, "rules": rules, "preflight": (HOSTILE,)})
    text = render_result(scenario, evil, form, ReportView(judged=HOSTILE, full=True))
    assert not {ESCAPE, MARK, BELL} & set(text)
    assert all(char.isprintable() or char == "\n" for char in text)
    if form == "table":
        assert max(measure_width(line) for line in text.split("\n")) <= 100
    if form == "md":
        assert "<b>" not in text.replace("\\<b", "")


def test_bidders_are_named_and_the_others_reasoned(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    text = render_result(scenario, result(scenario, (0,), (1,), (2,)), "table")
    assert "Eligible and with capacity: 3 of 3; of them small: 2." in text
    assert "Small: Partners (2 of them)." in text
    assert "Cannot: does not cover Downtown: National." in text
    full = render_result(
        scenario, result(scenario, (0,), (1,), (2,)), "table", ReportView(full=True)
    )
    assert "Cannot: National: does not cover Downtown." in full


def test_without_providers_nothing_is_said_about_bidders(tmp_path: Path) -> None:
    scenario = town(
        tmp_path,
        ("scenario.toml", 'providers = "providers.csv"\n', ""),
        ("scenario.toml", '[[rule]]\nid = "access"\nkind = "small_bidders"\nlots = 1\n', ""),
    )
    text = render_result(scenario, result(scenario, (0, 1, 2)), "table")
    assert "The scenario lists no providers" in text
    assert "Can" not in text


def test_many_designs_go_into_several_tables(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    others = tuple(other(f"Option {i}") for i in range(9))
    text = render_result(scenario, result(scenario, (0, 1, 2), comparisons=others), "table")
    assert text.count("Keeps every rule") == 3
    assert max(map(measure_width, text.split("\n"))) <= 100


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"slack": 0, "limit": 3, "unit": "lots", "binding": True}, "met; no room left at 3"),
        ({"slack": 5_00, "unit": "pence", "where": "year 2"}, "met; £5 to spare, least in year 2"),
        ({"effect": "idle"}, "met; does not affect the answer"),
        ({"effect": "decides"}, "met; decides the answer"),
        (
            {"status": "broken", "slack": -5_00, "measured": 9_00, "limit": 4_00, "unit": "pence"},
            "broken; £5 over",
        ),
        (
            {"status": "broken", "slack": -1, "measured": 2, "limit": 3, "unit": "providers"},
            "broken; 1 provider short",
        ),
        ({"status": "off"}, "switched off"),
    ],
)
def test_each_rule_says_how_close(tmp_path: Path, rule: dict[str, object], said: str) -> None:
    scenario = town(tmp_path)
    one = RuleResult.model_validate(
        {"id": "r", "kind": "k", "sentence": "S.", "status": "met", **rule}
    )
    text = render_result(scenario, result(scenario, (0, 1, 2), rules=(one,)), "table")
    assert f"S.    {said}" in text


def test_designs_cheaper_than_the_best_of_their_number_are_named(tmp_path: Path) -> None:
    """Of those that keep every rule, the cheapest; none where the best costs no more."""
    scenario = town(tmp_path)
    ladder = (rung(1, "infeasible"), rung(2, "optimal", 900_000), rung(3, "optimal", 700_000))
    others = (
        other("one", measures={"lots": 3, "whole_life_cost": 650_000}),
        other("two", measures={"lots": 3, "whole_life_cost": 640_000}),
        other("three", measures={"lots": 3, "whole_life_cost": 1}, admissible=False),
    )
    made = result(scenario, (0, 1), (2,), ladder=ladder, comparisons=others)
    said = " ".join(render_result(scenario, made, "table").split())
    assert CHEAPER_BUT_BEHIND in said
    assert "3 lots: two, £6,400, £600 less." in said
    assert "2 lots: this design" not in said
    assert "lots: one," not in said
    dear = other("one", measures={"lots": 3, "whole_life_cost": 700_000})
    made = made.model_copy(update={"comparisons": (dear,)})
    assert CHEAPER_BUT_BEHIND not in " ".join(render_result(scenario, made, "table").split())


def test_what_best_means_of_a_number_of_lots_is_said(tmp_path: Path) -> None:
    """Unless the one aim is the cost: then the best is the cheapest."""
    scenario = town(tmp_path)
    made = result(scenario, (0, 1), (2,), ladder=(rung(2, "optimal", 60),))
    cost = made.objective[0]
    travel = cost.model_copy(update={"measure": "travel"})

    def read(*aims: ObjectiveResult) -> str:
        given = made.model_copy(update={"objective": aims})
        return " ".join(render_result(scenario, given, "table").split())

    assert BEST_BY_AIMS not in read(cost)
    assert BEST_BY_ONE_AIM not in read(cost)
    assert BEST_BY_ONE_AIM in read(travel)
    assert BEST_BY_AIMS in read(cost, travel)


def test_numbers_of_lots_that_are_not_proved_say_how_near_the_best_is(tmp_path: Path) -> None:
    """And numbers that nobody looked at are not called impossible."""
    scenario = town(tmp_path)
    near = rung(2, "feasible", 1_000_000).model_copy(update={"bound": 999_991})
    part = (rung(1, "infeasible"), near)
    text = render_result(scenario, result(scenario, (0, 1), (2,), ladder=part), "table")
    said = " ".join(text.split())
    assert "best so far, within 9p" in said
    assert "exists for 2 lots. For any other number up to 2 it is proved" in said
    assert "More than 2 lots were not looked at." in said
    whole = (*part, rung(3, "unknown"))
    text = render_result(scenario, result(scenario, (0, 1), (2,), ladder=whole), "table")
    assert "none found in time" in text
    assert "it is proved" not in text
    assert "looked at" not in text
