"""What hands expect of any program: filter, mouse, paste, pages from everywhere, suspend."""

import gc
import shutil
from pathlib import Path
from weakref import WeakSet

import pytest
from textual import events
from textual.widget import Widget

from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tui.screens.data import CellsPane, RowsPane
from tui.screens.lot import BiddersPane
from tui.screens.workbench import PageBar, Workbench
from tui.session.edits import Edits
from tui.session.table_paste import NotPastable, place_block, read_pasted_block
from tui.session.tables import read_tables
from tui.widgets.bars import KeyBar
from tui.widgets.picture_widget import PictureWidget
from tui.widgets.request_panes import ParametersPane
from tui.widgets.seen_panes import TrayPane
from tui.widgets.solution_panes import LotsPane


async def _paste(desk: Driver, text: str) -> None:
    """What a terminal sends when somebody pastes."""
    driver = desk.app._driver
    assert driver is not None
    driver.send_message(events.Paste(text))
    await desk.press()


async def _click(desk: Driver, widget: type[Widget], words: str, times: int = 1) -> None:
    """Clicks the middle of some words on a widget."""
    target = desk.app.screen.query_one(widget)
    texts = ["".join(s.text for s in target.render_line(y)) for y in range(target.size.height)]
    row = next(y for y, text in enumerate(texts) if words in text)
    column = texts[row].index(words) + len(words) // 2
    await desk.pilot.click(target, offset=(column, row), times=times)
    await desk.press()


def _read_focused(desk: Driver) -> str:
    """The pane with the focus, as text."""
    pane = desk.app.focused
    assert pane is not None
    return "\n".join(pane.render_line(y).text for y in range(pane.size.height))


# Filters


@played
async def test_a_slash_filters_what_is_asked_except_on_a_number() -> None:
    """On a number row it divides, as before; on another one, and with ^f anywhere, it filters."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("slash", "2", wait=False)
        await desk.press("enter")
        assert desk.session.state.edits.find("envelope-family.annual") == "760000"
        await desk.press("u", "ctrl+f", wait=False)
        await desk.type("small")
        assert "Envelope" not in _read_focused(desk)
        assert "of 28, enter keeps" in desk.text
        await desk.press("enter")
        row = desk.app.snapshot.row if desk.app.snapshot else None
        assert row is not None
        assert "mall" in f"{row.group} {row.label}"
        await desk.press("down", "right")
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.row is not None
        assert desk.app.snapshot.row.label in desk.text
        await desk.press("escape")
        assert "/small" not in _read_focused(desk)
        await desk.press("home")
        assert "Envelope" in _read_focused(desk)
        await desk.to_row("Connected")
        await desk.press("slash", "u", "p", wait=False)
        await desk.press("enter")
        assert "Uplift" in _read_focused(desk)
        assert "Envelope" not in _read_focused(desk)


@pytest.mark.parametrize(
    ("keys", "words", "there", "gone"),
    [
        (("f4",), "nine", "Nine", "Five"),
        (("f3", "tab"), "ivel", "Ivel", "Leighton"),
        (("d",), "sandy", "Sandy", "Flitwick"),
        (("d", "enter"), "need", "need", "tupe"),
    ],
)
@played
async def test_a_slash_filters_every_list(
    keys: tuple[str, ...], words: str, there: str, gone: str
) -> None:
    """The cursor goes to the first match; what does not match is not there until escape."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press(*keys)
        await desk.press("slash", wait=False)
        await desk.type(words)
        await desk.press("enter")
        shown = _read_focused(desk)
        assert "▸" in shown
        assert there in shown
        assert gone not in shown
        await desk.press("escape")
        shown = _read_focused(desk)
        assert gone in shown


@played
async def test_a_filter_without_a_match_hides_nothing() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "slash", wait=False)
        await desk.type("zebra")
        await desk.press()
        assert "no match" in desk.text
        assert "S1" in desk.text


@played
async def test_who_can_bid_is_filtered_too() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f3", "enter")
        while not isinstance(desk.app.focused, BiddersPane):
            assert desk.keys < 10
            await desk.press("tab")
        await desk.press("slash", wait=False)
        await desk.type("not small")
        await desk.press("enter")
        assert "NOT SMALL" in desk.text
        assert "CANNOT" not in desk.text


# Pages


@played
async def test_pages_say_their_keys_and_have_them_on_every_screen() -> None:
    async with driving(BEDFORDSHIRE, (80, 24)) as desk:
        assert "[F2 Ask]" in desk.text
        assert "F3 Get" in desk.text
        for away in ("c", "d", "w", "question_mark"):
            await desk.press("f2", away)
            assert not isinstance(desk.app.screen, Workbench)
            await desk.press("f4")
            assert "[F4 Seen]" in desk.text


# The mouse


@played
async def test_a_bar_is_a_slider() -> None:
    """A click sets the figure, its arrows step it, and it can be dragged."""
    async with driving(BEDFORDSHIRE) as desk:
        pane = desk.app.screen.query_one(ParametersPane)
        text = pane.render_line(2).text
        left, right = text.index("◂"), text.index("▸", 3)
        await desk.pilot.click(pane, offset=(right, 2))
        await desk.press()
        assert desk.session.state.edits.find("envelope-family.annual") == "1521000"
        await desk.pilot.click(pane, offset=(left + 1, 2))
        await desk.press()
        low = desk.session.state.edits.find("envelope-family.annual")
        assert low is not None
        assert int(low) < 1_000_000
        await desk.pilot.mouse_down(pane, offset=(left + 1, 2))
        await desk.pilot.hover(pane, offset=(right - 1, 2))
        await desk.pilot.mouse_up(pane, offset=(right - 1, 2))
        await desk.press()
        assert desk.session.state.edits.find("envelope-family.annual") == "3040000"


@played
async def test_the_line_of_keys_and_the_pages_answer_the_mouse() -> None:
    async with driving(BEDFORDSHIRE, (80, 24)) as desk:
        await _click(desk, KeyBar, "More")
        assert desk.session.state.edits.find("envelope-family.annual") == "1521000"
        await _click(desk, KeyBar, "Undo")
        assert not desk.session.state.edits
        await _click(desk, KeyBar, "Help")
        assert "KEYS ON THAT SCREEN" in desk.text
        await desk.press("escape")
        await _click(desk, PageBar, "Seen")
        assert "[F4 Seen]" in desk.text


@played
async def test_a_double_click_opens() -> None:
    """A lot, a design, a cell, a scenario, and an option of a dialog at one click."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f3", "tab")
        await _click(desk, LotsPane, "Ivel", times=2)
        assert "Who can bid" in desk.text
        assert "Lot D" in desk.text
        await desk.press("f4")
        await _click(desk, TrayPane, "Five", times=2)
        assert desk.session.shown is not None
        assert desk.session.shown.kind == "given"
        await desk.press("d")
        await _click(desk, RowsPane, "Sandy", times=2)
        assert isinstance(desk.app.focused, CellsPane)
    async with driving(None) as desk:
        name = "tiny "
        start = desk.app.screen.query_one("#choices")
        lines = [start.render_line(y).text for y in range(start.size.height)]
        row = next(y for y, text in enumerate(lines) if name in text)
        await desk.pilot.click(start, offset=(6, row), times=2)
        await desk.press()
        assert desk.answer.kind == "best"


# Pasting


@played
async def test_a_number_is_pasted_into_a_row_and_into_a_field() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await _paste(desk, "£1,400,000\n")
        await desk.press("enter")
        assert desk.session.state.edits.find("envelope-family.annual") == "1400000"
        await desk.press("S", "ctrl+u")
        await _paste(desk, "one\ntwo\n")
        assert desk.notice == "Only the first of 2 lines was pasted."
        await desk.press("escape", "f3")
        await _paste(desk, "words")
        assert desk.notice == "Nothing here can be pasted into: open a field first."
        await desk.press("f4", "slash", wait=False)
        await _paste(desk, "five")
        assert "/five" in desk.text


@played
async def test_a_column_from_a_spreadsheet_is_pasted_into_data(tmp_path: Path) -> None:
    """Every change is shown first; it is one step, which undo takes back."""
    folder = Path(shutil.copytree(TINY, tmp_path / "town"))
    async with driving(folder) as desk:
        await desk.press("d", "down")
        table = read_tables(str(folder), desk.session.state.edits)[0]
        ids = [row.id for row in table.rows]
        await _paste(desk, "Annual budget\r\n£101,000\r\n102000\r\n")
        assert "101000" in desk.text
        assert "Paste 2 cells" in desk.text
        assert not desk.session.state.edits
        await desk.press("p")
        edits = desk.session.state.edits
        assert edits.find(f"units.{ids[1]}.annual_budget") == "101000"
        assert edits.find(f"units.{ids[2]}.annual_budget") == "102000"
        await desk.press("u")
        assert not desk.session.state.edits
        await _paste(desk, "7\n8")
        await desk.type("need")
        await desk.press("enter", "p")
        assert desk.session.state.edits.find(f"units.{ids[1]}.need") == "7"
        await desk.press("u", "end")
        await _paste(desk, "annual_budget\n1\n2\n3")
        assert desk.notice.startswith("Not pasted: 3 lines for 1 row")
        assert not desk.session.state.edits


def test_a_pasted_block_says_everything_that_does_not_fit() -> None:
    table = read_tables(str(TINY), Edits())[0]
    block = read_pasted_block("a\tb\n" * 40)
    with pytest.raises(NotPastable, match=r"40 lines for .* rows.*copy as many"):
        place_block(table, range(len(table.rows)), "need", block)
    with pytest.raises(NotPastable, match=r"ids stay as they are.*40 lines"):
        place_block(table, range(2), "id", block)
    with pytest.raises(NotPastable, match="2 columns for 1 column"):
        place_block(table, [0], table.columns[-1], [["x", "y"]])
    assert read_pasted_block(" £1,200.50 \tx\n\n") == [["1200.50", "x"]]


# Suspending


@played
async def test_ctrl_z_suspends_and_does_not_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    async with driving(TINY) as desk:
        asked: list[bool] = []
        monkeypatch.setattr(type(desk.app), "action_suspend_process", lambda _: asked.append(True))
        await desk.press("right")
        edits = desk.session.state.edits
        await desk.press("ctrl+z")
        assert asked == [True]
        assert desk.session.state.edits == edits


@played
async def test_a_page_that_is_left_is_let_go() -> None:
    """Its panes would otherwise stay, with all that they drew, as long as the interface does."""
    async with driving(TINY) as desk:
        panes: WeakSet[Widget] = WeakSet()
        for _ in range(4):
            await desk.press("f1")
            panes.update(desk.app.screen.query(PictureWidget))
            await desk.press("escape")
        opened = len({type(pane) for pane in panes})
        await desk.press("f5", "escape")
        gc.collect()
        assert len(panes) <= opened
