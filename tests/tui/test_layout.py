"""Every size of terminal: nothing is squeezed out, no number cut, any pane takes all the room."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from lotdesign.report.amounts import format_whole_pounds
from tests.tui.drive import BEDFORDSHIRE, TINY, driving, played
from tui.canvas.glyphs import UNICODE
from tui.canvas.picture import PictureColumn, describe_hidden, widen_columns
from tui.pictures.crosstab import draw_crosstab
from tui.safe_text import clip_columns, fit_columns
from tui.snapshot import MapView
from tui.widgets.pane import Pane
from tui.widgets.seen_panes import ChangesPane, TrayPane
from tui.widgets.solution_panes import AnswerPane, LotsPane, MapPane

CUT_NUMBER = re.compile(r"\d[,.]?\d*[…~]")


def _read(pane: Pane) -> str:
    return "\n".join(pane.render_line(y).text for y in range(pane.size.height))


def _make_dear_scenario(folder: Path) -> Path:
    """The council with a hundred times the money: lots of tens of millions a year."""
    town = Path(shutil.copytree(BEDFORDSHIRE, folder / "dear"))
    money = {"units": ("annual_budget",), "providers": ("annual_turnover", "capacity")}
    for name, columns in money.items():
        file = town / f"{name}.csv"
        with file.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        for row in rows:
            row.update({column: f"{row[column]}00" for column in columns if row[column]})
        with file.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return town


# Sizes


@pytest.mark.parametrize("rows", [24, 27, 30])
@played
async def test_the_list_of_designs_has_rows_on_low_screens(rows: int) -> None:
    async with driving(BEDFORDSHIRE, (120, rows)) as desk:
        text = _read(desk.app.screen.query_one(TrayPane))
        assert len(re.findall(r"£\d+\.\d\dm", text)) >= 4
        for kind in (MapPane, LotsPane, AnswerPane, ChangesPane):
            assert desk.app.screen.query_one(kind).size.height >= 5


@played
async def test_a_low_screen_shows_the_units_of_a_lot() -> None:
    async with driving(BEDFORDSHIRE, (120, 24)) as desk:
        await desk.press("f3", "enter")
        assert "Linslade centre" in desk.text


@played
async def test_wide_screens_give_names_the_room() -> None:
    """And what a design breaks is said at every width, by words or by a sign."""
    async with driving(BEDFORDSHIRE, (160, 48)) as desk:
        assert _read(desk.app.screen.query_one(TrayPane)).count("(breaks rules)") == 6
        assert "Leighton Buzzard and Lins" in _read(desk.app.screen.query_one(LotsPane))
    async with driving(BEDFORDSHIRE, (112, 40)) as desk:
        assert len(re.findall(r"[a-g]   ✗ ", _read(desk.app.screen.query_one(TrayPane)))) == 6


@played
async def test_data_on_a_narrow_screen_shows_the_figures_with_the_names() -> None:
    async with driving(BEDFORDSHIRE, (80, 24)) as desk:
        await desk.press("d")
        assert re.search(r"Houghton Regis centre +£215,000 .*19", desk.text)
        await desk.press("enter")
        assert "175000" in desk.text
        assert "Leighton Buzzard North centre" in desk.text
        await desk.press("escape", "t")
        assert re.search(r"£[\d,]+ +£[\d,]+", desk.text)


@pytest.mark.parametrize("size", [(80, 24), (112, 30), (160, 48)])
@played
async def test_no_number_is_cut(size: tuple[int, int], tmp_path: Path) -> None:
    """Tables give figures the columns that they need, whatever the money."""
    async with driving(_make_dear_scenario(tmp_path), size) as desk:
        await desk.press("f4", "end", "up", "enter")
        shown = desk.session.shown
        assert shown is not None
        assert shown.lots
        seen = []
        for keys in (("f2",), ("f3",), ("f4",), ("f3", "enter"), ("c",), ("d",), ("f4", "v", "v")):
            await desk.press("f2", *keys)
            seen.append(desk.text)
            if keys == ("f3",):
                lots = _read(desk.app.screen.query_one(LotsPane))
                for lot in shown.result.lots[:3]:
                    assert format_whole_pounds(lot.market_value_pence) in lots
        assert not [cut for text in seen for cut in CUT_NUMBER.findall(text)]


def test_a_number_that_does_not_fit_is_left_out_whole() -> None:
    assert fit_columns("Cost £15,952,567 in all", 10) == "Cost…     "
    assert clip_columns("£15.35m", 5) == "…"
    assert clip_columns("Lot of 12 units", 12) == "Lot of 12 u…"
    assert fit_columns("£15,952,567", 9, right=True) == "        …"


def test_columns_of_figures_are_as_wide_as_their_figures() -> None:
    shape = widen_columns(
        [PictureColumn("Name"), PictureColumn("Cost", 6, right=True)], [["", "£1,000,000"]]
    )
    assert [each.width for each in shape] == [0, 10]


# What is out of view


@played
async def test_more_lots_than_there_is_room_for_are_announced() -> None:
    async with driving(BEDFORDSHIRE, (120, 24)) as desk:
        await desk.press("f4", "down", "enter")
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.lot_count == 13
        lots = _read(desk.app.screen.query_one(LotsPane))
        assert re.search(r"1 of 13; \d+ below", lots)
        await desk.press("f3", "tab", "end")
        assert re.search(r"13 of 13; \d+ above", _read(desk.app.screen.query_one(LotsPane)))


def test_what_is_hidden_above_and_below() -> None:
    assert describe_hidden((None, 3, 4, None), range(8)) == "3 above, 3 below"
    assert describe_hidden((0, 1), range(2)) == ""


# Zooming


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
@played
async def test_any_pane_takes_the_whole_screen(size: tuple[int, int]) -> None:
    """Tab goes on to the next pane, also to those that only tell; z gives all their room again."""
    async with driving(BEDFORDSHIRE, size) as desk:
        screen = desk.app.screen
        before = {pane.id: pane.size for pane in screen.query(Pane)}
        await desk.press("z")
        seen = []
        for _ in before:
            (shown,) = [pane for pane in screen.query(Pane) if pane.size.height]
            assert shown.size.width == size[0]
            assert shown.size.height >= size[1] - 4
            assert shown.has_focus
            seen.append(shown.id)
            await desk.press("tab")
        assert sorted(map(str, seen)) == sorted(map(str, before))
        await desk.press("f3")
        assert screen.query_one(MapPane).size.width == size[0]
        await desk.press("f2", "z")
        assert {pane.id: pane.size for pane in screen.query(Pane)} == before
        await desk.press("z", "escape")
        assert {pane.id: pane.size for pane in screen.query(Pane)} == before


@pytest.mark.parametrize(
    "keys", [("c",), ("d",), ("f3", "enter"), ("w",), ("W",), ("question_mark",)]
)
@played
async def test_panes_zoom_on_every_screen(keys: tuple[str, ...]) -> None:
    async with driving(TINY, (80, 24)) as desk:
        await desk.press(*keys)
        before = desk.text
        await desk.press("z")
        (shown,) = [pane for pane in desk.app.screen.query(Pane) if pane.size.height]
        assert shown.size.height >= 22
        await desk.press("z")
        assert desk.text == before


@played
async def test_a_double_click_on_a_title_zooms() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        pane = desk.app.screen.query_one(ChangesPane)
        await desk.pilot.click(pane, offset=(5, 0), times=2)
        await desk.press()
        assert pane.size.width == 120
        await desk.pilot.click(pane, offset=(5, 0), times=2)
        await desk.press()
        assert pane.size.width < 60


# The map


@played
async def test_the_map_gets_larger_moves_and_says_what_is_out_of_view() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f3")
        pane = desk.app.screen.query_one(MapPane)
        whole = _read(pane)
        await desk.press("plus", "plus", "plus", "plus")
        larger = _read(pane)
        assert "out of view: " in larger
        assert "D" in larger.partition("out of view: ")[2]
        await desk.press("shift+right")
        assert _read(pane) != larger
        await desk.press("right", "right", "right")
        assert "D" not in _read(pane).partition("out of view: ")[2]
        await desk.press("left", "left", "left", "0")
        assert _read(pane) == whole


@played
async def test_a_click_on_the_map_goes_to_the_lot_there() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        pane = desk.app.screen.query_one(MapPane)
        lines = _read(pane).splitlines()
        row = next(y for y, line in enumerate(lines) if "[D]" in line)
        await desk.pilot.click(pane, offset=(lines[row].index("[D]") + 1, row))
        await desk.press()
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.entry is not None
        assert desk.app.snapshot.entry.letters[desk.app.snapshot.lot_position] == "D"


def test_a_table_of_places_says_what_is_missing_and_moves() -> None:
    places = [(str(i), f"Place {i}") for i in range(9)]
    services = [(str(i), f"{i} service") for i in range(9)]
    drawn = draw_crosstab(places, services, {}, 60, 6, UNICODE)
    text = "\n".join("".join(span.text for span in line) for line in drawn)
    assert "0 s" in text
    assert "Place 3" in text
    assert "Place 4" not in text
    assert "5 places and" in text
    moved = draw_crosstab(places, services, {}, 60, 6, UNICODE, None, MapView(down=99, right=99))
    text = "\n".join("".join(span.text for span in line) for line in moved)
    assert "Place 8" in text
    assert "0 s" not in text


@played
async def test_names_in_data_have_a_third_of_the_room() -> None:
    """Figures stay; what has no room after the names goes."""
    for size, seen in (((80, 24), "tupe fte"), ((160, 48), "Mentoring and independent visiting")):
        async with driving(BEDFORDSHIRE, size=size) as desk:
            await desk.press("d")
            rows = [line for line in desk.text.splitlines() if "£" in line and "children" in line]
            assert len(rows) == 9
            assert not any(CUT_NUMBER.search(line) for line in rows)
            assert seen in desk.text


@played
async def test_a_lot_on_a_wide_screen_shows_its_places_whole() -> None:
    async with driving(BEDFORDSHIRE, size=(160, 48)) as desk:
        await desk.press("f3", "enter")
        row = next(line for line in desk.text.splitlines() if "£175,000" in line)
        assert "Leighton Buzzard North centre " in row
        assert "Leighton Buzzard and Linslade" in row


@played
async def test_what_rules_cost_is_in_whole_pounds() -> None:
    async with driving(BEDFORDSHIRE, size=(160, 48)) as desk:
        await desk.press("w")
        costs = [line[:80] for line in desk.text.splitlines()]
        assert any("procedure" in line and "£" in line for line in costs)
        assert any("Spread, max share from 30% to 29%" in line for line in costs)
        assert not any("small_needed" in line for line in costs)
        assert not any(re.search(r"£[1-9][\d,]*\.\d\d(?!m)", line) for line in costs)
