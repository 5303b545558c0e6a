"""JSON text in which no character steers a screen or hides, whatever the names in files are."""

import re

_STEERING = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
"""Control characters and invisible formats, such as those that turn the reading direction."""


def escape_json(text: str) -> str:
    r"""The same JSON with such characters written out, as \u202e; they stand in strings alone.

    Those below the blank are written out in any JSON.
    """
    return _STEERING.sub(_write_escape, text)


def _write_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
