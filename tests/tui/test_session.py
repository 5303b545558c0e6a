"""The session: what is asked, what came of it, and the way back."""

from dataclasses import replace
from functools import reduce

from lotdesign.app import api
from lotdesign.result.model import Result
from tests.tui.drive import TINY
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
from tui.session.session import MOST_UNPINNED_ENTRIES, Session
from tui.session.undo import Redo, Undo

EAST = (("centre-east", "youth-east"), ("centre-west", "youth-west", "centre-hill", "youth-hill"))
SPLIT = (("centre-east",), ("youth-east",), EAST[1])


def _result(lots: tuple[tuple[str, ...], ...] = EAST) -> Result:
    return api.evaluate(api.load(TINY), design=lots).result


def _all(*actions: SessionAction) -> Session:
    return reduce(lambda session, action: apply_action(action, session), actions, Session("x"))


def _ask(path: str, text: str, at: float = 0.0, merge: str = "") -> ChangeEdits:
    return ChangeEdits(Edits().set(path, text), f"set {path}", merge, at)


def test_every_step_is_undone_and_done_again() -> None:
    session = _all(
        _ask("a.b", "1"),
        ResultArrived(Edits().set("a.b", "1"), _result()),
        TogglePin(1),
        WriteNote(1, "n"),
    )
    desks = [session.state]
    while session.past:
        session = apply_action(Undo(), session)
        desks.append(session.state)
    assert desks[-1].edits == Edits()
    for desk in reversed(desks[:-1]):
        session = apply_action(Redo(), session)
        assert session.state == desk


def test_a_new_step_forgets_what_was_undone() -> None:
    session = _all(_ask("a.b", "1"), Undo(), _ask("a.b", "2"))
    assert apply_action(Redo(), session) is session


def test_fast_steps_on_a_row_are_one_and_slow_ones_are_not() -> None:
    fast = _all(*(_ask("a.b", str(i), i / 10, "a.b") for i in range(1, 9)))
    assert len(fast.past) == 1
    assert apply_action(Undo(), fast).state.edits == Edits()
    slow = _all(*(_ask("a.b", str(i), i * 10, "a.b") for i in range(1, 4)))
    assert len(slow.past) == 3


def test_an_answer_is_found_by_what_was_asked() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(ResultArrived(Edits(), _result()), ChangeEdits(edits, "x"))
    assert session.answer is None
    assert session.is_outdated
    session = apply_action(ResultArrived(edits, _result(SPLIT)), session)
    assert session.answer is session.shown
    assert not session.is_outdated
    back = apply_action(Undo(), session)
    assert back.answer is not None
    assert back.answer.number == 1


def test_the_same_design_under_other_edits_stays_one_line() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(
        ResultArrived(Edits(), _result()), ChangeEdits(edits, "x"), ResultArrived(edits, _result())
    )
    assert [entry.number for entry in session.tray] == [1]
    kept = _all(
        ResultArrived(Edits(), _result()),
        TogglePin(1),
        ChangeEdits(edits, "x"),
        ResultArrived(edits, _result()),
    )
    assert [entry.number for entry in kept.tray] == [1, 2]


def test_an_impossible_request_is_a_line_too() -> None:
    impossible = _result().model_copy(update={"status": "infeasible", "lots": (), "measures": {}})
    session = _all(ResultArrived(Edits(), impossible))
    assert session.tray[0].kind == "impossible"


def test_letters_stay_with_lots_that_are_much_the_same() -> None:
    session = _all(ResultArrived(Edits(), _result()), ChangeEdits(Edits().set("a", "b"), "x"))
    session = apply_action(ResultArrived(session.state.edits, _result(SPLIT)), session)
    assert session.shown is not None
    named = dict(zip(session.shown.lots, session.shown.letters, strict=True))
    assert named[EAST[1][:1] + EAST[1][2:3] + EAST[1][1:2] + EAST[1][3:]] == "B"
    assert named["centre-east",] == "A"
    assert named["youth-east",] == "C"


def test_a_design_drawn_by_hand_has_its_own_answer() -> None:
    session = _all(ResultArrived(Edits(), _result()), SetDesign(SPLIT, "move"))
    assert session.answer is None
    session = apply_action(ResultArrived(Edits(), _result(SPLIT), "hand"), session)
    assert session.shown is not None
    assert session.shown.name == "H2"
    best = apply_action(SetDesign(None, "best"), session)
    assert best.shown is not None
    assert best.shown.name == "S1"


def test_the_tray_holds_so_many_and_never_loses_what_was_kept() -> None:
    session = Session("x")
    for i in range(MOST_UNPINNED_ENTRIES + 6):
        edits = Edits().set("a.b", str(i))
        lots = EAST if i % 2 else SPLIT
        session = apply_action(
            ResultArrived(edits, _result(lots)), apply_action(ChangeEdits(edits, "x"), session)
        )
        if i == 0:
            session = apply_action(TogglePin(1), session)
    assert len(session.tray) <= MOST_UNPINNED_ENTRIES + 1
    assert session.find_entry(1) is not None


def test_showing_marking_and_dropping() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(
        ResultArrived(Edits(), _result()),
        ChangeEdits(edits, "x"),
        ResultArrived(edits, _result(SPLIT)),
    )
    looked = apply_action(ShowEntry(1), session)
    assert looked.shown is not None
    assert looked.shown.number == 1
    assert apply_action(ToggleMark("S1"), apply_action(ToggleMark("S1"), looked)).state.marks == ()
    dropped = apply_action(DropEntry(1), looked)
    assert [entry.number for entry in dropped.tray] == [2]
    assert dropped.state.showing is None
    assert [entry.number for entry in apply_action(Undo(), dropped).tray] == [1, 2]


def test_actions_that_change_nothing_are_no_steps() -> None:
    session = Session("x")
    assert apply_action(ChangeEdits(Edits(), "nothing"), session) is session
    assert replace(session) == session
