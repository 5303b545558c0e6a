"""Studies from the screen: conflicts and repairs, rule costs, break-even, alternatives, fronts."""

from pathlib import Path

from lotdesign.app import api
from lotdesign.result.alternatives import FrontierAnswer
from lotdesign.result.explained import ExplainAnswer
from lotdesign.result.sensitivity import PriceAnswer, TippingAnswer
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tui.pictures.no_solution import find_explanation
from tui.pictures.rule_cost import format_rule_cost
from tui.pictures.tradeoff import choose_axes, find_walked_point, list_front_points
from tui.session.edits import Edits, add_flags


async def _too_much(desk: Driver) -> ExplainAnswer:
    """A small town that asks for more than it can get, explained."""
    await desk.to_row("Small needed")
    await desk.press("right")
    assert desk.answer.kind == "impossible"
    await desk.press("e")
    assert desk.app.snapshot is not None
    answer = find_explanation(desk.app.snapshot)
    assert answer is not None
    return answer


@played
async def test_an_impossible_case_is_repaired_by_one_key_and_that_is_undone() -> None:
    async with driving(BEDFORDSHIRE / "too-much.toml") as desk:
        impossible = desk.answer
        assert impossible.kind == "impossible"
        await desk.press("e")
        assert "REPAIRS, SMALLEST CHANGE FIRST" in desk.text
        before = desk.session.state.edits
        await desk.press("1")
        assert len(desk.session.state.edits) == 1
        assert desk.answer.kind == "best"
        assert desk.answer.result.status == "optimal"
        assert "A design exists now" in desk.text
        await desk.press("u")
        assert desk.session.state.edits == before
        assert desk.answer.kind == "impossible"
        assert "for an earlier request" not in desk.text


@played
async def test_conflicts_and_repairs_are_those_of_the_command() -> None:
    async with driving(TINY) as desk:
        answer = await _too_much(desk)
        scenario = api.load(TINY, desk.session.state.edits.as_settings)
        expected = api.explain(scenario).told
        assert answer.details == expected.details
        assert [each.changes for each in answer.repairs] == [
            each.changes for each in expected.repairs
        ]
        for number, repair in enumerate(answer.repairs, 1):
            edits = add_flags(desk.session.state.edits, (each.setting for each in repair.changes))
            await desk.press(str(number))
            assert desk.session.state.edits == edits
            assert desk.answer.kind == "best"
            assert repair.result is not None
            assert desk.answer.lots == tuple(lot.units for lot in repair.result.lots)
            await desk.press("u")
        assert answer.repairs


@played
async def test_a_protected_rule_is_left_alone_and_that_is_said() -> None:
    async with driving(TINY) as desk:
        answer = await _too_much(desk)
        blamed = answer.conflicts[0][0]
        await desk.press("p")
        assert desk.app.snapshot is not None
        answer_now = find_explanation(desk.app.snapshot)
        assert answer_now is not None
        touched = {change.rule for repair in answer_now.repairs for change in repair.changes}
        assert blamed not in touched
        assert f"left alone: {blamed}" in " ".join(desk.text.split())
        await desk.press("p")
        assert desk.answer.kind == "impossible"


@played
async def test_repairs_of_an_earlier_request_are_not_applied_to_another() -> None:
    async with driving(TINY) as desk:
        await _too_much(desk)
        await desk.press("escape", "left", "left", "e")
        edits = desk.session.state.edits
        assert desk.answer.kind == "best"
        assert "for an earlier request" in desk.text
        await desk.press("1")
        assert desk.session.state.edits == edits
        assert "e looks again" in desk.notice


@played
async def test_prices_and_hinges_are_those_of_the_command() -> None:
    async with driving(TINY) as desk:
        await desk.press("w")
        assert desk.app.snapshot is not None
        scenario = api.load(TINY)
        price = desk.app.snapshot.studies["price"].result
        tipping = desk.app.snapshot.studies["tipping"].result
        assert isinstance(price, PriceAnswer)
        assert isinstance(tipping, TippingAnswer)
        assert price == api.price(scenario).told
        assert tipping == api.tipping(scenario, reload=lambda s: api.load(TINY, [s])).told
        assert "£23,960" in desk.text
        assert "stays best" in desk.text


@played
async def test_prices_stand_beside_the_rules_and_are_marked_old_after_a_change() -> None:
    async with driving(TINY) as desk:
        await desk.press("dollar_sign")
        assert desk.app.snapshot is not None
        assert format_rule_cost(desk.app.snapshot, "access") == "£24k"
        assert "£24k" in desk.text
        await desk.to_row("Access, lots")
        assert "costs £23,960 alone" in desk.text
        await desk.press("left")
        assert "before: costs £23,960 alone" in desk.text
        await desk.press("dollar_sign")
        assert "£24k" not in desk.text


@played
async def test_alternatives_come_into_the_tray() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        best = desk.answer
        await desk.press("a")
        others = [each for each in desk.session.tray if each.kind == "other"]
        assert others
        assert desk.answer == best
        answer = api.alternatives(api.load(BEDFORDSHIRE), most=6).told
        wanted = [design for design in answer.designs if not design.best]
        assert [each.lots for each in others] == [design.lots for design in wanted]
        assert [each.measures for each in others] == [design.measures for design in wanted]
        await desk.press("f4", "home", "enter")
        assert desk.session.shown == others[-1]
        assert "nearly as good" in desk.text


@played
async def test_a_study_gives_way_to_a_change_and_is_stopped(tmp_path: Path) -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("w", wait=False)
        assert desk.app.snapshot is not None
        assert all(each.busy for each in desk.app.snapshot.studies.values())
        await desk.press("escape")
        assert not desk.app.snapshot.busy
        await desk.press("w", wait=False)
        await desk.press("escape", "escape", wait=False)
        await desk.press("right")
        assert desk.answer.kind in ("best", "impossible")
        assert all(not each.busy for each in desk.app.snapshot.studies.values())


def test_flags_of_a_repair_become_edits() -> None:
    edits = add_flags(Edits(), ["--set a.b=[1, 2]", "--off c", "--set a.d=x=y"])
    assert edits == Edits((("a.b", "[1, 2]"), ("a.d", "x=y")), ("c",))


@played
async def test_the_front_is_traced_into_the_plot_and_a_point_looked_at() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "tab")
        assert desk.app.snapshot is not None
        await desk.choose_measure("y", "one provider")
        assert choose_axes(desk.app.snapshot)[1] == "largest_provider_share"
        await desk.press("t")
        study = desk.app.snapshot.studies["frontier"]
        answer = api.frontier(api.load(BEDFORDSHIRE), measures=study.measures).told
        assert isinstance(study.result, FrontierAnswer)
        assert study.result.points == answer.points
        assert {point.values for point in study.points} == {each.values for each in answer.points}
        assert len(answer.points) > 1
        assert f"trade-off complete, {len(answer.points)} points" in desk.text
        points = list_front_points(desk.app.snapshot)
        costs = [int(each.measures["whole_life_cost"] or 0) for each in points]
        assert costs == sorted(costs)
        await desk.press("enter", "down", "enter")
        assert desk.answer.kind == "front"
        assert desk.answer.lots == points[1].lots
        await desk.press("u")
        assert desk.answer.kind == "best"
        await desk.choose_measure("x", "middle of")
        assert "trade-off complete" not in desk.text


@played
async def test_points_of_the_front_are_walked_along_a_line_and_pinned() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "tab")
        await desk.choose_measure("y", "one provider")
        await desk.press("right")
        assert desk.app.snapshot is not None
        assert find_walked_point(desk.app.snapshot) is None
        before = desk.text
        await desk.press("t")
        assert not set("╱╲") & set(before)
        assert set("╱╲") & set(desk.text)
        points = list_front_points(desk.app.snapshot)
        await desk.press("right", "right")
        assert f"2 of {len(points)}: £" in desk.text
        assert "●◂" in desk.text
        await desk.burst("enter", "p")
        assert desk.answer.kind == "front"
        assert desk.answer.lots == points[1].lots
        assert desk.answer.number in desk.session.state.pins
        await desk.press("left", "left", "left")
        assert f"1 of {len(points)}: £" in desk.text
        await desk.press(*["right"] * (len(points) + 2))
        assert f"{len(points)} of {len(points)}: £" in desk.text


@played
async def test_a_front_of_one_point_says_that_one_design_is_best_on_both() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "tab", "t")
        assert desk.app.snapshot is not None
        assert len(list_front_points(desk.app.snapshot)) == 1
        assert "one design is best on both" in desk.text
