"""What a user can do, and what comes back from the worker: session + action -> session.

Every action but a result records a step that undo takes back; fast steps on one parameter merge
into one.
"""

from dataclasses import dataclass, replace
from functools import singledispatch

from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
from tui.session.edits import Edits
from tui.session.session import (
    EntryKind,
    LotRoutes,
    LotUnits,
    Session,
    TrayEntry,
    UndoableState,
    UndoStep,
    design_as_sets,
    drop_oldest_entries,
    match_letters,
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


@dataclass(frozen=True, slots=True)
class ChangeEdits:
    """Other edits; the design drawn by hand stays unless `hand` says otherwise."""

    edits: Edits
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class SetDesign:
    """A design drawn by hand, or None to follow the best one again.

    Its lots are delivered by `routes`, or by those that are best.
    """

    lots: LotUnits | None
    label: str
    routes: LotRoutes | None = None


@dataclass(frozen=True, slots=True)
class ShowEntry:
    """Look at an entry, or None for the answer to what is asked."""

    number: int | None


@dataclass(frozen=True, slots=True)
class TogglePin:
    """Keep an entry, or no longer."""

    number: int


@dataclass(frozen=True, slots=True)
class ToggleMark:
    """Choose an entry or option to compare, or no longer."""

    name: str


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write something beside an entry."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class DropEntry:
    """Take an entry off the tray."""

    number: int


@dataclass(frozen=True, slots=True)
class ResultArrived:
    """The worker's answer to some edits: the best, one drawn by hand, or another one."""

    edits: Edits
    result: Result
    kind: EntryKind = "best"
    time_of_day: str = ""


SessionAction = (
    ChangeEdits
    | SetDesign
    | ShowEntry
    | TogglePin
    | ToggleMark
    | WriteNote
    | DropEntry
    | Undo
    | Redo
    | ResultArrived
)


@singledispatch
def apply_action(action: SessionAction, session: Session) -> Session:
    """The session after the action."""
    raise TypeError(action)


@apply_action.register
def _(action: ChangeEdits, session: Session) -> Session:
    desk = replace(session.state, edits=action.edits, showing=None)
    return record_step(session, desk, action.label, action.merge, action.at)


@apply_action.register
def _(action: SetDesign, session: Session) -> Session:
    desk = replace(session.state, hand=action.lots, routes=action.routes, showing=None)
    return record_step(session, desk, action.label)


@apply_action.register
def _(action: ShowEntry, session: Session) -> Session:
    entry = session.find_entry(action.number)
    is_answer = entry is not None and entry is session.answer
    desk = replace(session.state, showing=None if is_answer else action.number)
    return record_step(session, desk, "show a design")


@apply_action.register
def _(action: TogglePin, session: Session) -> Session:
    pins = session.state.pins ^ {action.number}
    return record_step(session, replace(session.state, pins=pins), "pin")


@apply_action.register
def _(action: ToggleMark, session: Session) -> Session:
    marks = session.state.marks
    chosen = action.name in marks
    now = tuple(m for m in marks if m != action.name) if chosen else (*marks, action.name)[-4:]
    return record_step(session, replace(session.state, marks=now), "mark to compare")


@apply_action.register
def _(action: WriteNote, session: Session) -> Session:
    others = tuple(each for each in session.state.notes if each[0] != action.number)
    notes = (*others, (action.number, action.text)) if action.text else others
    return record_step(session, replace(session.state, notes=notes), "note")


@apply_action.register
def _(action: DropEntry, session: Session) -> Session:
    desk = session.state
    now = replace(
        desk,
        dropped=desk.dropped | {action.number},
        pins=desk.pins - {action.number},
        showing=None if desk.showing == action.number else desk.showing,
    )
    return record_step(session, now, "drop")


@apply_action.register
def _(action: Undo, session: Session) -> Session:
    if not session.past:
        return session
    step = session.past[-1]
    ahead = UndoStep(session.state, step.label)
    return replace(
        session, state=step.state, past=session.past[:-1], future=(*session.future, ahead)
    )


@apply_action.register
def _(action: Redo, session: Session) -> Session:
    if not session.future:
        return session
    step = session.future[-1]
    back = UndoStep(session.state, step.label)
    return replace(
        session, state=step.state, past=(*session.past, back), future=session.future[:-1]
    )


@apply_action.register
def _(action: ResultArrived, session: Session) -> Session:
    """A result joins the tray; one that says the same of the same design takes its place."""
    kind = _find_entry_kind(action)
    lots = tuple(lot.units for lot in action.result.lots)
    before = session.shown
    letters = (
        match_letters(lots, before.lots, before.letters) if before else match_letters(lots, (), ())
    )
    place = _find_replaced_entry(session, action, kind)
    number = session.next_number if place is None else session.entries[place].number
    if place is not None and design_as_sets(session.entries[place].lots) == design_as_sets(lots):
        letters = match_letters(lots, session.entries[place].lots, session.entries[place].letters)
    entry = TrayEntry(number, action.edits, kind, action.result, letters, action.time_of_day)
    rest = tuple(each for i, each in enumerate(session.entries) if i != place)
    dropped = session.state.dropped - {number}
    return drop_oldest_entries(
        replace(
            session,
            state=replace(session.state, dropped=dropped),
            entries=(*rest, entry),
            next_number=session.next_number + (place is None),
        )
    )


def _find_entry_kind(action: ResultArrived) -> EntryKind:
    if action.kind != "best":
        return action.kind
    if action.result.status == "infeasible":
        return "impossible"
    return "best" if action.result.lots else "nothing"


def _find_replaced_entry(session: Session, action: ResultArrived, kind: EntryKind) -> int | None:
    """The entry that the answer replaces.

    That of the same request; or the latest one when nobody kept it and the design, or its
    absence, is the same: a figure that is stepped through leaves one line and not fifty.
    """
    entries = session.entries
    lots = tuple(lot.units for lot in action.result.lots)
    wanted = design_as_sets(lots, list_result_routes(action.result))
    for i, each in enumerate(entries):
        same = each.kind == kind and design_as_sets(each.lots, each.routes) == wanted
        input_changed = each.result.scenario.sha256 != action.result.scenario.sha256
        if each.edits != action.edits or (input_changed and session.is_kept(each)):
            continue
        if same or not (_allows_several(kind) or _allows_several(each.kind)):
            return i
    if not entries or session.is_kept(entries[-1]):
        return None
    latest = entries[-1]
    if kind == "other":
        return None
    alike = latest.kind == kind and design_as_sets(latest.lots, latest.routes) == wanted
    return len(entries) - 1 if alike else None


def _allows_several(kind: EntryKind) -> bool:
    """Whether several designs of one request may stand beside each other."""
    return kind in ("hand", "other")
