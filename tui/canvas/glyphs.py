"""The characters that pictures are drawn with, and texts put into ASCII."""

from dataclasses import dataclass, replace
from unicodedata import normalize

from tui.safe_text import count_columns


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters that pictures are drawn with.

    `arms` has the box character for each set of arms: 1 up, 2 right, 4 down, 8 left. With `bare`
    text is put into ASCII too.
    """

    arms: str
    thick: str
    thin: str
    left: str
    right: str
    base: str
    cursor: str
    full: str
    eighths: str
    sparks: str
    dot: str
    yes: str
    no: str
    pin: str
    marked: str
    better: str
    worse: str
    old: str
    unlike: str
    separator: str
    busy: str
    frame: str
    focused: str
    strokes: str
    bare: bool = False

    @property
    def is_ascii(self) -> bool:
        """Whether everything that is drawn is in ASCII."""
        return self.frame.isascii()


UNICODE = Glyphs(
    arms=" ╵╶└╷│┌├╴┘─┴┐┤┬┼",
    thick="━",
    thin="─",
    left="◂",
    right="▸",
    base="┿",
    cursor="▸",
    full="█",
    eighths=" ▏▎▍▌▋▊▉",
    sparks="▁▂▃▄▅▆▇█",
    dot="·",
    yes="✓",
    no="✗",
    pin="◆",
    marked="●",
    better="▲",
    worse="▼",
    old="◌",
    unlike="≠",
    separator="│",
    busy="◐◓◑◒",
    frame="╭─╮│╰╯",
    focused="┏━┓┃┗┛",
    strokes="─│╱╲",
)

ASCII = Glyphs(
    arms=" |-+||++-+-+++++",
    thick="=",
    thin="-",
    left="<",
    right=">",
    base="+",
    cursor=">",
    full="#",
    eighths="       #",
    sparks="__..::##",
    dot=".",
    yes="+",
    no="!",
    pin="^",
    marked="*",
    better="+",
    worse="-",
    old="o",
    unlike="#",
    separator="|",
    busy="|/-\\",
    frame="+-+|++",
    focused="#=#H##",
    strokes="-|/\\",
)

BARE_ASCII = replace(ASCII, bare=True)
"""For a terminal that takes nothing but ASCII."""

_ASCII_SIGNS = str.maketrans("…–—−·×→←≥≤’‘“”✓✗▲▼≠", "~---.x><><''\"\"+!+-#")


def write_ascii(text: str) -> str:
    """The text with drawn signs in ASCII, one for one; letters of names are data and stay."""
    return text if text.isascii() else text.translate(_ASCII_SIGNS)


def write_bare(text: str) -> str:
    """The text in ASCII alone, column for column: L for pounds, letters without their accents."""
    if text.isascii():
        return text
    return "".join(_write_bare_character(char) for char in write_ascii(text))


def _write_bare_character(char: str) -> str:
    if char.isascii():
        return char
    plain = {"£": "L", "€": "E"}.get(char) or normalize("NFKD", char)[:1]
    columns = count_columns(char)
    return plain if plain.isascii() and columns == 1 else "?" * columns
