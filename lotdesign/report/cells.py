"""Text in columns: how wide it is on a screen, padded, wrapped.

Characters of East Asian scripts and emoji take two columns, combining marks none.
"""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

TWO_COLUMNS = frozenset("WF")
MARKS = range(0xFE00, 0xFE10)
"""Variation selectors, which change the character before them and take no column."""


def width(text: str) -> int:
    """Columns that the text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if combining(char) or ord(char) in MARKS:
        return 0
    return 2 if east_asian_width(char) in TWO_COLUMNS else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text filled up with spaces, on its left when it is to stand at the right."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, one line at least.

    Lines break at spaces, and inside a word only when it fits on no line.
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= columns:
            lines[-1] = joined
            continue
        pieces = list(_pieces(word, columns))
        lines[len(lines) - (not lines[-1]) :] = pieces
    return lines


def _pieces(word: str, columns: int) -> Iterator[str]:
    """A word cut where a line is full; a character wider than a line stands alone."""
    piece = ""
    for char in word:
        if piece and width(piece + char) > columns:
            yield piece
            piece = ""
        piece += char
    yield piece
