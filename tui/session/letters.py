"""Letters of lots, kept from one design to the next for lots that are much the same."""

from collections.abc import Sequence
from string import ascii_uppercase

from lotdesign.moves import matched_lots
from tui.session.entry import Lots


def fresh(count: int) -> tuple[str, ...]:
    """A, B, C …, then AA, AB …"""
    single = len(ascii_uppercase)
    names = (
        ascii_uppercase[i]
        if i < single
        else ascii_uppercase[i // single - 1] + ascii_uppercase[i % single]
        for i in range(count)
    )
    return tuple(names)


def matched(lots: Lots, before: Lots, letters: Sequence[str]) -> tuple[str, ...]:
    """Letters for `lots`: those of the lots `before` that overlap most, else unused ones."""
    if not before:
        return fresh(len(lots))
    kept = {i: letters[j] for i, j in matched_lots(lots, before)}
    spare = iter(each for each in fresh(len(lots) + len(before)) if each not in kept.values())
    return tuple(kept[i] if i in kept else next(spare) for i in range(len(lots)))


def hue(letter: str) -> int:
    """The number of a letter, which chooses its colour: one letter, one colour everywhere."""
    number = 0
    for each in letter:
        number = number * len(ascii_uppercase) + ascii_uppercase.index(each) + 1
    return number - 1


def mark(letter: str) -> str:
    """The letter in one column."""
    return letter if len(letter) == 1 else letter[-1].lower()
