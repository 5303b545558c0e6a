"""Rows that are added, left out and taken back, in tables, options and files."""

import shutil
from pathlib import Path

import pytest

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY, driving, played
from tui.messages import ActionRequested
from tui.pictures.lots import shorten_lot_name
from tui.screens.data_changes import leave_out
from tui.session.actions import ShowEntry
from tui.session.edits import Edits
from tui.session.tables import (
    add_entry,
    add_unit_to_options,
    make_entry_id,
    read_tables,
    remove_unit_from_options,
    toggle_left_out,
)
from tui.session.write_back import NotWritable, write_edits_back


def test_a_row_that_is_left_out_comes_back() -> None:
    """Two toggles are none."""
    units, _ = read_tables(str(TINY), Edits())
    edits = toggle_left_out(Edits(), units, units.rows[0])
    assert edits.off == (f"units.{units.rows[0].id}",)
    now, _ = read_tables(str(TINY), edits)
    assert [row.left_out for row in now.rows] == [True] + [False] * (len(now.rows) - 1)
    assert toggle_left_out(edits, now, now.rows[0]) == Edits()


def test_a_new_row_has_just_the_cells_that_are_filled() -> None:
    edits = add_entry(Edits(), "providers", {"id": "new", "name": "New", "capacity": " "})
    assert edits.settings == (("providers.new", '{name = "New"}'),)
    _, providers = read_tables(str(TINY), edits)
    assert [row.id for row in providers.rows if row.added] == ["new"]


def test_a_unit_joins_options_in_a_lot_of_its_own_and_leaves_them() -> None:
    """Behind the other lots; an option that is as it was needs no edit."""
    options = load(TINY).options
    assert options
    edits = add_unit_to_options(Edits(), options, "new")
    for option in options:
        text = edits.find(f"option.{option.id}.lots")
        assert text is not None
        assert text.endswith(', ["new"]]')
    assert remove_unit_from_options(edits, options, "new") == Edits()
    first = options[0].lots[0][0]
    text = remove_unit_from_options(Edits(), options, first).find(f"option.{options[0].id}.lots")
    assert text is not None
    assert f'"{first}"' not in text
    assert "[]" not in text


def test_ids_are_short_and_new() -> None:
    taken = {"the-hub", "the-hub-2"}
    assert make_entry_id(" The  Hub! ", taken) == "the-hub-3"
    assert make_entry_id("Öl", set()) == "l"
    assert make_entry_id("!", {"new"}) == "new-2"


@pytest.mark.parametrize("source", [TINY, BEDFORDSHIRE])
def test_a_cell_of_a_row_that_is_new_itself_is_written_with_it(
    source: Path, tmp_path: Path
) -> None:
    """The last row of the file has one more behind it, in TOML as in CSV."""
    folder = Path(shutil.copytree(source, tmp_path / "folder"))
    _, providers = read_tables(str(folder), Edits())
    cells = {**providers.rows[0].cells, "id": "new"}
    edits = add_entry(Edits(), "providers", cells).set("providers.new.capacity", "5")
    asked = load(folder, edits.as_settings)
    write_edits_back(folder, edits).store_files()
    assert load(folder).providers == asked.providers


@pytest.mark.parametrize("path", ["nothing.such", "units.gone.need"])
def test_edits_that_do_not_fit_are_not_written(path: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    with pytest.raises(NotWritable):
        write_edits_back(folder, Edits().set(path, "1"))


@played
async def test_a_design_with_a_unit_that_is_left_out_by_now_is_still_shown() -> None:
    """On every page, while the request is answered anew and when the design is chosen again."""
    async with driving(TINY) as desk:
        before = desk.answer
        units, _ = read_tables(str(TINY), Edits())
        desk.app.post_message(ActionRequested(lambda now: leave_out(now, units, units.rows[0])))
        await desk.press()
        assert units.rows[0].id not in {u for lot in desk.answer.result.lots for u in lot.units}
        desk.app.post_message(ActionRequested(lambda now: ShowEntry(before.number)))
        await desk.press()
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.entry is not None
        assert desk.app.snapshot.entry.number == before.number
        for page in ("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "enter"):
            await desk.press(page)
            await desk.press("escape")
        for lot in before.result.lots:
            assert shorten_lot_name(desk.app.snapshot.scenario, lot)
