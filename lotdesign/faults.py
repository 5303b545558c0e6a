"""Faults of an input, all reported at once, and text from files made safe to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

MOST_SHOWN_CHARACTERS = 80
"""Characters of a text from a file that a fault shows."""

_MOST_COMPARED = 300
"""Names that are compared letter by letter to find a close one."""

_MOST_EXPLANATION_CHARACTERS = 500
"""Characters of a whole explanation, which may quote several names."""


def make_printable(text: str, clip: int = MOST_SHOWN_CHARACTERS) -> str:
    """Text from a file made safe for a screen: on one line, nothing invisible, clipped.

    Escape codes, line ends and marks that turn the reading direction are written out
    as Python escapes. Idempotent.
    """
    plain = "".join(
        char if char.isprintable() else _escape_character(char) for char in text[: clip + 1]
    )
    return plain if len(plain) <= clip else plain[: clip - 1] + "…"


def _escape_character(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def quote_text(text: str) -> str:
    """A name from a file as a sentence shows it."""
    return f"'{make_printable(text)}'"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault of an input: where it is, the text found there and what would be right."""

    where: str
    right: str
    found: str = ""

    def __str__(self) -> str:
        found = f" {quote_text(self.found)}:" if self.found else ""
        where = make_printable(self.where, _MOST_EXPLANATION_CHARACTERS)
        right = make_printable(self.right, _MOST_EXPLANATION_CHARACTERS)
        return f"{where}:{found} {right}"


class InputFaults(Exception):
    """The input is not valid; `faults` holds every fault, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UsageError(Exception):
    """A command line that makes no sense; the text says what would be right."""


class EngineContradiction(Exception):
    """Engines whose answers cannot both be right; `faults` says why, a sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def find_close_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that is close to `name`; None where none is.

    Among many names only those of the same first letter and of nearly the same length are compared.
    """
    from difflib import get_close_matches

    name = name[:MOST_SHOWN_CHARACTERS]
    choices = list(known)
    if len(choices) > _MOST_COMPARED:
        first = name[:1].casefold()
        choices = [
            each
            for each in choices
            if abs(len(each) - len(name)) <= 3 and each[:1].casefold() == first
        ][:_MOST_COMPARED]
    return next(iter(get_close_matches(name, sorted(choices), n=1)), None)


def suggest_name(name: str, known: Iterable[str]) -> str:
    """A sentence that suggests a known name in place of `name`: the closest, or the first few."""
    choices = list(known)
    close = find_close_name(name, choices)
    if close is not None:
        return f"did you mean {quote_text(close)}?"
    if not choices:
        return "there is none to choose from"
    few = ", ".join(make_printable(choice) for choice in nsmallest(12, choices))
    return f"known are {few}" + (", ..." if len(choices) > 12 else "")
