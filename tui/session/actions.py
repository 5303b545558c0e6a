"""What a user can do, and what comes back from the worker: session + action -> session."""

from dataclasses import dataclass, replace
from functools import singledispatch

from lotdesign.result.drawn import routes_in
from lotdesign.result.model import Result
from tui.session.edits import Edits
from tui.session.entry import Entry, Kind, Lots, Routes
from tui.session.letters import matched
from tui.session.session import STEPS, Desk, Session, Step, as_sets, with_room

MERGED = 2.0
"""Seconds within which steps on one row are one step to undo."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Other edits; the design drawn by hand stays unless `hand` says otherwise."""

    edits: Edits
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Draw:
    """A design drawn by hand, or None to follow the best one again.

    Its lots are delivered by `routes`, or by those that are best.
    """

    lots: Lots | None
    label: str
    routes: Routes | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """Look at an entry, or None for the answer to what is asked."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep an entry, or no longer."""

    number: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Choose an entry or option to compare, or no longer."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """Write something beside an entry."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Take an entry off the tray."""

    number: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what was taken back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The worker's answer to some edits: the best, one drawn by hand, or another one."""

    edits: Edits
    result: Result
    how: Kind = "best"
    clock: str = ""


Action = Ask | Draw | Show | Pin | Mark | Note | Drop | Undo | Redo | Arrived


@singledispatch
def act(action: Action, session: Session) -> Session:
    """The session after the action."""
    raise TypeError(action)


@act.register
def _(action: Ask, session: Session) -> Session:
    desk = replace(session.desk, edits=action.edits, showing=None)
    return _stepped(session, desk, action.label, action.merge, action.at)


@act.register
def _(action: Draw, session: Session) -> Session:
    desk = replace(session.desk, hand=action.lots, routes=action.routes, showing=None)
    return _stepped(session, desk, action.label)


@act.register
def _(action: Show, session: Session) -> Session:
    entry = session.entry(action.number)
    is_answer = entry is not None and entry is session.answer
    desk = replace(session.desk, showing=None if is_answer else action.number)
    return _stepped(session, desk, "show a design")


@act.register
def _(action: Pin, session: Session) -> Session:
    pins = session.desk.pins ^ {action.number}
    return _stepped(session, replace(session.desk, pins=pins), "pin")


@act.register
def _(action: Mark, session: Session) -> Session:
    marks = session.desk.marks
    chosen = action.name in marks
    now = tuple(m for m in marks if m != action.name) if chosen else (*marks, action.name)[-4:]
    return _stepped(session, replace(session.desk, marks=now), "mark to compare")


@act.register
def _(action: Note, session: Session) -> Session:
    others = tuple(each for each in session.desk.notes if each[0] != action.number)
    notes = (*others, (action.number, action.text)) if action.text else others
    return _stepped(session, replace(session.desk, notes=notes), "note")


@act.register
def _(action: Drop, session: Session) -> Session:
    desk = session.desk
    now = replace(
        desk,
        dropped=desk.dropped | {action.number},
        pins=desk.pins - {action.number},
        showing=None if desk.showing == action.number else desk.showing,
    )
    return _stepped(session, now, "drop")


@act.register
def _(action: Undo, session: Session) -> Session:
    if not session.past:
        return session
    step = session.past[-1]
    ahead = Step(session.desk, step.label)
    return replace(session, desk=step.desk, past=session.past[:-1], future=(*session.future, ahead))


@act.register
def _(action: Redo, session: Session) -> Session:
    if not session.future:
        return session
    step = session.future[-1]
    back = Step(session.desk, step.label)
    return replace(session, desk=step.desk, past=(*session.past, back), future=session.future[:-1])


@act.register
def _(action: Arrived, session: Session) -> Session:
    """A result joins the tray; one that says the same of the same design takes its place."""
    kind = _kind(action)
    lots = tuple(lot.units for lot in action.result.lots)
    before = session.shown
    letters = matched(lots, before.lots, before.letters) if before else matched(lots, (), ())
    place = _place(session, action, kind)
    number = session.upcoming if place is None else session.entries[place].number
    if place is not None and as_sets(session.entries[place].lots) == as_sets(lots):
        letters = matched(lots, session.entries[place].lots, session.entries[place].letters)
    entry = Entry(number, action.edits, kind, action.result, letters, action.clock)
    rest = tuple(each for i, each in enumerate(session.entries) if i != place)
    dropped = session.desk.dropped - {number}
    return with_room(
        replace(
            session,
            desk=replace(session.desk, dropped=dropped),
            entries=(*rest, entry),
            upcoming=session.upcoming + (place is None),
        )
    )


def _kind(action: Arrived) -> Kind:
    if action.how != "best":
        return action.how
    if action.result.status == "infeasible":
        return "impossible"
    return "best" if action.result.lots else "nothing"


def _place(session: Session, action: Arrived, kind: Kind) -> int | None:
    """The entry that the answer replaces.

    That of the same request; or the latest one when nobody kept it and the design, or its
    absence, is the same: a figure that is stepped through leaves one line and not fifty.
    """
    entries = session.entries
    lots = tuple(lot.units for lot in action.result.lots)
    wanted = as_sets(lots, routes_in(action.result))
    for i, each in enumerate(entries):
        same = each.kind == kind and as_sets(each.lots, each.routes) == wanted
        input_changed = each.result.scenario.sha256 != action.result.scenario.sha256
        if each.edits != action.edits or (input_changed and session.kept(each)):
            continue
        if same or not (_drawn(kind) or _drawn(each.kind)):
            return i
    if not entries or session.kept(entries[-1]):
        return None
    latest = entries[-1]
    if kind == "other":
        return None
    alike = latest.kind == kind and as_sets(latest.lots, latest.routes) == wanted
    return len(entries) - 1 if alike else None


def _drawn(kind: Kind) -> bool:
    """Whether several designs of one request may stand beside each other."""
    return kind in ("hand", "other")


def _stepped(session: Session, desk: Desk, label: str, merge: str = "", at: float = 0.0) -> Session:
    """The session with another desk, and the way back to the present one."""
    if desk == session.desk:
        return session
    last = session.past[-1] if session.past else None
    fast = last is not None and merge and last.merge == merge and at - last.at <= MERGED
    if fast and last is not None:
        past = (*session.past[:-1], replace(last, at=at))
    else:
        past = (*session.past, Step(session.desk, label, merge, at))[-STEPS:]
    return replace(session, desk=desk, past=past, future=())
