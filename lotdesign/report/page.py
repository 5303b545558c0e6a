"""What a report says, before it is written in any format."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing by its name, and lines about it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; `figures` are the columns that stand at the right.

    With `total` the last row sums up the others.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines of a picture made of characters, shown as they are."""

    lines: tuple[str, ...]


Block = Text | Items | Entry | Table | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title; the first section of a page has none."""

    title: str
    blocks: tuple[Block, ...] = field(default=())


Page = tuple[Section, ...]
