"""What a report says before it is written in any format, and the view of it that is asked for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedList:
    """A thing by its name, and lines about it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under headers; `figures` are the columns that stand at the right.

    With `total` the last row sums up the others.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True, slots=True)
class TextDrawing:
    """Lines of a picture made of characters, shown as they are."""

    lines: tuple[str, ...]


PageBlock = Paragraph | BulletList | NamedList | ReportTable | TextDrawing


@dataclass(frozen=True, slots=True)
class PageSection:
    """Blocks under a title; the first section of a page has none."""

    title: str
    blocks: tuple[PageBlock, ...] = field(default=())


ReportPage = tuple[PageSection, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """`judged` is the name of a design that was given, None when the design was searched for.

    `full` names every provider and every obstacle instead of counting them.
    """

    judged: str | None = None
    full: bool = False


SEARCHED_VIEW = ReportView()
"""The view of a design that was searched for."""
