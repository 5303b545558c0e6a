"""The session: what is asked, what came of it, and the way back."""

from dataclasses import replace
from functools import reduce

from lotdesign import api
from lotdesign.result.model import Result
from tests.tui.drive import TINY
from tui.session.actions import (
    Action,
    Arrived,
    Ask,
    Draw,
    Drop,
    Mark,
    Note,
    Pin,
    Redo,
    Show,
    Undo,
    act,
)
from tui.session.edits import Edits
from tui.session.session import KEPT, Session

EAST = (("centre-east", "youth-east"), ("centre-west", "youth-west", "centre-hill", "youth-hill"))
SPLIT = (("centre-east",), ("youth-east",), EAST[1])


def _result(lots: tuple[tuple[str, ...], ...] = EAST) -> Result:
    return api.evaluate(api.load(TINY), design=lots).result


def _all(*actions: Action) -> Session:
    return reduce(lambda session, action: act(action, session), actions, Session("x"))


def _ask(path: str, text: str, at: float = 0.0, merge: str = "") -> Ask:
    return Ask(Edits().set(path, text), f"set {path}", merge, at)


def test_every_step_is_undone_and_done_again() -> None:
    session = _all(
        _ask("a.b", "1"), Arrived(Edits().set("a.b", "1"), _result()), Pin(1), Note(1, "n")
    )
    desks = [session.desk]
    while session.past:
        session = act(Undo(), session)
        desks.append(session.desk)
    assert desks[-1].edits == Edits()
    for desk in reversed(desks[:-1]):
        session = act(Redo(), session)
        assert session.desk == desk


def test_a_new_step_forgets_what_was_undone() -> None:
    session = _all(_ask("a.b", "1"), Undo(), _ask("a.b", "2"))
    assert act(Redo(), session) is session


def test_fast_steps_on_a_row_are_one_and_slow_ones_are_not() -> None:
    fast = _all(*(_ask("a.b", str(i), i / 10, "a.b") for i in range(1, 9)))
    assert len(fast.past) == 1
    assert act(Undo(), fast).desk.edits == Edits()
    slow = _all(*(_ask("a.b", str(i), i * 10, "a.b") for i in range(1, 4)))
    assert len(slow.past) == 3


def test_an_answer_is_found_by_what_was_asked() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(Arrived(Edits(), _result()), Ask(edits, "x"))
    assert session.answer is None
    assert session.is_old
    session = act(Arrived(edits, _result(SPLIT)), session)
    assert session.answer is session.shown
    assert not session.is_old
    back = act(Undo(), session)
    assert back.answer is not None
    assert back.answer.number == 1


def test_the_same_design_under_other_edits_stays_one_line() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(Arrived(Edits(), _result()), Ask(edits, "x"), Arrived(edits, _result()))
    assert [entry.number for entry in session.tray] == [1]
    kept = _all(Arrived(Edits(), _result()), Pin(1), Ask(edits, "x"), Arrived(edits, _result()))
    assert [entry.number for entry in kept.tray] == [1, 2]


def test_an_impossible_request_is_a_line_too() -> None:
    impossible = _result().model_copy(update={"status": "infeasible", "lots": (), "measures": {}})
    session = _all(Arrived(Edits(), impossible))
    assert session.tray[0].kind == "impossible"


def test_letters_stay_with_lots_that_are_much_the_same() -> None:
    session = _all(Arrived(Edits(), _result()), Ask(Edits().set("a", "b"), "x"))
    session = act(Arrived(session.desk.edits, _result(SPLIT)), session)
    assert session.shown is not None
    named = dict(zip(session.shown.lots, session.shown.letters, strict=True))
    assert named[EAST[1][:1] + EAST[1][2:3] + EAST[1][1:2] + EAST[1][3:]] == "B"
    assert named["centre-east",] == "A"
    assert named["youth-east",] == "C"


def test_a_design_drawn_by_hand_has_its_own_answer() -> None:
    session = _all(Arrived(Edits(), _result()), Draw(SPLIT, "move"))
    assert session.answer is None
    session = act(Arrived(Edits(), _result(SPLIT), "hand"), session)
    assert session.shown is not None
    assert session.shown.name == "H2"
    best = act(Draw(None, "best"), session)
    assert best.shown is not None
    assert best.shown.name == "S1"


def test_the_tray_holds_so_many_and_never_loses_what_was_kept() -> None:
    session = Session("x")
    for i in range(KEPT + 6):
        edits = Edits().set("a.b", str(i))
        lots = EAST if i % 2 else SPLIT
        session = act(Arrived(edits, _result(lots)), act(Ask(edits, "x"), session))
        if i == 0:
            session = act(Pin(1), session)
    assert len(session.tray) <= KEPT + 1
    assert session.entry(1) is not None


def test_showing_marking_and_dropping() -> None:
    edits = Edits().set("a.b", "1")
    session = _all(Arrived(Edits(), _result()), Ask(edits, "x"), Arrived(edits, _result(SPLIT)))
    looked = act(Show(1), session)
    assert looked.shown is not None
    assert looked.shown.number == 1
    assert act(Mark("S1"), act(Mark("S1"), looked)).desk.marks == ()
    dropped = act(Drop(1), looked)
    assert [entry.number for entry in dropped.tray] == [2]
    assert dropped.desk.showing is None
    assert [entry.number for entry in act(Undo(), dropped).tray] == [1, 2]


def test_actions_that_change_nothing_are_no_steps() -> None:
    session = Session("x")
    assert act(Ask(Edits(), "nothing"), session) is session
    assert replace(session) == session
