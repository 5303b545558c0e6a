"""Sessions on disk."""

import json
from pathlib import Path

from lotdesign import api
from tests.tui.drive import TINY
from tui.session.actions import Arrived, Ask, Draw, Mark, Note, Pin, Undo, act
from tui.session.edits import Edits
from tui.session.session import Session
from tui.session.store import dumped, load, place_of, read, save


def _busy() -> Session:
    lots = (
        ("centre-east", "youth-east"),
        ("centre-west", "youth-west", "centre-hill", "youth-hill"),
    )
    result = api.evaluate(api.load(TINY), design=lots).result
    session = Session(str(TINY))
    for action in (
        Ask(Edits().set("access.lots", "2").switched_off("connected"), "x"),
        Arrived(Edits().set("access.lots", "2").switched_off("connected"), result, clock="14:02"),
        Pin(1),
        Note(1, "a note [/bold] \x1b[31m"),
        Mark("S1"),
        Draw(lots, "move"),
        Undo(),
    ):
        session = act(action, session)
    return session


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    session = _busy()
    save(session, tmp_path / "deep" / "s.json")
    again = load(session.path, tmp_path / "deep" / "s.json")
    assert dumped(again) == dumped(session)
    assert again.desk == session.desk


def test_the_file_is_plain_json() -> None:
    body = json.loads(dumped(_busy()))
    assert body["desk"]["edits"] == {"set": [["access.lots", "2"]], "off": ["connected"]}


def test_a_file_that_cannot_be_read_begins_anew_and_is_left(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    for text in ("", "{", "[]", '{"version": 99}', '{"version": 1}', dumped(_busy())[:500]):
        file.write_text(text)
        assert load("x", file) == Session("x")
        assert file.read_text() == text


def test_every_scenario_has_its_own_file() -> None:
    assert place_of("a/scenario.toml") != place_of("b/scenario.toml")
    assert place_of(TINY) == place_of(str(TINY) + "/")


def test_reading_gives_the_path_that_was_asked_for() -> None:
    assert read("elsewhere", dumped(_busy())).path == "elsewhere"
