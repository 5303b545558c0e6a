"""Importing files in the interface: keys alone, from the start screen to the workbench."""

from pathlib import Path

import pytest

from lotdesign.faults import InputFaults
from lotdesign.importing.plan import ImportSources
from lotdesign.importing.run import read_source
from tests.tui.drive import Driver, driving, played
from tui.canvas.glyphs import UNICODE
from tui.pictures.import_rows import draw_import
from tui.screens.import_files import ImportList
from tui.session.import_draft import ImportDraft, answer_question, begin_import, finish_import

UNITS = "Centre,Kind,Budget,Ward\nQuay hub,Hub,90000,Quay\nMoor hub,Hub,80000,Moor\n"
ANSWERS = {
    "service": "Kind",
    "name": "A town",
    "initial": "2",
    "contract_management": "1000",
    "procurement": "2000",
}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "centres.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


@pytest.fixture
def draft(tmp_path: Path, units: Path) -> ImportDraft:
    return begin_import(tmp_path / "made", ImportSources(read_source(str(units))))


def test_a_draft_has_theirs_beside_ours_and_what_is_open(draft: ImportDraft) -> None:
    shown = {" ".join(row.loc): (row.theirs, row.standing) for row in draft.rows}
    assert shown["units columns name"] == ("Centre", "guessed")
    assert shown["units columns service"] == ("", "open")
    assert draft.open_count == 5


def test_answers_close_questions_and_the_scenario_is_written(draft: ImportDraft) -> None:
    with pytest.raises(InputFaults, match="decide"):
        finish_import(draft)
    assert not draft.folder.exists()
    while draft.open_count:
        row = draft.rows[0]
        draft = answer_question(draft, row.loc, ANSWERS[row.loc[-1]])
    assert not draft.faults
    assert (Path(finish_import(draft)) / "scenario.toml").is_file()


def test_an_answer_that_cannot_be_changes_nothing(draft: ImportDraft) -> None:
    with pytest.raises(InputFaults, match="did you mean 'columns'"):
        answer_question(draft, ("units", "colums"), "x")
    wrong = answer_question(draft, ("units", "columns", "service"), "Knd")
    assert wrong.faults == (
        "answers, units.columns.service: 'Knd': there is no such column; did you mean 'Kind'?",
    )


def test_the_picture_fits_and_shows_no_escape_code(draft: ImportDraft) -> None:
    hostile = answer_question(draft, ("units", "columns", "service"), "\x1b[31m" + "x" * 400)
    for columns, rows in ((80, 24), (40, 10), (200, 60)):
        picture = draw_import(hostile, 0, ("\x1b]0;x",), columns, rows, True, UNICODE)
        text = ["".join(span.text for span in line) for line in picture.lines]
        assert len(text) == rows
        assert all("\x1b" not in line for line in text)


async def _answer(drive: Driver, text: str) -> None:
    """Answers the row with the cursor by a text."""
    await drive.press("enter")
    await drive.type(text)
    await drive.press("enter")


@played
async def test_from_the_start_screen_to_the_workbench(
    tmp_path: Path, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(None) as drive:
        await drive.press("i")
        await drive.press(*["backspace"] * len("my-procurement"), wait=False)
        await drive.type("made")
        await drive.press("enter")
        await drive.type(units.name)
        await drive.press("enter")
        await drive.press("enter", "enter", "enter")
        assert "IN THE FILES" in drive.text
        assert "5 open" in drive.text
        await drive.press("w")
        assert "decide" in drive.text
        assert not (tmp_path / "made").exists()
        pane = drive.app.screen.query_one(ImportList)
        while pane.draft.open_count:
            row = pane.draft.rows[0]
            if row.question is not None and len(row.question.choices) > 1:
                await drive.press("enter")
                await drive.type("Kind")
                await drive.press("enter")
            else:
                await _answer(drive, ANSWERS[row.loc[-1]])
        assert "nothing open" in drive.text
        await drive.press("w")
        assert (tmp_path / "made" / "units.csv").is_file()
        assert drive.app.snapshot is not None
        assert drive.app.snapshot.base.name == "made"
