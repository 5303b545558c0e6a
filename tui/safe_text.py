"""Text from files made safe for a terminal, and fitted to columns.

Names are data. Every picture shows them through `make_safe`, after which nothing in them moves the
cursor, changes the reading direction, or has a width on which terminals disagree.
"""

import re
from functools import lru_cache
from itertools import groupby
from unicodedata import combining, normalize

from rich.cells import cell_len

from lotdesign.faults import make_printable

MOST_SHOWN_CHARACTERS = 300
"""Most characters of a text from a file that a screen shows."""

_AMBIGUOUS_WIDTH = (
    range(0xFE00, 0xFE10),  # variation selectors: text or emoji
    range(0x1F3FB, 0x1F400),  # skin tones
    range(0x1F1E6, 0x1F200),  # halves of flags
    range(0xE0020, 0xE0080),  # tags
)
_JOINERS = "\u200d\u20e3"


@lru_cache(maxsize=8192)
def make_safe(text: str, most: int = MOST_SHOWN_CHARACTERS) -> str:
    """The text on one line, with nothing in it that a terminal would act on."""
    if len(text) <= most and text.isascii() and text.isprintable():
        return text
    plain = normalize("NFC", text[: 2 * most])
    kept = "".join(char for char in plain if not _has_disputed_width(char))
    return make_printable(_limit_marks(kept), most)


def make_safe_lines(text: str) -> list[str]:
    """Each line of a text that was pasted, made safe."""
    return [make_safe(line) for line in text.splitlines()]


def _has_disputed_width(char: str) -> bool:
    return char in _JOINERS or any(ord(char) in each for each in _AMBIGUOUS_WIDTH)


def _limit_marks(text: str) -> str:
    """Keeps one combining mark after a character; a tower of them would leave its line."""
    if text.isascii():
        return text
    groups = ((marks, list(chars)) for marks, chars in groupby(text, lambda c: combining(c) > 0))
    return "".join("".join(chars[:1] if marks else chars) for marks, chars in groups)


def count_columns(text: str) -> int:
    """Number of columns that the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit_columns(text: str, columns: int, right: bool = False) -> str:
    """The text in exactly so many columns: padded with spaces, or cut with an ellipsis.

    A number is never cut: one that does not fit is left out whole.
    """
    if columns <= 0:
        return ""
    if count_columns(text) > columns:
        text = _leave_out_cut_number(text, _cut_columns(text, columns - 1)) + "…"
    space = " " * (columns - count_columns(text))
    return space + text if right else text + space


def clip_columns(text: str, columns: int) -> str:
    """The text in at most so many columns."""
    return fit_columns(text, columns).rstrip() if count_columns(text) > columns else text


_NUMBER = re.compile(r"[£+−-]*\d[\d,.]*(?:bn|m|k|%| km)?")


def _leave_out_cut_number(text: str, kept: str) -> str:
    """What is kept of a text, without a number at its end, which would look as if it were cut."""
    end = len(kept)
    for match in reversed(list(_NUMBER.finditer(text))):
        if match.start() < end <= match.end():
            end = len(kept[: match.start()].rstrip())
    return kept[:end]


def _cut_columns(text: str, columns: int) -> str:
    if text.isascii():
        return text[:columns]
    kept, used = "", 0
    for char in text:
        used += cell_len(char)
        if used > columns:
            break
        kept += char
    return kept


def wrap_text(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; words too long for a line are broken."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if count_columns(joined) <= columns:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        rest = word
        while count_columns(rest) > columns:
            piece = _cut_columns(rest, columns) or rest[:1]
            lines[-1:] = [piece, ""]
            rest = rest[len(piece) :]
        lines[-1] = rest
    return lines
