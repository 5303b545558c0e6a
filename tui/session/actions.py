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
    MOST_COMPARED,
    ChosenKind,
    EntryKind,
    LotRoutes,
    LotUnits,
    Session,
    TrayEntry,
    WrittenFile,
    design_as_sets,
    drop_oldest_entries,
    match_letters,
    remember_answer,
)
from tui.session.undo import Redo, Undo, record_step, redo, undo


@dataclass(frozen=True, slots=True)
class ChangeEdits:
    """Replaces the edits; `merge` and `at` are those of `record_step`."""

    edits: Edits
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class WriteFiles:
    """The edits that are left once others were written into files."""

    edits: Edits
    files: tuple[WrittenFile, ...]


@dataclass(frozen=True, slots=True)
class SetDesign:
    """Shows a design that was chosen, or with None returns to the best one.

    Its lots have `routes`, or the best ones; `kind` is where it comes from.
    """

    lots: LotUnits | None
    label: str
    routes: LotRoutes | None = None
    kind: ChosenKind = "hand"


@dataclass(frozen=True, slots=True)
class ShowEntry:
    """Shows an entry, or with None the answer to the present request."""

    number: int | None


@dataclass(frozen=True, slots=True)
class TogglePin:
    """Pins an entry, or unpins it."""

    number: int


@dataclass(frozen=True, slots=True)
class PinShown:
    """Pins the entry on show, or unpins it; one that is worked out yet is pinned when it comes."""


@dataclass(frozen=True, slots=True)
class ToggleMark:
    """Chooses an entry or reference design to be compared, or no longer."""

    name: str


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Notes something of an entry; an empty text removes the note."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class DropEntry:
    """Takes an entry off the tray."""

    number: int


@dataclass(frozen=True, slots=True)
class ResultArrived:
    """Adds a result of the worker for these edits; `figures` is the digest of its figures."""

    edits: Edits
    result: Result
    kind: EntryKind = "best"
    time_of_day: str = ""
    figures: str = ""


SessionAction = (
    ChangeEdits
    | WriteFiles
    | SetDesign
    | ShowEntry
    | TogglePin
    | PinShown
    | ToggleMark
    | WriteNote
    | DropEntry
    | Undo
    | Redo
    | ResultArrived
)


@singledispatch
def apply_action(action: SessionAction, session: Session) -> Session:
    """The session after an action; the same object where nothing changes.

    Raises TypeError for anything that is no action.
    """
    raise TypeError(action)


@apply_action.register
def _(action: ChangeEdits, session: Session) -> Session:
    """What is asked anew is answered by the best design, not by one that was chosen before."""
    state = session.state
    if action.edits == state.edits:
        return session
    state = replace(state, edits=action.edits, showing=None, hand=None, routes=None)
    changed = record_step(session, state, action.label, action.merge, action.at)
    return remember_answer(session, changed)


@apply_action.register
def _(action: WriteFiles, session: Session) -> Session:
    written = (*session.state.written, *action.files)
    changed = replace(session.state, edits=action.edits, showing=None, hand=None, routes=None)
    return record_step(session, replace(changed, written=written), "write to files")


@apply_action.register
def _(action: SetDesign, session: Session) -> Session:
    state = replace(
        session.state,
        hand=action.lots,
        routes=action.routes,
        showing=None,
        hand_kind=action.kind if action.lots is not None else "hand",
    )
    return record_step(session, state, action.label)


@apply_action.register
def _(action: ShowEntry, session: Session) -> Session:
    entry = session.find_entry(action.number)
    is_answer = entry is not None and entry is session.answer
    state = replace(session.state, showing=None if is_answer else action.number)
    return record_step(session, state, "show a design")


@apply_action.register
def _(action: TogglePin, session: Session) -> Session:
    pins = session.state.pins ^ {action.number}
    return record_step(session, replace(session.state, pins=pins), "pin")


@apply_action.register
def _(action: PinShown, session: Session) -> Session:
    state, shown = session.state, session.shown
    if session.is_outdated or shown is None:
        return replace(session, pins_answer_to=(state.edits, state.hand))
    return apply_action(TogglePin(shown.number), session)


@apply_action.register
def _(action: ToggleMark, session: Session) -> Session:
    marks = session.state.marks
    if action.name in marks:
        marks = tuple(mark for mark in marks if mark != action.name)
    else:
        marks = (*marks, action.name)[-MOST_COMPARED:]
    return record_step(session, replace(session.state, marks=marks), "mark to compare")


@apply_action.register
def _(action: WriteNote, session: Session) -> Session:
    others = tuple(note for note in session.state.notes if note[0] != action.number)
    notes = (*others, (action.number, action.text)) if action.text else others
    return record_step(session, replace(session.state, notes=notes), "note")


@apply_action.register
def _(action: DropEntry, session: Session) -> Session:
    state = session.state
    changed = replace(
        state,
        dropped=state.dropped | {action.number},
        pins=state.pins - {action.number},
        showing=None if state.showing == action.number else state.showing,
    )
    return record_step(session, changed, "drop")


@apply_action.register
def _(action: Undo, session: Session) -> Session:
    return remember_answer(session, undo(session))


@apply_action.register
def _(action: Redo, session: Session) -> Session:
    return remember_answer(session, redo(session))


@apply_action.register
def _(action: ResultArrived, session: Session) -> Session:
    """Puts a result into the tray, in place of an entry that it supersedes."""
    kind = _find_entry_kind(action)
    lots = tuple(lot.units for lot in action.result.lots)
    position = _find_replaced_entry(session, action, kind)
    replaced = None if position is None else session.entries[position]
    number = session.next_number if replaced is None else replaced.number
    same_design = replaced is not None and design_as_sets(replaced.lots) == design_as_sets(lots)
    before = replaced if same_design else session.shown
    letters = match_letters(lots, before.lots, before.letters) if before else match_letters(lots)
    at, figures = action.time_of_day, action.figures
    entry = TrayEntry(number, action.edits, kind, action.result, letters, at, figures)
    rest = tuple(other for i, other in enumerate(session.entries) if i != position)
    dropped = session.state.dropped - {number}
    arrived = replace(
        session,
        state=replace(session.state, dropped=dropped),
        entries=(*rest, entry),
        next_number=session.next_number + (position is None),
    )
    return drop_oldest_entries(_pin_if_wanted(arrived, entry))


def _pin_if_wanted(session: Session, entry: TrayEntry) -> Session:
    """The session with an entry pinned that it was to pin once it is there."""
    state, wanted = session.state, session.pins_answer_to
    if wanted is None or session.answer is not entry:
        return session
    pins = state.pins | {entry.number} if wanted == (state.edits, state.hand) else state.pins
    return replace(session, state=replace(state, pins=pins), pins_answer_to=None)


def _find_entry_kind(action: ResultArrived) -> EntryKind:
    if action.kind != "best":
        return action.kind
    if action.result.status == "infeasible":
        return "impossible"
    return "best" if action.result.lots else "nothing"


def _find_replaced_entry(session: Session, action: ResultArrived, kind: EntryKind) -> int | None:
    """The position of the entry that a result replaces, None where it is added.

    It replaces the entry of the same request; else the latest one, where nobody kept that and it
    has the same design or equally none: stepping through a figure leaves one line, not fifty.
    """
    entries = session.entries
    lots = tuple(lot.units for lot in action.result.lots)
    design = design_as_sets(lots, list_result_routes(action.result))

    def has_design(entry: TrayEntry) -> bool:
        return entry.kind == kind and design_as_sets(entry.lots, entry.routes) == design

    for i, entry in enumerate(entries):
        input_changed = entry.result.scenario.sha256 != action.result.scenario.sha256
        if entry.edits != action.edits or (input_changed and session.is_kept(entry)):
            continue
        if has_design(entry) or not (_allows_several(kind) or _allows_several(entry.kind)):
            return i
    if _allows_several(kind) or not entries or session.is_kept(entries[-1]):
        return None
    return len(entries) - 1 if has_design(entries[-1]) else None


def _allows_several(kind: EntryKind) -> bool:
    """Whether one request may have several entries of a kind."""
    return kind in ("hand", "front", "given", "again", "other")
