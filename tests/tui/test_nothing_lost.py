"""Nothing is lost without a question: files, edits, cells, designs, and the way out."""

import shutil
from pathlib import Path

from textual.widgets import Static

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played


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
async def test_leaving_is_asked_for_once() -> None:
    """Escape stays; nothing is lost by a slip."""
    async with driving(TINY) as desk:
        for key in ("q", "ctrl+c"):
            await desk.press(key)
            assert "Leave lotdesign" in desk.text
            await desk.press("escape")
            assert not any("Leave" in str(each.render()) for each in desk.app.screen.query(Static))
            assert desk.app.is_running
