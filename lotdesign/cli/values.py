"""Values of flags, and in our words what is wrong with them."""

from collections.abc import Callable
from math import isfinite

from lotdesign.cli.exits import UsageError
from lotdesign.faults import nearest, quoted


def one_of(flag: str, *known: str) -> Callable[[str], str]:
    """Reads one of the words that a flag knows."""

    def read(text: str) -> str:
        if text not in known:
            raise UsageError(f"{flag} {quoted(text)}: {nearest(text, known)}")
        return text

    return read


def whole(flag: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`."""
    ends = f"{least} or more" if most is None else f"{least} to {most}"

    def read(text: str | int) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            raise UsageError(f"{flag} {quoted(str(text))}: give a whole number, {ends}")
        return number

    return read


def seconds(flag: str) -> Callable[[str], float]:
    """Reads seconds above 0."""
    return _above_0(flag, "seconds")


def gigabytes(flag: str) -> Callable[[str], float]:
    """Reads gigabytes above 0."""
    return _above_0(flag, "gigabytes")


def _above_0(flag: str, what: str) -> Callable[[str], float]:
    def read(text: str | float) -> float:
        try:
            found = float(text)
        except ValueError:
            found = 0.0
        if not isfinite(found) or found <= 0:
            raise UsageError(f"{flag} {quoted(str(text))}: give {what} above 0")
        return found

    return read
