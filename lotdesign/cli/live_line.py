"""One line of a terminal that is written over again and again."""

import os
from typing import TextIO

from lotdesign.report.cells import pad, width

NARROW = 80


class LiveLine:
    """A line on a stream; nothing but the carriage return is asked of the terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._taken = 0

    def show(self, text: str) -> None:
        """Puts the text in place of what stood there, cut to the screen."""
        room = self._columns() - 1
        while width(text) > room:
            text = text[:-1]
        self._write(f"\r{pad(text, self._taken)}")
        self._taken = width(text)

    def clear(self) -> None:
        """Leaves the line as if nothing had been there."""
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
            return os.get_terminal_size(self._stream.fileno()).columns or NARROW
        except (OSError, ValueError):
            return NARROW
