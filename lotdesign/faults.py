"""What is wrong with an input, one line a fault, all faults at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

CLIP = 80
"""Characters of a text from a file that a fault shows."""

_LINE = 500
"""Characters of a whole explanation, which may quote several names."""


def shown(text: str, clip: int = CLIP) -> str:
    """Text from a file, safe on a screen: on one line, nothing invisible, clipped.

    Escape codes, line ends and marks that turn the reading direction are written out
    as Python escapes them. Showing what was shown already changes nothing.
    """
    plain = "".join(char if char.isprintable() else _escaped(char) for char in text[: clip + 1])
    return plain if len(plain) <= clip else plain[: clip - 1] + "…"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def quoted(text: str) -> str:
    """A name from a file as a sentence shows it."""
    return f"'{shown(text)}'"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: where it stands, what was found and what would be right."""

    where: str
    right: str
    found: str = ""

    def __str__(self) -> str:
        found = f" {quoted(self.found)}:" if self.found else ""
        return f"{shown(self.where, _LINE)}:{found} {shown(self.right, _LINE)}"


class InputFaults(Exception):
    """The input is not valid; `faults` holds every fault, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UsageError(Exception):
    """What cannot be meant; the text says what would be right."""


class Contradiction(Exception):
    """Two engines cannot both be right; `faults` says in what, one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def close(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    return next(iter(get_close_matches(name[:CLIP], sorted(known), n=1)), None)


def nearest(name: str, known: Iterable[str]) -> str:
    """What would be right instead of `name`: the nearest known one, or what there is."""
    choices = sorted(known)
    meant = close(name, choices)
    if meant is not None:
        return f"did you mean {quoted(meant)}?"
    if not choices:
        return "there is none to choose from"
    few = ", ".join(shown(choice) for choice in choices[:12])
    return f"known are {few}" + (", ..." if len(choices) > 12 else "")
