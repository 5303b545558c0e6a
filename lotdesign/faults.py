"""What is wrong with an input, all faults at once, and how text from a file is shown safely."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_SHOWN_CHARACTERS = 80
"""Characters of a text from a file that a fault shows."""

_MOST_EXPLANATION_CHARACTERS = 500
"""Characters of a whole explanation, which may quote several names."""


def make_printable(text: str, clip: int = MOST_SHOWN_CHARACTERS) -> str:
    """Text from a file, safe on a screen: on one line, nothing invisible, clipped.

    Escape codes, line ends and marks that turn the reading direction are written out
    as Python escapes them. Showing what was shown already changes nothing.
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
    """One thing wrong: where it stands, what was found and what would be right."""

    where: str
    right: str
    found: str = ""

    def __str__(self) -> str:
        found = f" {quote_text(self.found)}:" if self.found else ""
        return f"{make_printable(self.where, _MOST_EXPLANATION_CHARACTERS)}:{found} {make_printable(self.right, _MOST_EXPLANATION_CHARACTERS)}"


class InputFaults(Exception):
    """The input is not valid; `faults` holds every fault, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UsageError(Exception):
    """What cannot be meant; the text says what would be right."""


class EngineContradiction(Exception):
    """Two engines cannot both be right; `faults` says in what, one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def find_close_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    return next(iter(get_close_matches(name[:MOST_SHOWN_CHARACTERS], sorted(known), n=1)), None)


def suggest_name(name: str, known: Iterable[str]) -> str:
    """What would be right instead of `name`: the nearest known one, or what there is."""
    choices = sorted(known)
    meant = find_close_name(name, choices)
    if meant is not None:
        return f"did you mean {quote_text(meant)}?"
    if not choices:
        return "there is none to choose from"
    few = ", ".join(make_printable(choice) for choice in choices[:12])
    return f"known are {few}" + (", ..." if len(choices) > 12 else "")
