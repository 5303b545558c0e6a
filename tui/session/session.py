"""The session: what is asked for, the designs that came of it, and the steps to undo and redo.

`UndoableState` is what undo brings back. Entries of the tray stay: what was seen was seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase, ascii_uppercase
from typing import Literal

from lotdesign.design import Route
from lotdesign.matching import match_lots
from lotdesign.result.base import WrittenFigure
from lotdesign.result.designs import list_result_routes, pair_with_routes
from lotdesign.result.model import ReferenceComparison, Result
from tui.session.edits import Edits

LotUnits = tuple[tuple[str, ...], ...]
"""The unit ids of each lot."""

LotRoutes = tuple[Route, ...]
"""How each lot is delivered; none where all are external."""

EntryKind = Literal["best", "hand", "other", "impossible", "nothing"]
"""The answer to a request, or a design drawn by hand, or another one that is nearly as good."""


_KIND_INITIALS = {"hand": "H", "other": "A"}


@dataclass(frozen=True, slots=True)
class TrayEntry:
    """What came of some edits. `letters` name its lots; `at` is the time of day."""

    number: int
    edits: Edits
    kind: EntryKind
    result: Result
    letters: tuple[str, ...] = ()
    at: str = ""

    @property
    def lots(self) -> LotUnits:
        """The design; empty where there is none."""
        return tuple(lot.units for lot in self.result.lots)

    @property
    def routes(self) -> LotRoutes:
        """How its lots are delivered."""
        return list_result_routes(self.result)

    @property
    def measures(self) -> dict[str, WrittenFigure]:
        """Its figures by measure."""
        return self.result.measures

    @property
    def name(self) -> str:
        """What the tray calls it."""
        return f"{_KIND_INITIALS.get(self.kind, 'S')}{self.number}"

    @property
    def is_answer(self) -> bool:
        """Whether it is what was found for its edits, and not a design beside that."""
        return self.kind not in _KIND_INITIALS


def list_letters(count: int) -> tuple[str, ...]:
    """A, B, C …, then AA, AB …"""
    single = len(ascii_uppercase)
    names = (
        ascii_uppercase[i]
        if i < single
        else ascii_uppercase[i // single - 1] + ascii_uppercase[i % single]
        for i in range(count)
    )
    return tuple(names)


def match_letters(lots: LotUnits, before: LotUnits, letters: Sequence[str]) -> tuple[str, ...]:
    """Letters for `lots`: those of the lots `before` that overlap most, else unused ones."""
    if not before:
        return list_letters(len(lots))
    kept = {i: letters[j] for i, j in match_lots(lots, before)}
    spare = iter(
        each for each in list_letters(len(lots) + len(before)) if each not in kept.values()
    )
    return tuple(kept[i] if i in kept else next(spare) for i in range(len(lots)))


def number_of_letter(letter: str) -> int:
    """The number of a letter, which chooses its colour: one letter, one colour everywhere."""
    number = 0
    for each in letter:
        number = number * len(ascii_uppercase) + ascii_uppercase.index(each) + 1
    return number - 1


def shorten_letter(letter: str) -> str:
    """The letter in one column."""
    return letter if len(letter) == 1 else letter[-1].lower()


def move_units(lots: LotUnits, units: Iterable[str], target: int | None) -> LotUnits:
    """With units moved into the lot at `target`, or into one of their own; empty lots go."""
    taken = tuple(dict.fromkeys(units))
    left = [tuple(u for u in lot if u not in taken) for lot in lots]
    if target is None:
        left.append(taken)
    else:
        left[target] = (*left[target], *taken)
    return tuple(lot for lot in left if lot)


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
