"""What people come for, key by key: six tasks without documentation, and what goes wrong."""

import json
import shutil
from pathlib import Path

import pytest
from textual.widgets import Static

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY, driving, played

MOST_KEYS = 40


@played
async def test_raise_the_small_bidder_minimum_and_see_what_it_costs() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        before = desk.answer
        await desk.to_row("Small needed")
        await desk.press("right", "right")
        assert desk.session.state.edits.find("market.small_needed") == "5"
        assert desk.answer.measures != before.measures or desk.answer.kind == "impossible"
        assert "against S1" in desk.text
        assert desk.keys <= MOST_KEYS


@played
async def test_keep_two_centres_together() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("tab", "tab", "enter", wait=False)
        await desk.press("k", wait=False)
        await desk.type("sandy")
        await desk.press("enter")
        assert "leighton-north" in (desk.session.state.edits.find("rule.keep-1") or "")
        held = [set(lot) for lot in desk.answer.lots]
        assert any({"leighton-north", "sandy"} <= lot for lot in held) or not held
        assert desk.keys <= MOST_KEYS


@played
async def test_edit_the_hubs_of_a_rule(tmp_path: Path) -> None:
    """The list opens as it stands, grows by one, refuses what is unknown, and loses one."""
    folder = Path(shutil.copytree(TINY, tmp_path / "town"))
    hub = '\n[[rule]]\nid = "hubs"\nkind = "hub"\nunits = ["centre-east", "youth-east"]\n'
    with (folder / "scenario.toml").open("a", encoding="utf-8") as file:
        file.write(hub)
    async with driving(folder) as desk:
        assert len(desk.answer.lots) <= 2
        await desk.to_row("Hubs")
        await desk.press("enter", wait=False)
        await desk.type(";centre-wst")
        await desk.press("enter")
        assert "did you mean 'centre-west'?" in desk.text
        await desk.press("escape", "enter", wait=False)
        await desk.type(";centre-west")
        await desk.press("enter")
        edits = desk.session.state.edits
        assert edits.find("hubs.units") == "centre-east;youth-east;centre-west"
        assert "3 units" in desk.text
        await desk.press("minus", wait=False)
        await desk.type("youth-east;centre-east")
        await desk.press("enter")
        assert desk.session.state.edits.find("hubs.units") == "centre-west"
        assert desk.answer.kind == "impossible"
        assert "Every lot holds Children's centre West" in desk.text


@played
async def test_add_a_provider() -> None:
    async with driving(TINY) as desk:
        await desk.press("d", "t", "a", wait=False)
        await desk.type("Hope Trust")
        await desk.press("enter")
        assert desk.app.snapshot is not None
        providers = desk.app.snapshot.scenario.providers or ()
        assert providers[-1].name == "Hope Trust"
        assert "Hope Trust" in desk.text
        assert desk.keys <= MOST_KEYS


@played
async def test_mend_an_impossible_case_by_hand() -> None:
    async with driving(BEDFORDSHIRE / "too-much.toml") as desk:
        assert desk.answer.kind == "impossible"
        await desk.press("e")
        assert "No design exists" in desk.text
        await desk.press("enter", wait=False)
        await desk.type("+100k")
        await desk.press("enter")
        if desk.answer.kind == "impossible":
            await desk.press("u", "e", "space")
        assert desk.answer.kind == "best"
        assert desk.keys <= MOST_KEYS


@played
async def test_compare_with_the_councils_option() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("c")
        assert "Five locality lots" in desk.text
        assert "What moved, and why" in desk.text
        assert desk.keys <= MOST_KEYS


@played
async def test_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(TINY) as desk:
        for letter in "mcjpqt":
            await desk.press("E", letter, "enter")
        assert desk.keys <= MOST_KEYS
        for letter in "hwfxk":
            await desk.press("E", letter, "enter")
            assert "Written to tiny." in desk.notice
        await desk.press("E", "g")
        assert desk.notice.startswith("Not written: ")
    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    written = ("html", "docx", "pdf", "exempt.html", "xlsx")
    wanted = ("md", "csv", "json", "svg", "sh", "txt", *written)
    assert names == {f"tiny.{ending}" for ending in wanted}
    assert "Town charity" not in (tmp_path / "tiny.html").read_text()
    assert "Town charity" in (tmp_path / "tiny.exempt.html").read_text()
    assert (tmp_path / "tiny.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "tiny.json").read_text())["status"] == "optimal"
    assert "<svg" in (tmp_path / "tiny.svg").read_text()
    assert (tmp_path / "tiny.sh").read_text().startswith("lotdesign solve")


@played
async def test_export_says_where_and_asks_before_it_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "tiny.html"
    file.write_text("ours")
    async with driving(TINY) as desk:
        await desk.press("E", "h")
        said = " ".join(str(each.render()) for each in desk.app.screen.query(Static))
        assert tmp_path.name in said
        await desk.press("enter")
        assert "tiny.html is there already" in desk.text
        await desk.press("n")
        assert desk.notice == "Not written: it is as it was."
        assert file.read_text() == "ours"
        await desk.press("E", "h", "enter", "escape")
        assert file.read_text() == "ours"
        await desk.press("E", "h", "enter", "o")
        assert desk.notice == "Written to tiny.html."
    assert file.read_text().startswith("<!DOCTYPE html>")


@played
async def test_export_onto_a_file_of_the_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, by whatever name, and the file is as it was."""
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    before = (folder / "scenario.toml").read_bytes()
    (tmp_path / "link").hardlink_to(folder / "scenario.toml")
    monkeypatch.chdir(tmp_path)
    async with driving(folder) as desk:
        for name in ("tiny/scenario.toml", "tiny/../tiny/scenario.toml", "link"):
            await desk.press("E", "j", "ctrl+u")
            await desk.type(name)
            await desk.press("enter")
            assert f"Not written: '{name}' would overwrite" in desk.notice
    assert (folder / "scenario.toml").read_bytes() == before


@played
async def test_first_run() -> None:
    """Nothing was ever opened: the examples are there, enter opens one."""
    async with driving(None) as desk:
        assert "EXAMPLES" in desk.text
        await desk.press("question_mark")
        assert "KEYS ON THAT SCREEN" in desk.text
        await desk.press("escape")
        for _ in range(MOST_KEYS):
            if "▸ tiny" in desk.text:
                break
            await desk.press("down", wait=False)
        await desk.press("enter")
        assert desk.answer.kind == "best"


@played
async def test_a_bad_file_shows_its_faults_and_can_be_opened_once_mended(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "town"))
    file = folder / "scenario.toml"
    good = file.read_text()
    file.write_text(good.replace('lots = "all"', 'lotz = "all"'))
    async with driving(folder) as desk:
        assert "did you mean 'lots'?" in desk.text
        file.write_text(good)
        await desk.press("o", wait=False)
        await desk.press(*["backspace"] * 3, wait=False)
        desk.app.open_scenario(str(folder))
        await desk.press("f2")
        assert desk.answer.kind == "best"


@played
async def test_edit_wrong_number_mend_solve_pin_compare_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(BEDFORDSHIRE) as desk:
        await desk.to_row("Spread, max share")
        await desk.type("2x5")
        await desk.press("enter")
        assert "type a number" in desk.text
        assert desk.session.state.edits.find("spread.max_share") is None
        await desk.press("backspace", "backspace", wait=False)
        await desk.type("5%")
        await desk.press("enter")
        assert desk.session.state.edits.find("spread.max_share") == "25%"
        await desk.press("f4", "p", "space", "down", "space")
        assert desk.session.state.pins
        await desk.press("c")
        assert len(desk.session.state.marks) == 2
        assert "Measures, and how they differ" in desk.text
        await desk.press("E", "t", "enter")
    assert "(base)" in (tmp_path / "council.txt").read_text()


@played
async def test_a_value_out_of_range_is_shown_at_once_and_undone() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.to_row("Spread, max share")
        await desk.type("250%")
        await desk.press("enter")
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.faults
        assert "spread.max_share" in desk.text
        await desk.press("u")
        assert not desk.app.snapshot.faults


@played
async def test_move_by_hand_and_undo() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        best = desk.answer
        await desk.press("f3", "enter", "m", "b")
        drawn = desk.answer
        assert drawn.kind == "hand"
        assert drawn.lots != best.lots
        assert "breaks" in desk.text
        await desk.press("u")
        assert desk.answer.number == best.number
        await desk.press("U", "h")
        assert desk.answer.number == best.number


@played
async def test_lock_a_lot_then_forbid() -> None:
    async with driving(TINY) as desk:
        await desk.press("f3", "tab", "l")
        assert desk.session.state.edits.find("rule.lock-1") is not None
        await desk.press("enter", "a", wait=False)
        await desk.type("club east")
        await desk.press("enter")
        assert desk.session.state.edits.find("rule.part-1") is not None
        assert desk.answer.kind == "impossible"
        await desk.press("escape", "e")
        assert "lock-1" in desk.text


@played
async def test_data_is_written_back_with_its_comments(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BEDFORDSHIRE, tmp_path / "council"))
    comments = [x for x in (folder / "scenario.toml").read_text().splitlines() if x.startswith("#")]
    async with driving(folder) as desk:
        await desk.press("d", "t", "enter", "down", "down", "down", "down", "down", "down", "enter")
        await desk.type("5")
        await desk.press("enter", "w", "enter", "w")
        assert not len(desk.session.state.edits)
        assert desk.notice == "Written to providers.csv; u takes it back."
    assert (load(folder).providers or ())[0].capacity == 500
    after = (folder / "scenario.toml").read_text().splitlines()
    assert [x for x in after if x.startswith("#")] == comments


@played
async def test_everything_is_there_after_reopening() -> None:
    async with driving(TINY, keep=True) as desk:
        await desk.press("right", "f4", "p", "n", wait=False)
        await desk.type("good one")
        await desk.press("enter")
        before = desk.session.state
    async with driving(TINY, keep=True) as again:
        assert again.session.state == before
        assert "good one" in again.text
        await again.press("u")
        assert again.session.state != before


@played
async def test_resizing_turns_columns_into_pages_and_back() -> None:
    async with driving(TINY) as desk:
        await desk.pilot.resize_terminal(80, 24)
        await desk.press("right", "f3")
        assert "[F3 Get]" in desk.text
        await desk.pilot.resize_terminal(140, 50)
        await desk.press("f2")
        assert "What you ask" in desk.text
        assert "Seen so far" in desk.text


@played
async def test_every_action_stands_in_the_palette() -> None:
    async with driving(TINY) as desk:
        names = {each.title for each in desk.app.get_system_commands(desk.app.screen)}
        assert {
            "Undo",
            "Compare",
            "Export",
            "Units and providers",
            "Switch the rule on or off",
        } <= names


@played
async def test_keys_typed_ahead_all_count() -> None:
    """Each key acts on the state that the keys before it made, however fast they come."""
    keys = ("right", "right", "right", "down", "right", "right")
    async with driving(BEDFORDSHIRE) as slow:
        await slow.press(*keys)
        edits = slow.session.state.edits
    async with driving(BEDFORDSHIRE) as fast:
        await fast.burst(*keys)
        assert fast.session.state.edits == edits
        await fast.burst("right", "u", "u")
        assert not fast.session.state.edits
        await fast.burst("U", "U", "left")
        assert fast.session.state.edits == edits
        await fast.press("f4")
        await fast.burst("p", "space", "down", "space")
        assert len(fast.session.state.pins) == 1
        assert len(fast.session.state.marks) == 2
