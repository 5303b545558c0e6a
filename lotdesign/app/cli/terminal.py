"""What a terminal shows beside the answer: lines on stderr, colour, one live line."""

import os
import sys
from typing import TextIO

_GOOD, _BAD, _OPEN = "\x1b[1;32m", "\x1b[1;31m", "\x1b[1;33m"

_RESET = "\x1b[0m"

_ANSWER_COLOURS = {
    "Best design": _GOOD,
    "Best so far": _OPEN,
    "Judged": _OPEN,
    "Impossible": _BAD,
    "None found": _OPEN,
}

DEFAULT_COLUMNS = 80


def say(line: str) -> None:
    """Write a line on stderr, unless that is closed."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        return


def colour_answer(text: str) -> str:
    """Colour the first words of an answer where stdout can show colour."""
    if not wants_colour():
        return text
    for word, colour in _ANSWER_COLOURS.items():
        if text.startswith(word):
            return f"{colour}{word}{_RESET}{text[len(word) :]}"
    return text


def wants_colour() -> bool:
    """Tell whether stdout is a screen that may show colour (no-color.org)."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


class LiveLine:
    """One line that is redrawn in place with carriage returns."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._taken = 0

    def show(self, text: str) -> None:
        """Replace the text of the line, cut to the width of the screen."""
        from lotdesign.report.plain_text import measure_width, pad_text

        room = self._columns() - 1
        while measure_width(text) > room:
            text = text[:-1]
        self._write(f"\r{pad_text(text, self._taken)}")
        self._taken = measure_width(text)

    def clear(self) -> None:
        """Clear the line."""
        if self._taken:
            self._write(f"\r{' ' * self._taken}\r")
            self._taken = 0

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            return

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or DEFAULT_COLUMNS
        except (OSError, ValueError):
            return DEFAULT_COLUMNS
