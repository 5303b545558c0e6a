"""Undo and redo: steps are recorded on the way, merged where they are fast, and taken back.

A step keeps the whole `UndoableState` before it, so that taking it back is putting that in place.
"""

from dataclasses import dataclass, replace

from tui.session.session import Session, UndoableState, UndoStep

MOST_UNDO_STEPS = 200
"""Steps kept to be undone."""

MERGE_SECONDS = 2.0
"""Seconds within which two steps on one parameter are undone as one."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes the last step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Takes the last undo back."""


def record_step(
    session: Session, state: UndoableState, label: str, merge: str = "", at: float = 0.0
) -> Session:
    """The session in another state, with a step back to the present one.

    Steps with an equal `merge` that follow each other fast are one; `at` is in seconds.
    """
    if state == session.state:
        return session
    last = session.past[-1] if session.past else None
    fast = last is not None and merge and last.merge == merge and at - last.at <= MERGE_SECONDS
    if fast and last is not None:
        past = (*session.past[:-1], replace(last, at=at))
    else:
        past = (*session.past, UndoStep(session.state, label, merge, at))[-MOST_UNDO_STEPS:]
    return replace(session, state=state, past=past, future=())


def undo(session: Session) -> Session:
    """The session with its last step taken back; the same where there is none."""
    if not session.past:
        return session
    *past, step = session.past
    future = (*session.future, UndoStep(session.state, step.label))
    return replace(session, state=step.state, past=tuple(past), future=future)


def redo(session: Session) -> Session:
    """The session with its last undo taken back; the same where there is none."""
    if not session.future:
        return session
    *future, step = session.future
    past = (*session.past, UndoStep(session.state, step.label))
    return replace(session, state=step.state, past=past, future=tuple(future))
