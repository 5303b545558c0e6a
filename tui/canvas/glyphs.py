"""The characters that pictures are drawn with, and their stand-ins in ASCII."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Every character beyond ASCII that is drawn on purpose.

    `arms` has the box character for each set of arms: 1 up, 2 right, 4 down, 8 left.
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
    cross: str
    yes: str
    no: str
    pin: str
    marked: str
    better: str
    worse: str
    old: str
    ellipsis: str
    arrow: str
    corner: str
    separator: str
    busy: str
    frame: str
    focused: str


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
    cross="×",
    yes="✓",
    no="✗",
    pin="◆",
    marked="●",
    better="▲",
    worse="▼",
    old="◌",
    ellipsis="…",
    arrow="→",
    corner="└",
    separator="│",
    busy="◐◓◑◒",
    frame="╭─╮│╰╯",
    focused="┏━┓┃┗┛",
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
    cross="x",
    yes="+",
    no="!",
    pin="^",
    marked="*",
    better="+",
    worse="-",
    old="o",
    ellipsis=".",
    arrow=">",
    corner="'",
    separator="|",
    busy="|/-\\",
    frame="+-+|++",
    focused="#=#H##",
)

_ASCII_SIGNS = str.maketrans("…–—−·×→←≥≤’‘“”✓✗▲▼", "~---.x><><''\"\"+!+-")


def write_ascii(text: str) -> str:
    """Text with our own signs in ASCII, one for one; letters of names are data and stay."""
    return text if text.isascii() else text.translate(_ASCII_SIGNS)
