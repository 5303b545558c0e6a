"""The session as data: what is asked for, and the designs that came of it.

`UndoableState` is what undo (`tui.session.undo`) brings back. Entries of the tray stay: what was
seen was seen.
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
"""How each lot is delivered; empty where all are under contract with others."""

ChosenKind = Literal["hand", "front", "given", "again"]
"""Where a design that was not searched for comes from: drawn by hand, a point of the Pareto front,
a reference design, or seen before and measured again."""

EntryKind = Literal["best", "hand", "front", "given", "again", "other", "impossible", "nothing"]
"""What a result is: the best design, one that was chosen (`ChosenKind`), an alternative that is
nearly as good, a proof that there is none ("impossible"), or none found ("nothing")."""

MOST_UNPINNED_ENTRIES = 12
"""Entries that the tray keeps of those that nobody pinned, noted or chose."""

MOST_COMPARED = 4
"""Designs that can be compared at once."""

_KIND_INITIALS = {"hand": "H", "front": "T", "given": "G", "again": "M", "other": "A"}


@dataclass(frozen=True, slots=True)
class TrayEntry:
    """A result in the tray, for some edits.

    `letters` name its lots; `at` is the time of day; `figures` is the digest of the figures that it
    was measured on (`lotdesign.scenario.figures`), "" where that is not known.
    """

    number: int
    edits: Edits
    kind: EntryKind
    result: Result
    letters: tuple[str, ...] = ()
    at: str = ""
    figures: str = ""

    @property
    def lots(self) -> LotUnits:
        """The lots of the design; empty where there is none."""
        return tuple(lot.units for lot in self.result.lots)

    @property
    def routes(self) -> LotRoutes:
        """The routes of its lots."""
        return list_result_routes(self.result)

    @property
    def measures(self) -> dict[str, WrittenFigure]:
        """Measure name -> value."""
        return self.result.measures

    @property
    def name(self) -> str:
        """What the tray calls it, such as S3."""
        return f"{_KIND_INITIALS.get(self.kind, 'S')}{self.number}"

    @property
    def is_answer(self) -> bool:
        """Whether it answers its edits: no design that was chosen and no alternative."""
        return self.kind not in _KIND_INITIALS


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that edits were written into: digests of what was in it before and after."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UndoableState:
    """Everything that undo brings back.

    `hand` is a design that was chosen, of `hand_kind`, None while the best one is shown; its lots
    have `routes`, None for the best ones. `showing` is the number of an earlier entry on show.
    `written` are the files that edits were written into, the last one last. `pins`, `dropped` and
    `notes` go by the numbers of entries, `marks` (those to be compared) by
    names.
    """

    edits: Edits = field(default_factory=Edits)
    hand: LotUnits | None = None
    showing: int | None = None
    pins: frozenset[int] = frozenset()
    marks: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    dropped: frozenset[int] = frozenset()
    routes: LotRoutes | None = None
    hand_kind: ChosenKind = "hand"
    written: tuple[WrittenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoStep:
    """The state before an action, and the action's label, merge key and time in seconds."""

    state: UndoableState
    label: str
    merge: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that is saved.

    `past` and `future` are the steps to undo and redo, the next one last. `entries` stand in the
    order in which they were last answered. `before_change` is the answer that stood before the last
    change of the request, None until there is one; `pins_answer_to` is a request, edits and chosen
    lots, whose answer is to be pinned when it comes. Neither is saved.
    """

    path: str
    state: UndoableState = field(default_factory=UndoableState)
    past: tuple[UndoStep, ...] = ()
    future: tuple[UndoStep, ...] = ()
    entries: tuple[TrayEntry, ...] = ()
    next_number: int = 1
    before_change: TrayEntry | None = None
    pins_answer_to: tuple[Edits, LotUnits | None] | None = None

    def find_entry(self, number: int | None) -> TrayEntry | None:
        """The entry of a number, None where there is none."""
        return next((entry for entry in self.entries if entry.number == number), None)

    @property
    def tray(self) -> tuple[TrayEntry, ...]:
        """The entries that were not dropped, by number."""
        kept = (entry for entry in self.entries if entry.number not in self.state.dropped)
        return tuple(sorted(kept, key=lambda entry: entry.number))

    @property
    def previous(self) -> TrayEntry | None:
        """The entry that was answered last before the one on show."""
        shown = self.shown
        others = [e for e in self.entries if e is not shown and e.number not in self.state.dropped]
        return others[-1] if others else None

    @property
    def measured_against(self) -> TrayEntry | None:
        """What the design on show is measured against: the answer before the last change."""
        state = self.state
        is_answer = state.showing is None and state.hand is None and self.answer is not None
        return self.before_change if is_answer and self.before_change else self.previous

    @property
    def has_same_design(self) -> bool:
        """Whether the last change of the request left the lots and their routes as they were."""
        entry, before = self.answer, self.before_change
        if entry is None or before is None or self.measured_against is not before:
            return False
        designs = (design_as_sets(each.lots, each.routes) for each in (entry, before))
        return bool(entry.lots) and next(designs) == next(designs)

    @property
    def best_answer(self) -> TrayEntry | None:
        """The newest answer to the present edits, whichever design is on show; None before it."""
        edits = self.state.edits
        return next((e for e in reversed(self.entries) if e.is_answer and e.edits == edits), None)

    @property
    def answer(self) -> TrayEntry | None:
        """The newest entry that answers the present request."""
        state = self.state
        if state.hand is None:
            return self.best_answer
        lots, kind = design_as_sets(state.hand), state.hand_kind
        entries = [e for e in self.entries if e.edits == state.edits and e.kind == kind]
        entries = [e for e in entries if design_as_sets(e.lots) == lots]
        if state.routes is not None:
            design = design_as_sets(state.hand, state.routes)
            entries = [e for e in entries if design_as_sets(e.lots, e.routes) == design]
        return entries[-1] if entries else None

    @property
    def shown(self) -> TrayEntry | None:
        """The entry on show: an earlier one if chosen, else the answer, else the last there was."""
        chosen = self.find_entry(self.state.showing)
        last = next((e for e in reversed(self.entries) if e.kind != "other"), None)
        return chosen or self.answer or last

    @property
    def is_outdated(self) -> bool:
        """Whether the entry on show answers an earlier request."""
        return self.state.showing is None and self.answer is None and bool(self.entries)

    @property
    def best(self) -> TrayEntry | None:
        """The newest answer that has comparisons, of the present edits if there is one."""
        compared = [e for e in self.entries if e.is_answer and e.result.comparisons]
        present = [e for e in compared if e.edits == self.state.edits]
        return next(reversed(present or compared), None)

    def find_reference_name(self, entry: TrayEntry) -> str:
        """The name of the reference design that an entry is; "" where it is none of them."""
        lots = design_as_sets(entry.lots)
        named = (d.name for d in self.list_reference_designs() if design_as_sets(d.lots) == lots)
        return next(named, "")

    def list_reference_designs(self) -> tuple[ReferenceComparison, ...]:
        """Today's contracts, the options, one contract for all; empty until they are measured."""
        return () if self.best is None else self.best.result.comparisons

    def find_reference_letter(self, name: str) -> str:
        """The small letter of a reference design on plots and in the tray."""
        names = [design.id for design in self.list_reference_designs()]
        return ascii_lowercase[names.index(name) % 26] if name in names else "?"

    def find_note(self, number: int) -> str:
        """The note of an entry, "" where there is none."""
        return dict(self.state.notes).get(number, "")

    def is_kept(self, entry: TrayEntry) -> bool:
        """Whether the entry is pinned, noted or chosen to be compared."""
        state = self.state
        marked = entry.name in state.marks
        return entry.number in state.pins or bool(self.find_note(entry.number)) or marked


def design_as_sets(
    lots: LotUnits, routes: LotRoutes = ()
) -> frozenset[tuple[frozenset[str], Route]]:
    """A design as sets, to be compared whatever the order of its lots and units."""
    return frozenset((frozenset(lot), route) for lot, route in pair_with_routes(lots, routes))


def remember_answer(session: Session, changed: Session) -> Session:
    """The session after a change, with the answer that stood before where the request is another.

    Where a change comes before the last one is answered, the answer before that one stays.
    """
    if changed.state.edits == session.state.edits or session.answer is None:
        return changed
    return replace(changed, before_change=session.answer)


def drop_oldest_entries(session: Session) -> Session:
    """The session with `MOST_UNPINNED_ENTRIES` of the entries that nobody asked to keep.

    An entry on show stays, and one that undo or redo would pin.
    """
    held = set(session.state.pins)
    for step in (*session.past, *session.future):
        held |= step.state.pins
    loose = [e for e in session.entries if not session.is_kept(e) and e.number not in held]
    oldest = loose[: max(0, len(loose) - MOST_UNPINNED_ENTRIES)]
    dropped = {entry.number for entry in oldest} - {session.state.showing}
    entries = tuple(entry for entry in session.entries if entry.number not in dropped)
    return replace(session, entries=entries)


def list_letters(count: int) -> tuple[str, ...]:
    """A, B, C …, then AA, AB …"""
    size = len(ascii_uppercase)
    return tuple(
        (ascii_uppercase[i // size - 1] if i >= size else "") + ascii_uppercase[i % size]
        for i in range(count)
    )


def match_letters(
    lots: LotUnits, before: LotUnits = (), letters: Sequence[str] = ()
) -> tuple[str, ...]:
    """Letters for `lots`: those of the lots `before` that they overlap most, else unused ones."""
    if not before:
        return list_letters(len(lots))
    kept = {i: letters[j] for i, j in match_lots(lots, before)}
    every = list_letters(len(lots) + len(before))
    unused = (letter for letter in every if letter not in kept.values())
    return tuple(kept[i] if i in kept else next(unused) for i in range(len(lots)))


def letter_designs(
    designs: Sequence[LotUnits], base: int, letters: Sequence[str]
) -> list[tuple[str, ...]]:
    """Letters for the lots of designs side by side: those of the base's lots that they match.

    A letter means one lot of the base in every column; a lot that matches none has the letter of
    an equal lot of another design, else one that stands nowhere yet.
    """
    own: dict[frozenset[str], str] = {}
    every = iter(list_letters(len(letters) + sum(map(len, designs)) + len(designs)))
    unused = (letter for letter in every if letter not in letters)
    found = []
    for position, lots in enumerate(designs):
        kept = {i: letters[j] for i, j in match_lots(lots, designs[base])}
        if position == base:
            kept = dict(enumerate(letters))
        for i, lot in enumerate(lots):
            if i not in kept:
                units = frozenset(lot)
                kept[i] = own[units] = own[units] if units in own else next(unused)
        found.append(tuple(kept[i] for i in range(len(lots))))
    return found


def number_of_letter(letter: str) -> int:
    """The number of a letter from 0, which chooses its colour on every screen."""
    number = 0
    for char in letter:
        number = number * len(ascii_uppercase) + ascii_uppercase.index(char) + 1
    return number - 1


def shorten_letter(letter: str) -> str:
    """The letter in one column."""
    return letter if len(letter) == 1 else letter[-1].lower()


def move_units(lots: LotUnits, units: Iterable[str], target: int | None) -> LotUnits:
    """Lots with units moved into the lot at position `target`, or into one of their own.

    Lots that become empty are removed.
    """
    moved = tuple(dict.fromkeys(units))
    changed = [tuple(unit for unit in lot if unit not in moved) for lot in lots]
    if target is None:
        changed.append(moved)
    else:
        changed[target] = (*changed[target], *moved)
    return tuple(lot for lot in changed if lot)
