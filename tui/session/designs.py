"""Designs in the tray: their entries, the letters of their lots, and units moved by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from lotdesign.design import Route
from lotdesign.matching import match_lots
from lotdesign.result.base import WrittenFigure
from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
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
