"""The blocks of a report before they are written in any form, and the view that is asked for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedList:
    """A name, and indented lines about it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under headers; `figures` are the columns that are aligned right.

    With `total` the last row sums up the others.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True, slots=True)
class TextDrawing:
    """Lines that are shown as they are, never wrapped."""

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
    """What a report says: `judged` names a given design, None for one that was searched for.

    `full` names every provider and every obstacle instead of counting them.
    """

    judged: str | None = None
    full: bool = False


SEARCHED_VIEW = ReportView()
"""The default view, of a design that was searched for."""
