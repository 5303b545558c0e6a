"""Sessions on disk."""

import json
from pathlib import Path

from lotdesign.app import api
from tests.tui.drive import TINY
from tui.session.actions import (
    ChangeEdits,
    ResultArrived,
    SetDesign,
    ToggleMark,
    TogglePin,
    WriteNote,
    apply_action,
)
from tui.session.edits import Edits
from tui.session.session import Session
from tui.session.session_file import (
    dump_session,
    find_session_file,
    load_session,
    parse_session,
    save_session,
)
from tui.session.undo import Undo


def _busy() -> Session:
    lots = (
        ("centre-east", "youth-east"),
        ("centre-west", "youth-west", "centre-hill", "youth-hill"),
    )
    result = api.evaluate(api.load(TINY), design=lots).result
    session = Session(str(TINY))
    for action in (
        ChangeEdits(Edits().set("access.lots", "2").switch_off("connected"), "x"),
        ResultArrived(
            Edits().set("access.lots", "2").switch_off("connected"), result, time_of_day="14:02"
        ),
        TogglePin(1),
        WriteNote(1, "a note [/bold] \x1b[31m"),
        ToggleMark("S1"),
        SetDesign(lots, "move"),
        Undo(),
    ):
        session = apply_action(action, session)
    return session


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    session = _busy()
    save_session(session, tmp_path / "deep" / "s.json")
    again = load_session(session.path, tmp_path / "deep" / "s.json")
    assert dump_session(again) == dump_session(session)
    assert again.state == session.state


def test_the_file_is_plain_json() -> None:
    body = json.loads(dump_session(_busy()))
    assert body["desk"]["edits"] == {"set": [["access.lots", "2"]], "off": ["connected"]}


def test_a_file_that_cannot_be_read_begins_anew_and_is_left(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    for text in ("", "{", "[]", '{"version": 99}', '{"version": 1}', dump_session(_busy())[:500]):
        file.write_text(text)
        assert load_session("x", file) == Session("x")
        assert file.read_text() == text


def test_every_scenario_has_its_own_file() -> None:
    assert find_session_file("a/scenario.toml") != find_session_file("b/scenario.toml")
    assert find_session_file(TINY) == find_session_file(str(TINY) + "/")


def test_reading_gives_the_path_that_was_asked_for() -> None:
    assert parse_session("elsewhere", dump_session(_busy())).path == "elsewhere"
