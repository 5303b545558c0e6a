"""The tray and what is on show: which entry answers, which go, and what undo would miss."""

from functools import reduce

import pytest

from lotdesign.design import Route
from lotdesign.result.model import Result
from tests.tui.test_session import EAST, SPLIT
from tests.tui.test_session import _result as result_of
from tui.session import session as tray
from tui.session.actions import (
    ChangeEdits,
    DropEntry,
    ResultArrived,
    SessionAction,
    SetDesign,
    ShowEntry,
    TogglePin,
    WriteNote,
    apply_action,
)
from tui.session.edits import Edits
from tui.session.session import Session, list_letters, move_units, number_of_letter
from tui.session.undo import Redo, Undo

ONE, TWO = Edits().set("a.b", "1"), Edits().set("a.b", "2")


def act(*actions: SessionAction, session: Session | None = None) -> Session:
    """The session after these actions."""
    return reduce(lambda held, action: apply_action(action, held), actions, session or Session("x"))


def answered() -> Session:
    """Two requests with different designs, S1 and S2, the second one asked last."""
    return act(
        ResultArrived(Edits(), result_of()),
        ChangeEdits(ONE, "x"),
        ResultArrived(ONE, result_of(SPLIT)),
    )


def by_route(result: Result, *routes: Route) -> Result:
    """The result with its lots delivered so."""
    lots = zip(result.lots, routes, strict=True)
    changed = tuple(lot.model_copy(update={"route": route}) for lot, route in lots)
    return result.model_copy(update={"lots": changed})


def shown(session: Session) -> str:
    """The name of the entry on show."""
    return session.shown.name if session.shown else ""


def test_a_design_by_hand_with_routes_is_answered_by_one_with_these_routes() -> None:
    """The same lots by other routes are another design."""
    ways: tuple[Route, Route] = ("in_house", "external")
    session = act(
        SetDesign(EAST, "routes", ways),
        ResultArrived(Edits(), by_route(result_of(), *ways), "hand"),
    )
    assert session.state.routes == ways
    assert session.answer is not None
    other = act(SetDesign(EAST, "routes", ways[::-1]), session=session)
    assert other.answer is None
    arrived = ResultArrived(Edits(), by_route(result_of(), *ways[::-1]), "hand")
    assert [entry.name for entry in act(arrived, session=other).tray] == ["H1", "H2"]
    assert act(SetDesign(EAST, "any"), session=other).answer is not None


def test_what_was_answered_before_is_not_what_is_on_show() -> None:
    """Nor what was dropped."""
    session = answered()
    assert session.previous is not None
    assert session.previous.name == "S1"
    looking = act(ShowEntry(1), session=session)
    assert looking.previous is not None
    assert looking.previous.name == "S2"
    assert act(DropEntry(1), session=session).previous is None


def test_asking_anew_shows_the_answer_again() -> None:
    """A new request, or a design by hand, ends looking at an earlier entry."""
    looking = act(ShowEntry(1), session=answered())
    assert shown(looking) == "S1"
    assert looking.state.edits == ONE
    assert act(ChangeEdits(TWO, "x"), session=looking).state.showing is None
    assert act(SetDesign(EAST, "move"), session=looking).state.showing is None
    assert not looking.is_outdated


def test_looking_at_the_answer_itself_is_no_earlier_entry() -> None:
    session = act(ShowEntry(1), ShowEntry(2), session=answered())
    assert session.state.showing is None
    assert shown(session) == "S2"


def test_a_pin_is_taken_off_again_and_goes_with_its_entry() -> None:
    pinned = act(TogglePin(1), session=answered())
    assert pinned.state.pins == {1}
    assert act(TogglePin(1), session=pinned).state.pins == frozenset()
    dropped = act(DropEntry(1), session=pinned)
    assert dropped.state.pins == frozenset()
    assert act(Undo(), session=dropped).state.pins == {1}


def test_a_note_is_replaced_and_removed() -> None:
    noted = act(WriteNote(1, "one"), WriteNote(2, "two"), WriteNote(1, "new"), session=answered())
    assert dict(noted.state.notes) == {1: "new", 2: "two"}
    assert len(noted.state.notes) == 2
    assert dict(act(WriteNote(1, ""), session=noted).state.notes) == {2: "two"}


def test_the_same_request_keeps_its_number_and_its_letters() -> None:
    """An answer that comes again is the same line; the next new one has the next number."""
    session = answered()
    letters = session.entries[-1].letters
    again = act(ResultArrived(ONE, result_of(SPLIT)), session=session)
    assert [entry.number for entry in again.tray] == [1, 2]
    assert again.entries[-1].letters == letters
    looking = act(ShowEntry(1), ResultArrived(ONE, result_of(SPLIT)), session=session)
    assert looking.entries[-1].letters == letters
    new = act(ChangeEdits(TWO, "x"), ResultArrived(TWO, result_of()), session=again)
    assert [entry.number for entry in new.tray] == [1, 2, 3]


def test_a_dropped_entry_comes_back_when_its_request_is_answered_again() -> None:
    session = act(DropEntry(2), session=answered())
    assert [entry.number for entry in session.tray] == [1]
    again = act(ResultArrived(ONE, result_of(SPLIT)), session=session)
    assert [entry.number for entry in again.tray] == [1, 2]


def test_no_design_and_no_proof_is_nothing() -> None:
    stopped = result_of().model_copy(update={"status": "unknown", "lots": (), "measures": {}})
    assert act(ResultArrived(Edits(), stopped)).tray[0].kind == "nothing"


def test_the_entry_on_show_and_those_that_redo_would_pin_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the others as many as may be kept, the latest ones."""
    monkeypatch.setattr(tray, "MOST_UNPINNED_ENTRIES", 2)
    looking = act(ShowEntry(1), session=answered())
    for i in range(3, 8):
        lots = EAST if i % 2 else SPLIT
        looking = act(ResultArrived(TWO.set("c.d", str(i)), result_of(lots)), session=looking)
    assert [entry.number for entry in looking.entries] == [1, 6, 7]
    undone = act(TogglePin(1), Undo(), session=answered())
    for i in range(3, 8):
        lots = EAST if i % 2 else SPLIT
        undone = act(ResultArrived(TWO.set("c.d", str(i)), result_of(lots)), session=undone)
    assert [entry.number for entry in undone.entries] == [1, 6, 7]
    assert act(Redo(), session=undone).state.pins == {1}


def test_letters_go_on_with_two() -> None:
    letters = list_letters(80)
    assert letters[:2] + letters[25:28] + letters[51:53] == (*"AB", "Z", "AA", "AB", "AZ", "BA")
    assert [number_of_letter(letter) for letter in letters] == [*range(80)]


def test_units_move_out_of_one_lot_and_into_another() -> None:
    lots = (("a", "b"), ("c",), ("d",))
    assert move_units(lots, ["c"], 0) == (("a", "b", "c"), ("d",))
    assert move_units(lots, ["b", "d"], 1) == (("a",), ("c", "b", "d"))
    assert move_units(lots, ["b"], None) == (("a",), ("c",), ("d",), ("b",))
    assert move_units(lots, ["c", "c"], None) == (("a", "b"), ("d",), ("c",))
