"""What a terminal can show, by what its environment says."""

from collections.abc import Mapping

from tui.canvas.glyphs import ASCII, BARE_ASCII, UNICODE, Glyphs

_LOCALE_NAMES = ("LC_ALL", "LC_CTYPE", "LANG")
"""What names the locale of characters; the first that is set decides: POSIX.1-2017, 8.2."""


def choose_glyphs(environ: Mapping[str, str], ascii_wanted: bool = False) -> Glyphs:
    """The characters to draw with: ASCII alone for a dumb terminal or a locale without UTF-8."""
    locale = next((environ[name] for name in _LOCALE_NAMES if environ.get(name)), "")
    language, _, charset = locale.partition(".")
    plain_locale = language in ("C", "POSIX") and not charset
    other_charset = bool(charset) and "utf" not in charset.lower()
    if plain_locale or other_charset or environ.get("TERM") == "dumb":
        return BARE_ASCII
    return ASCII if ascii_wanted else UNICODE
