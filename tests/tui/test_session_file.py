"""Every field of a session on disk, and the thread that writes it."""

import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from lotdesign.atomic_files import write_file
from tests.tui.test_session import EAST
from tests.tui.test_session import _result as result_of
from tui.session.actions import (
    ChangeEdits,
    DropEntry,
    ResultArrived,
    SessionAction,
    SetDesign,
    ShowEntry,
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
)
from tui.session.session_places import SessionPlace, take_abandoned_places, take_place
from tui.session.session_saver import SessionSaver, digest_file
from tui.session.undo import Undo

ONE = Edits().set("a.b", "1").switch_off("c")
ACTIONS: tuple[SessionAction, ...] = (
    ResultArrived(Edits(), result_of(), time_of_day="09:00"),
    ChangeEdits(ONE, "x"),
    ResultArrived(ONE, result_of(), "hand"),
    TogglePin(1),
    WriteNote(1, "n"),
    ToggleMark("S1"),
    SetDesign(EAST, "move", ("external", "in_house")),
    ShowEntry(1),
    DropEntry(2),
    ChangeEdits(Edits(), "undone"),
    Undo(),
)


def test_each_state_on_the_way_is_read_as_it_was(tmp_path: Path) -> None:
    """The present state, those behind and ahead of it, the entries and the next number."""
    session = Session("x")
    for action in ACTIONS:
        session = apply_action(action, session)
        again = parse_session("x", dump_session(session))
        assert again.state == session.state
        assert again.entries == session.entries
        assert again.next_number == session.next_number
        for steps, read in ((session.past, again.past), (session.future, again.future)):
            assert [(s.state, s.label) for s in read] == [(s.state, s.label) for s in steps]
    assert session.state.routes is not None
    assert (session.state.hand, session.state.dropped) == (EAST, {2})
    assert session.state.showing == 1
    assert session.future


def _take(file: Path) -> SessionPlace:
    place = take_place(file)
    assert place is not None
    place.release()
    return place


def test_the_last_session_is_written_before_the_thread_ends(tmp_path: Path) -> None:
    """Also where none ever was; nothing is written then."""
    file = tmp_path / "deep" / "s.json"
    saver = SessionSaver(_take(file))
    saver.close()
    assert not saver._thread.is_alive()
    assert not file.exists()
    saver = SessionSaver(_take(file))
    for number in range(1, 6):
        saver.save_soon(Session("x", next_number=number))
    saver.close()
    assert not saver._thread.is_alive()
    assert load_session("x", file).next_number == 5


def test_a_scenario_has_one_file_wherever_it_is_named_from(tmp_path: Path) -> None:
    """Its full path counts, not how it is written."""
    assert find_session_file(tmp_path / "a" / ".." / "b.toml") == find_session_file(
        tmp_path / "b.toml"
    )
    assert find_session_file(tmp_path / "a" / "b.toml") != find_session_file(tmp_path / "b.toml")


def test_what_somebody_else_wrote_into_the_file_is_set_aside(tmp_path: Path) -> None:
    """Each time, and also what stood there before the thread began, unless a session has it."""
    file = tmp_path / "s.json"
    file.write_text("mine")
    saver = SessionSaver(_take(file), digest_file(file))
    for number, theirs in enumerate(("", "theirs", "theirs too"), 1):
        if theirs:
            file.write_text(theirs)
        saver.save_soon(Session("x", next_number=number))
        saver.wait_until_tried(60)
        assert load_session("x", file).next_number == number
    saver.close()
    kept = [place.file.read_text() for place in take_abandoned_places(file)]
    assert sorted(kept) == ["theirs", "theirs too"]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system swaps two files in one step")
def test_what_somebody_else_writes_at_the_last_moment_is_set_aside(tmp_path: Path) -> None:
    """After the last look at the file, and before it is replaced."""
    file = tmp_path / "s.json"
    saver = SessionSaver(_take(file))
    saver.save_soon(Session("x", next_number=1))
    saver.wait_until_tried(60)
    look = saver._keep_what_others_wrote

    def look_and_lose_time() -> None:
        look()
        write_file(file, "theirs")

    saver._keep_what_others_wrote = look_and_lose_time
    saver.save_soon(Session("x", next_number=2))
    saver.wait_until_tried(60)
    saver.close()
    assert load_session("x", file).next_number == 2
    assert [place.file.read_text() for place in take_abandoned_places(file)] == ["theirs"]


def test_a_session_that_could_not_be_written_is_tried_again_when_it_ends(tmp_path: Path) -> None:
    """What stood there is as it was until then."""
    file = tmp_path / "s.json"
    place = _take(file)
    saver = SessionSaver(place)
    with pytest.MonkeyPatch.context() as changes:
        changes.setattr("tui.session.session_saver.save_session", _fail)
        saver.save_soon(Session("x", next_number=7))
        saver.wait_until_tried(60)
        assert saver.fault == "no space left on device"
        assert not file.exists()
    saver.close()
    assert load_session("x", file).next_number == 7
    assert saver.fault == ""


def _fail(*given: object) -> None:
    raise OSError(ENOSPC, "No space left on device")


def test_a_window_takes_no_file_that_another_one_left(tmp_path: Path) -> None:
    """What was kept apart waits there until it joins the main session."""
    file = tmp_path / "s.json"
    main = take_place(file)
    apart = take_place(file)
    assert main is not None
    assert apart is not None
    apart.file.write_text("kept apart")
    apart.release()
    another = take_place(file)
    assert another is not None
    assert another.file != apart.file
    assert apart.file.read_text() == "kept apart"
    another.release()
    main.release()
