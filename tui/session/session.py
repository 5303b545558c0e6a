"""The session: what is asked for, what came of it, and the way back.

A `Desk` is what undo brings back. Entries of the tray are not undone: what was seen was seen.
"""

from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from lotdesign.design import Route
from lotdesign.result.drawn import by_route
from lotdesign.result.model import Comparison
from tui.session.edits import Edits
from tui.session.entry import Entry, Lots, Routes

KEPT = 12
"""Designs in the tray that nobody pinned or noted."""

STEPS = 200
"""Steps that can be undone."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a user can change, except by looking.

    `hand` is the design drawn by hand, None while the best one is followed; its lots have
    `routes`, or None for those that are best. `showing` is an earlier entry that is looked at.
    `marks` are entries and options chosen to be compared.
    """

    edits: Edits = field(default_factory=Edits)
    hand: Lots | None = None
    showing: int | None = None
    pins: frozenset[int] = frozenset()
    marks: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    dropped: frozenset[int] = frozenset()
    routes: Routes | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A desk as it was before an action, what the action was called and when it came.

    Steps with one `merge` that follow each other fast are one step.
    """

    desk: Desk
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that is saved; entries stand in the order in which they were last answered."""

    path: str
    desk: Desk = field(default_factory=Desk)
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    entries: tuple[Entry, ...] = ()
    upcoming: int = 1

    def entry(self, number: int | None) -> Entry | None:
        """The entry of a number."""
        return next((each for each in self.entries if each.number == number), None)

    @property
    def tray(self) -> tuple[Entry, ...]:
        """The entries that were not dropped, by number."""
        kept = (each for each in self.entries if each.number not in self.desk.dropped)
        return tuple(sorted(kept, key=lambda each: each.number))

    @property
    def before(self) -> Entry | None:
        """The entry that was answered last before the one on show."""
        shown = self.shown
        others = [e for e in self.entries if e is not shown and e.number not in self.desk.dropped]
        return others[-1] if others else None

    @property
    def answer(self) -> Entry | None:
        """The newest entry that answers what is asked now."""
        desk = self.desk
        asked = [each for each in self.entries if each.edits == desk.edits]
        if desk.hand is not None:
            wanted = as_sets(desk.hand)
            asked = [e for e in asked if e.kind == "hand" and as_sets(e.lots) == wanted]
            if desk.routes is not None:
                delivered = as_sets(desk.hand, desk.routes)
                asked = [e for e in asked if as_sets(e.lots, e.routes) == delivered]
        else:
            asked = [each for each in asked if each.answers]
        return asked[-1] if asked else None

    @property
    def shown(self) -> Entry | None:
        """The entry on show: the one looked at, the answer, or else the last one there was."""
        looked_at = self.entry(self.desk.showing)
        seen = [each for each in self.entries if each.kind != "other"]
        return looked_at or self.answer or (seen[-1] if seen else None)

    @property
    def is_old(self) -> bool:
        """Whether what is on show answers an earlier request."""
        return self.desk.showing is None and self.answer is None and bool(self.entries)

    @property
    def best(self) -> Entry | None:
        """The newest entry of the present edits that was searched, for what it is compared with."""
        found = [e for e in self.entries if e.answers and e.result.comparisons]
        same = [e for e in found if e.edits == self.desk.edits]
        return next(reversed(same or found), None)

    def given(self) -> tuple[Comparison, ...]:
        """Today's contracts, the options and one contract for all, once they are measured."""
        return () if self.best is None else self.best.result.comparisons

    def given_letter(self, name: str) -> str:
        """The small letter that stands for a design that was given, on plots and in lists."""
        names = [each.id for each in self.given()]
        return ascii_lowercase[names.index(name) % 26] if name in names else "?"

    def note(self, number: int) -> str:
        """What was noted of an entry."""
        return dict(self.desk.notes).get(number, "")

    def kept(self, entry: Entry) -> bool:
        """Whether somebody asked to keep the entry."""
        desk = self.desk
        marked = entry.name in desk.marks
        return entry.number in desk.pins or bool(self.note(entry.number)) or marked


def as_sets(lots: Lots, routes: Routes = ()) -> frozenset[tuple[frozenset[str], Route]]:
    """A design whatever the order of its lots and units."""
    return frozenset((frozenset(lot), route) for lot, route in by_route(lots, routes))


def with_room(session: Session) -> Session:
    """Without the oldest entries that nobody asked to keep."""
    held = set(session.desk.pins)
    for step in (*session.past, *session.future):
        held |= step.desk.pins
    loose = [e for e in session.entries if not session.kept(e) and e.number not in held]
    gone = {each.number for each in loose[: max(0, len(loose) - KEPT)]}
    showing = {session.desk.showing}
    entries = tuple(e for e in session.entries if e.number not in gone or e.number in showing)
    return replace(session, entries=entries)
