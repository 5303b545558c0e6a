"""Every field of a session on disk, and the thread that writes it."""

from pathlib import Path

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
    SessionSaver,
    dump_session,
    find_session_file,
    load_session,
    parse_session,
)
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


def test_the_last_session_is_written_before_the_thread_ends(tmp_path: Path) -> None:
    """Also where none ever was; nothing is written then."""
    file = tmp_path / "deep" / "s.json"
    saver = SessionSaver(file)
    saver.close()
    assert not saver._thread.is_alive()
    assert not file.exists()
    saver = SessionSaver(file)
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
