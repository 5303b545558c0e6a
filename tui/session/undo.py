"""Undo and redo: every action records a step; fast steps on one parameter merge into one."""

from dataclasses import dataclass, replace

from tui.session.session import (
    Session,
    UndoableState,
    UndoStep,
)

MOST_UNDO_STEPS = 200
"""Steps that can be undone."""

MERGE_SECONDS = 2.0
"""Seconds within which steps on one row are one step to undo."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what was taken back."""


def record_step(
    session: Session, desk: UndoableState, label: str, merge: str = "", at: float = 0.0
) -> Session:
    """The session with another desk, and the way back to the present one."""
    if desk == session.state:
        return session
    last = session.past[-1] if session.past else None
    fast = last is not None and merge and last.merge == merge and at - last.at <= MERGE_SECONDS
    if fast and last is not None:
        past = (*session.past[:-1], replace(last, at=at))
    else:
        past = (*session.past, UndoStep(session.state, label, merge, at))[-MOST_UNDO_STEPS:]
    return replace(session, state=desk, past=past, future=())
