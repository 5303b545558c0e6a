"""The session: what is asked for, what came of it, and the steps behind and ahead.

`UndoableState` is what undo brings back. Entries of the tray are not undone: what was seen was
seen.
"""

from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from lotdesign.design import Route
from lotdesign.result.designs import pair_with_routes
from lotdesign.result.model import ReferenceComparison
from tui.session.designs import LotRoutes, LotUnits, TrayEntry
from tui.session.edits import Edits

MOST_UNPINNED_ENTRIES = 12
"""Designs in the tray that nobody pinned or noted."""


@dataclass(frozen=True, slots=True)
class UndoableState:
    """Everything that a user can change, except by looking.

    `hand` is the design drawn by hand, None while the best one is followed; its lots have
    `routes`, or None for those that are best. `showing` is an earlier entry that is looked at.
    `marks` are entries and options chosen to be compared.
    """

    edits: Edits = field(default_factory=Edits)
    hand: LotUnits | None = None
    showing: int | None = None
    pins: frozenset[int] = frozenset()
    marks: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    dropped: frozenset[int] = frozenset()
    routes: LotRoutes | None = None


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A desk as it was before an action, what the action was called and when it came.

    Steps with one `merge` that follow each other fast are one step.
    """

    state: UndoableState
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that is saved; entries stand in the order in which they were last answered."""

    path: str
    state: UndoableState = field(default_factory=UndoableState)
    past: tuple[UndoStep, ...] = ()
    future: tuple[UndoStep, ...] = ()
    entries: tuple[TrayEntry, ...] = ()
    next_number: int = 1

    def find_entry(self, number: int | None) -> TrayEntry | None:
        """The entry of a number."""
        return next((each for each in self.entries if each.number == number), None)

    @property
    def tray(self) -> tuple[TrayEntry, ...]:
        """The entries that were not dropped, by number."""
        kept = (each for each in self.entries if each.number not in self.state.dropped)
        return tuple(sorted(kept, key=lambda each: each.number))

    @property
    def previous(self) -> TrayEntry | None:
        """The entry that was answered last before the one on show."""
        shown = self.shown
        others = [e for e in self.entries if e is not shown and e.number not in self.state.dropped]
        return others[-1] if others else None

    @property
    def answer(self) -> TrayEntry | None:
        """The newest entry that answers what is asked now."""
        desk = self.state
        asked = [each for each in self.entries if each.edits == desk.edits]
        if desk.hand is not None:
            wanted = design_as_sets(desk.hand)
            asked = [e for e in asked if e.kind == "hand" and design_as_sets(e.lots) == wanted]
            if desk.routes is not None:
                delivered = design_as_sets(desk.hand, desk.routes)
                asked = [e for e in asked if design_as_sets(e.lots, e.routes) == delivered]
        else:
            asked = [each for each in asked if each.is_answer]
        return asked[-1] if asked else None

    @property
    def shown(self) -> TrayEntry | None:
        """The entry on show: the one looked at, the answer, or else the last one there was."""
        looked_at = self.find_entry(self.state.showing)
        seen = [each for each in self.entries if each.kind != "other"]
        return looked_at or self.answer or (seen[-1] if seen else None)

    @property
    def is_outdated(self) -> bool:
        """Whether what is on show answers an earlier request."""
        return self.state.showing is None and self.answer is None and bool(self.entries)

    @property
    def best(self) -> TrayEntry | None:
        """The newest entry of the present edits that was searched, for what it is compared with."""
        found = [e for e in self.entries if e.is_answer and e.result.comparisons]
        same = [e for e in found if e.edits == self.state.edits]
        return next(reversed(same or found), None)

    def list_reference_designs(self) -> tuple[ReferenceComparison, ...]:
        """Today's contracts, the options and one contract for all, once they are measured."""
        return () if self.best is None else self.best.result.comparisons

    def find_reference_letter(self, name: str) -> str:
        """The small letter that stands for a design that was given, on plots and in lists."""
        names = [each.id for each in self.list_reference_designs()]
        return ascii_lowercase[names.index(name) % 26] if name in names else "?"

    def find_note(self, number: int) -> str:
        """What was noted of an entry."""
        return dict(self.state.notes).get(number, "")

    def is_kept(self, entry: TrayEntry) -> bool:
        """Whether somebody asked to keep the entry."""
        desk = self.state
        marked = entry.name in desk.marks
        return entry.number in desk.pins or bool(self.find_note(entry.number)) or marked


def design_as_sets(
    lots: LotUnits, routes: LotRoutes = ()
) -> frozenset[tuple[frozenset[str], Route]]:
    """A design whatever the order of its lots and units."""
    return frozenset((frozenset(lot), route) for lot, route in pair_with_routes(lots, routes))


def drop_oldest_entries(session: Session) -> Session:
    """Without the oldest entries that nobody asked to keep."""
    held = set(session.state.pins)
    for step in (*session.past, *session.future):
        held |= step.state.pins
    loose = [e for e in session.entries if not session.is_kept(e) and e.number not in held]
    gone = {each.number for each in loose[: max(0, len(loose) - MOST_UNPINNED_ENTRIES)]}
    showing = {session.state.showing}
    entries = tuple(e for e in session.entries if e.number not in gone or e.number in showing)
    return replace(session, entries=entries)
