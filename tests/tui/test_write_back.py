"""Edits written into the files: what nobody touched stays to the byte."""

import shutil
from errno import ENOSPC
from pathlib import Path

import pytest

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY
from tui.session.edits import Edits
from tui.session.tables import add_entry, read_tables, set_cell, toggle_left_out
from tui.session.write_back import CsvChanges, NotWritable, edit_csv, write_edits_back

CSV = 'id,name,x\r\na,"Hub, ""A""",1\r\nb,"two\r\nlines",2\r\n\r\nc,C,3'


def test_only_the_rows_that_change_are_written_anew() -> None:
    text = edit_csv(CSV, CsvChanges({(3, "x"): "9"}))
    assert text == CSV.replace('lines",2', 'lines",9')


def test_rows_come_and_go() -> None:
    text = edit_csv(CSV, CsvChanges({}, frozenset({2}), [{"id": "d", "name": 'D "x"'}]))
    assert text == 'id,name,x\r\nb,"two\r\nlines",2\r\n\r\nc,C,3\r\nd,"D ""x""",\r\n'


def test_a_new_column_comes_last() -> None:
    text = edit_csv("id\na\nb\n", CsvChanges({(3, "need"): "5"}))
    assert text == "id,need\na,\nb,5\n"


def _copy(tmp_path: Path, source: Path) -> Path:
    return Path(shutil.copytree(source, tmp_path / source.name))


@pytest.mark.parametrize("source", [TINY, BEDFORDSHIRE])
def test_written_files_say_what_the_edits_said(tmp_path: Path, source: Path) -> None:
    """CSV and TOML: the scenario from new files equals the old one under the edits."""
    folder = _copy(tmp_path, source)
    units, providers = read_tables(str(folder), Edits())
    edits = set_cell(Edits(), providers, providers.rows[1], "capacity", "123456")
    edits = add_entry(
        edits, "providers", {**providers.rows[0].cells, "id": "extra", "name": 'A "b" [c]'}
    )
    edits = toggle_left_out(edits, providers, providers.rows[2])
    edits = edits.set("market.small_needed", "2").set(f"units.{units.rows[0].id}.need", "3")
    edits = edits.set("term.extensions", "[2]").switch_off("connected")
    asked = load(folder, edits.as_settings, edits.off)
    write_edits_back(folder, edits).store_files()
    found = load(folder)
    assert found.providers == asked.providers
    assert found.units == asked.units
    assert found.market == asked.market
    assert found.term == asked.term
    assert [rule.is_active for rule in found.rules] == [rule.is_active for rule in asked.rules]


def test_comments_and_order_stay(tmp_path: Path) -> None:
    folder = _copy(tmp_path, BEDFORDSHIRE)
    before = (folder / "scenario.toml").read_text()
    write_edits_back(folder, Edits().set("spread.max_share", "35%")).store_files()
    after = (folder / "scenario.toml").read_text()
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    assert [b for a, b in zip(old, new, strict=True) if a != b] == ['max_share = "35%"']


def test_new_rules_are_written_with_their_own_heading(tmp_path: Path) -> None:
    folder = _copy(tmp_path, TINY)
    edits = Edits().set("rule.pair", '{kind = "together", units = ["centre-east", "youth-east"]}')
    write_edits_back(folder, edits).store_files()
    assert '[[rule]]\nid = "pair"' in (folder / "scenario.toml").read_text()
    assert load(folder).rules[-1].kind == "together"


def test_a_row_added_here_is_changed_in_place() -> None:
    _, providers = read_tables(str(TINY), Edits())
    edits = add_entry(Edits(), "providers", {**providers.rows[0].cells, "id": "new"})
    _, now = read_tables(str(TINY), edits)
    edits = set_cell(edits, now, now.rows[-1], "annual_turnover", "900000")
    assert (load(TINY, edits.as_settings).providers or ())[-1].annual_turnover == 90000000
    assert toggle_left_out(edits, now, now.rows[-1]) == Edits()


@pytest.mark.parametrize(
    ("named", "above", "heading"),
    [
        ('"units.csv"', "Hubs of the town\n", "annual_budget"),
        ('{ file = "units.csv", columns = { annual_budget = "Budget" } }', "", "Budget"),
    ],
)
def test_a_file_that_is_laid_out_otherwise_is_left_alone(
    tmp_path: Path, named: str, above: str, heading: str
) -> None:
    """Titles above the header, and columns of other names: a cell would go astray."""
    (tmp_path / "scenario.toml").write_text(
        f"schema = 1\n[data]\nunits = {named}\n", encoding="utf-8"
    )
    table = f"{above}id,name,service,{heading}\na,A,hub,5\n"
    (tmp_path / "units.csv").write_text(table, encoding="utf-8")
    edits = Edits().set("units.a.annual_budget", "7")
    with pytest.raises(NotWritable, match=r"row 1 of units\.csv does not name the columns"):
        write_edits_back(tmp_path, edits)
    assert (tmp_path / "units.csv").read_text(encoding="utf-8") == table


def _edit_table_and_scenario(folder: Path) -> Edits:
    """Edits that change a table and the scenario file."""
    _, providers = read_tables(str(folder), Edits())
    edits = set_cell(Edits(), providers, providers.rows[0], "capacity", "5")
    return edits.set("market.small_needed", "2")


def _read_all(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_files_that_somebody_changed_meanwhile_are_not_written(tmp_path: Path) -> None:
    """None of them, also those that are as they were."""
    folder = _copy(tmp_path, BEDFORDSHIRE)
    files = write_edits_back(folder, _edit_table_and_scenario(folder))
    table = folder / "providers.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    before = _read_all(folder)
    with pytest.raises(NotWritable, match=r"providers\.csv was changed meanwhile"):
        files.store_files()
    assert _read_all(folder) == before


def test_files_that_change_while_they_are_read_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are counted in one reading and changed in another."""
    folder = _copy(tmp_path, BEDFORDSHIRE)
    edits, table = _edit_table_and_scenario(folder), folder / "providers.csv"

    def change(text: str, changes: CsvChanges) -> str:
        lines = table.read_text().splitlines(keepends=True)
        table.write_text("".join([lines[0], *reversed(lines[1:])]))
        return edit_csv(text, changes)

    monkeypatch.setattr("tui.session.write_back.edit_csv", change)
    with pytest.raises(NotWritable, match="being changed by somebody else"):
        write_edits_back(folder, edits)


@pytest.mark.parametrize("room", [0, 1])
def test_a_full_disk_leaves_every_file_as_it_was(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those written before the one without room; nothing is left beside them."""
    folder = _copy(tmp_path, BEDFORDSHIRE)
    files = write_edits_back(folder, _edit_table_and_scenario(folder))
    assert len(files.texts) == 2
    before, synced = _read_all(folder), []

    def sync(handle: int) -> None:
        if len(synced) == room:
            raise OSError(ENOSPC, "No space left on device")
        synced.append(handle)

    monkeypatch.setattr("lotdesign.atomic_files.os.fsync", sync)
    with pytest.raises(OSError, match="No space left"):
        files.store_files()
    assert _read_all(folder) == before
