"""Undo after redo, and how many steps can be undone."""

import pytest

from tui.session import undo as undoing
from tui.session.actions import ChangeEdits, apply_action
from tui.session.edits import Edits
from tui.session.session import Session
from tui.session.undo import Redo, Undo


def _ask(text: str) -> ChangeEdits:
    return ChangeEdits(Edits().set("a.b", text), f"set {text}")


def test_a_step_that_was_done_again_can_be_undone_again() -> None:
    """To and fro, each time the state of then and the step's own words."""
    session = apply_action(_ask("2"), apply_action(_ask("1"), Session("x")))
    first, second = session.past[-1].state, session.state
    for _ in range(3):
        back = apply_action(Undo(), session)
        assert back.state == first
        assert back.future[-1].label == "set 2"
        session = apply_action(Redo(), back)
        assert session.state == second
        assert [step.label for step in session.past] == ["set 1", "set 2"]


def test_the_oldest_steps_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST_UNDO_STEPS", 3)
    session = Session("x")
    for text in "12345":
        session = apply_action(_ask(text), session)
    assert [step.label for step in session.past] == ["set 3", "set 4", "set 5"]
    while session.past:
        session = apply_action(Undo(), session)
    assert session.state.edits == Edits().set("a.b", "2")


def test_what_changes_nothing_is_no_step() -> None:
    """Asked again for what stands already: nothing to undo, and what was undone can come back."""
    session = apply_action(_ask("1"), apply_action(_ask("0"), Session("x")))
    assert apply_action(_ask("1"), session) == session
    back = apply_action(Undo(), session)
    assert undoing.record_step(back, back.state, "nothing") == back
    assert apply_action(Redo(), back).state == session.state
