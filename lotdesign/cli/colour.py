"""Colour on the word that answers, where somebody looks at a screen and wants it."""

import os
import sys

_GOOD, _BAD, _OPEN = "\x1b[1;32m", "\x1b[1;31m", "\x1b[1;33m"
_PLAIN = "\x1b[0m"
_WORDS = {
    "Best design": _GOOD,
    "Best so far": _OPEN,
    "Judged": _OPEN,
    "Impossible": _BAD,
    "None found": _OPEN,
}


def painted(text: str) -> str:
    """The text with its first words coloured, or as it is."""
    if not wanted():
        return text
    for word, colour in _WORDS.items():
        if text.startswith(word):
            return f"{colour}{word}{_PLAIN}{text[len(word) :]}"
    return text


def wanted() -> bool:
    """Whether stdout is a screen that may show colour (no-color.org)."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
