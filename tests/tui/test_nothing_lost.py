"""Nothing is lost without a question: files, edits, cells, designs, and the way out."""

import asyncio
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tui.screens.start import StartScreen
from tui.screens.workbench import Workbench
from tui.services.session import SessionService
from tui.session.actions import ChangeEdits, ResultArrived, WriteNote
from tui.session.edits import Edits
from tui.session.session_file import find_session_file
from tui.widgets.dialogs import TextDialog


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BEDFORDSHIRE, tmp_path / "council"))


async def _change_capacity(desk: Driver, text: str) -> None:
    """The capacity of the first provider, typed into its cell."""
    await desk.press("d", "t", "enter", *["down"] * 6, "enter", wait=False)
    await desk.type(text)
    await desk.press("enter")


@played
async def test_a_cell_is_replaced_by_what_is_typed() -> None:
    """As a figure on the workbench; arrows and backspace edit what stands there."""
    async with driving(BEDFORDSHIRE) as desk:
        await _change_capacity(desk, "300000")
        assert [text for _, text in desk.session.state.edits.settings] == ["300000"]
        await desk.press("enter", "end", "backspace", wait=False)
        await desk.type("9")
        await desk.press("enter")
        assert [text for _, text in desk.session.state.edits.settings] == ["300009"]


@played
async def test_a_cell_as_in_the_files_is_no_edit() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        before = (load(BEDFORDSHIRE).providers or ())[0].capacity
        await _change_capacity(desk, "300000")
        await desk.press("enter", wait=False)
        assert before is not None
        await desk.type(str(before // 100))
        await desk.press("enter")
        assert not len(desk.session.state.edits)


@played
async def test_writing_shows_what_changes_and_asks(tmp_path: Path) -> None:
    """Escape leaves the files as they are; the other scenario on the table is named."""
    folder = _copy(tmp_path)
    before = (folder / "providers.csv").read_bytes()
    async with driving(folder) as desk:
        await _change_capacity(desk, "5")
        await desk.press("w", "enter")
        assert "4500000 -> 5" in desk.text or "-> 5" in desk.text
        assert "too-much.toml" in desk.text
        assert (folder / "providers.csv").read_bytes() == before
        await desk.press("escape")
        assert (folder / "providers.csv").read_bytes() == before
        assert len(desk.session.state.edits) == 1


@played
async def test_files_changed_between_question_and_answer_stay(tmp_path: Path) -> None:
    """What was shown is not what would be overwritten; the edit is kept and can be written anew."""
    folder = _copy(tmp_path)
    file = folder / "providers.csv"
    async with driving(folder) as desk:
        await _change_capacity(desk, "5")
        await desk.press("w", "enter")
        theirs = file.read_bytes() + b"\n"
        file.write_bytes(theirs)
        await desk.press("w")
        assert "changed meanwhile" in desk.notice
        assert file.read_bytes() == theirs
        assert len(desk.session.state.edits) == 1
        await desk.press("w", "enter", "w")
        assert "Written to" in desk.notice
        assert not len(desk.session.state.edits)


@played
async def test_undo_takes_written_files_back_and_redo_writes_them_again(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    file = folder / "providers.csv"
    before = file.read_bytes()
    async with driving(folder) as desk:
        await _change_capacity(desk, "5")
        await desk.press("w", "enter", "w")
        written = file.read_bytes()
        assert written != before
        assert not len(desk.session.state.edits)
        await desk.press("escape", "u")
        assert file.read_bytes() == before
        assert len(desk.session.state.edits) == 1
        await desk.press("U")
        assert file.read_bytes() == written
        file.write_bytes(written + b"\n")
        await desk.press("u")
        assert "changed since" in desk.notice
        assert file.read_bytes() == written + b"\n"
        assert not len(desk.session.state.edits)


@played
async def test_the_tray_keeps_its_cursor_on_a_design() -> None:
    """Lines that come in above it do not put another design under the next key."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "f2")
        await desk.to_row("Spread, max share")
        first = desk.answer.number
        await desk.press(*["left"] * 6)
        assert desk.answer.number != first
        await desk.press("f4", "p")
        assert desk.session.state.pins == {first}


@played
async def test_keys_typed_fast_after_move_all_count() -> None:
    """The letter of the lot reaches the question, however fast it comes."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f3", "enter")
        await desk.burst("m", "b")
        assert desk.answer.kind == "hand"


@played
async def test_keys_count_where_the_processor_is_busy_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A process that waits for the processor looks like one that has nothing to do."""

    async def look_idle(*seconds: float) -> None:
        await asyncio.sleep(0)

    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f3", "enter")
        monkeypatch.setattr("textual.pilot.wait_for_idle", look_idle)
        await desk.burst("m", "b")
        assert desk.answer.kind == "hand"


@played
async def test_a_figure_typed_ahead_of_a_question_goes_into_it() -> None:
    """Not into the row with the cursor, which takes figures too."""
    async with driving(TINY) as desk:
        await desk.burst("S", "2", "3")
        assert isinstance(desk.app.screen, TextDialog)
        assert desk.app.screen.query_one(Input).value == "23"


@played
async def test_saved_as_from_every_screen_of_the_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Data and Compare as from the workbench; from the start screen there is nothing to."""
    monkeypatch.chdir(tmp_path)
    async with driving(shutil.copytree(TINY, tmp_path / "tiny")) as desk:
        await desk.press("d", "S", "ctrl+u", wait=False)
        await desk.type("kept")
        await desk.press("enter")
        assert desk.session.path == str(tmp_path / "kept")
        assert isinstance(desk.app.screen, Workbench)
        await desk.press("c", "S", wait=False)
        assert isinstance(desk.app.screen, TextDialog)
        await desk.press("escape", "escape", "o", "S", wait=False)
        assert isinstance(desk.app.screen, StartScreen)


@played
async def test_leaving_is_asked_for_once() -> None:
    """Escape stays; nothing is lost by a slip."""
    async with driving(TINY) as desk:
        for key in ("q", "ctrl+c"):
            await desk.press(key)
            assert "Leave lotdesign" in desk.text
            await desk.press("escape")
            assert not any("Leave" in str(each.render()) for each in desk.app.screen.query(Static))
            assert desk.app.is_running


@played
async def test_saved_as_a_folder_that_can_be_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits, designs, notes and pins go with it, to whoever opens it, without a state of theirs."""
    monkeypatch.chdir(tmp_path)
    folder = _copy(tmp_path)
    async with driving(folder, keep=True) as desk:
        await _change_capacity(desk, "5")
        await desk.press("escape", "escape", "f4", "p", "n", wait=False)
        await desk.type("for Ann")
        await desk.press("enter")
        before = desk.session
        await desk.press("S", "ctrl+u", wait=False)
        await desk.type("handed")
        await desk.press("enter")
        assert desk.session.path == str(tmp_path / "handed")
        assert desk.session.state == before.state
        assert "handed" in desk.notice
        await desk.press("f4", "n", "ctrl+u", wait=False)
        await desk.type("for Bob")
        await desk.press("enter")
    assert load(folder).sha256 == load(tmp_path / "handed").sha256
    (tmp_path / "handed").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of-bob"))
    async with driving(tmp_path / "elsewhere", keep=True) as again:
        assert again.session.state.edits == before.state.edits
        assert again.session.state.pins == before.state.pins
        assert "for Bob" in again.text
        assert [entry.number for entry in again.session.tray] == [e.number for e in before.tray]


@played
async def test_saving_as_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = _copy(tmp_path)
    (tmp_path / "taken").mkdir()
    async with driving(folder, keep=True) as desk:
        await desk.press("S", "ctrl+u", wait=False)
        await desk.type("taken")
        await desk.press("enter")
        assert "exists" in desk.notice
        assert desk.session.path == str(folder)
    assert not any((tmp_path / "taken").iterdir())


@played
async def test_two_instances_on_one_scenario_lose_nothing(tmp_path: Path) -> None:
    """The second one says so and keeps apart; what it saw joins the list once it is closed."""
    folder = _copy(tmp_path)
    async with driving(folder, keep=True) as desk:
        other = SessionService(keep=True)
        other.open(str(folder))
        assert other.is_apart
        edits = Edits().set("spread.max_share", "25%")
        other.perform(ChangeEdits(edits, "ask"))
        other.perform(ResultArrived(edits, desk.answer.result))
        assert other.session is not None
        number = other.session.entries[-1].number
        other.perform(WriteNote(number, "theirs"))
        other.close()
        await desk.press("f4", "n", wait=False)
        await desk.type("mine")
        await desk.press("enter")
    async with driving(folder, keep=True) as again:
        assert not again.app.session_service.is_apart
        notes = [again.session.find_note(entry.number) for entry in again.session.tray]
        assert sorted(filter(None, notes)) == ["mine", "theirs"]
        assert len(again.session.tray) == 2
    async with driving(folder, keep=True) as later:
        assert len(later.session.tray) == 2


@played
async def test_a_second_instance_is_told(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    first = SessionService(keep=True)
    first.open(str(folder))
    async with driving(folder, keep=True) as desk:
        assert "open in another window" in desk.notice
    first.close()


@played
async def test_a_full_disk_is_said_and_never_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _copy(tmp_path)

    def fail(*given: object) -> None:
        raise OSError(28, "No space left on device")

    async with driving(folder, keep=True) as desk:
        monkeypatch.setattr("tui.session.session_saver.save_session", fail)
        await desk.press("f4", "p")
        for _ in range(50):
            if "not saved" in desk.text:
                break
            await desk.pilot.pause(0.05)
        assert "not saved: no space left" in desk.text
        await desk.press("q")
        assert "Everything is kept" not in desk.text
        assert "Not saved: no space left" in desk.text
        await desk.press("escape")
        monkeypatch.undo()
        await desk.press("p")
        for _ in range(50):
            if "not saved" not in desk.text:
                break
            await desk.pilot.pause(0.05)
        assert "not saved" not in desk.text


@played
async def test_a_session_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    file = find_session_file(folder)
    file.parent.mkdir(parents=True)
    file.write_text('{"version": 99}')
    async with driving(folder, keep=True) as desk:
        await desk.press("f4", "p")
    assert '"version": 1' in file.read_text()
    assert file.with_suffix(".unreadable.json").read_text() == '{"version": 99}'
