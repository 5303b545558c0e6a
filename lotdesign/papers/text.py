"""Text of a paper as pieces: the words of this program, texts from files, and traced figures.

No digit stands in the words: a number comes from a field of the sources and says from which.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FigureStyle = Literal[
    "pounds",
    "pence",
    "millions",
    "count",
    "percent",
    "points",
    "number",
    "need",
    "metres",
    "times",
    "percent_up",
    "percent_down",
    "number_down",
]
"""How a figure is written: whole pounds, pounds and pence, millions in a sentence, and so on.

Up and down are rounded so that what is shown still holds: to a tenth of a percent, to hundredths.
"""

FigureOrigin = Literal["sum", "less", "entries", "filled", "least", "most", "with_vat", "share"]
"""How a figure comes from its fields: their sum, the first less the others, the number of entries,
how many are not empty, the least or most of them, their sum with VAT, or all but the last as a part
of the last.
What is blank counts as nothing."""


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A number as it is shown, exact as it stands in the sources, and the fields it comes from."""

    shown: str
    exact: Fraction
    style: FigureStyle
    origin: FigureOrigin
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text that stands in the sources at `field`; made printable, never markup."""

    text: str
    field: str


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """The name of a place in a list, that counts rows alone: Option 2, Year 1 (2019-20)."""

    text: str


TextPiece = str | TracedFigure | FieldText | PlaceLabel
RichText = tuple[TextPiece, ...]

SLOT = "{}"


def compose_text(words: str, *pieces: "TextPiece | RichText") -> RichText:
    """Put pieces into the slots of words: "It costs {} over {}.".

    Raises ValueError where slots and pieces are not equally many.
    """
    parts = words.split(SLOT)
    if len(parts) != len(pieces) + 1:
        raise ValueError(f"{len(parts) - 1} slots for {len(pieces)} pieces: {words}")
    text: list[TextPiece] = [parts[0]]
    for piece, part in zip(pieces, parts[1:], strict=True):
        text += piece if isinstance(piece, tuple) else (piece,)
        text.append(part)
    return tuple(each for each in text if each != "")


def join_texts(texts: "list[RichText]", between: str = "; ", last: str | None = None) -> RichText:
    """Join texts: a, b and c with `last` as " and "."""
    joined: list[TextPiece] = []
    for place, text in enumerate(texts):
        if place:
            joined.append(last if last is not None and place == len(texts) - 1 else between)
        joined += text
    return tuple(joined)


def read_plain(text: RichText) -> str:
    """The text as it reads, without where its pieces come from."""
    return "".join(map(read_piece, text))


def read_piece(piece: TextPiece) -> str:
    """One piece as it reads."""
    if isinstance(piece, str):
        return piece
    return piece.shown if isinstance(piece, TracedFigure) else piece.text
