"""Puts what another window has seen into a session, and readies a session to be handed on."""

from collections.abc import Iterable
from dataclasses import replace

from tui.session.session import Session, TrayEntry, UndoableState, UndoStep, design_as_sets


def merge_sessions(session: Session, other: Session) -> Session:
    """The session with the entries, pins and notes of another one; its own request stays."""
    known = {_identify(entry): entry.number for entry in session.entries}
    for entry in other.entries:
        if entry.number in other.state.dropped:
            continue
        number = known.get(_identify(entry))
        if number is None:
            number = session.next_number
            entries = (replace(entry, number=number), *session.entries)
            session = replace(session, entries=entries, next_number=number + 1)
        session = replace(session, state=_keep_marks(session.state, number, entry, other))
    return session


def _identify(entry: TrayEntry) -> tuple[object, ...]:
    return entry.edits, entry.kind, entry.figures, design_as_sets(entry.lots, entry.routes)


def _keep_marks(
    state: UndoableState, number: int, entry: TrayEntry, other: Session
) -> UndoableState:
    """The state with the other session's pin and note of an entry, which has this number here."""
    note, own = other.find_note(entry.number), dict(state.notes).get(number, "")
    if note and note != own:
        joined = f"{own}; {note}" if own else note
        notes = (*(each for each in state.notes if each[0] != number), (number, joined))
        state = replace(state, notes=notes)
    if entry.number in other.state.pins:
        state = replace(state, pins=state.pins | {number})
    return state


def ready_for_copy(session: Session, path: str) -> Session:
    """The session of a copy of its scenario; undo there leaves the first one's files alone."""
    return replace(
        session,
        path=path,
        state=replace(session.state, written=()),
        past=_forget_files(session.past),
        future=_forget_files(session.future),
    )


def _forget_files(steps: Iterable[UndoStep]) -> tuple[UndoStep, ...]:
    return tuple(replace(step, state=replace(step.state, written=())) for step in steps)
