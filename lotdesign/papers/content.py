"""The content of a paper before it is written in any form: sections of blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lotdesign.papers.text import RichText


@dataclass(frozen=True, slots=True)
class PaperParagraph:
    """One paragraph."""

    text: RichText


@dataclass(frozen=True, slots=True)
class PaperList:
    """Short texts under one another, numbered or with bullets."""

    items: tuple[RichText, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class OfficerPrompt:
    """A place that only officers can fill in, marked as such."""

    text: RichText


@dataclass(frozen=True, slots=True)
class PaperHeading:
    """A heading inside a section."""

    text: RichText


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a caption and a row of headers; the first cell of a row is its header.

    `figures` are the columns that are aligned right; with `total` the last row sums up the others.
    """

    caption: RichText
    headers: tuple[RichText, ...]
    rows: tuple[tuple[RichText, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """A drawing as SVG without words in it that the text beside it lacks.

    `described` says in words what it shows, for whoever does not see it.
    """

    id: str
    svg: str
    caption: RichText
    described: RichText


PaperBlock = PaperParagraph | PaperList | OfficerPrompt | PaperHeading | PaperTable | PaperPicture


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Blocks under a title; `id` names it in templates and links."""

    id: str
    title: str
    blocks: tuple[PaperBlock, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CouncilPaper:
    """A whole paper; `front` is the table of particulars under the title."""

    title: RichText
    authority: RichText
    notice: RichText
    front: PaperTable
    sections: tuple[PaperSection, ...]

    def iterate_blocks(self) -> Iterator[PaperBlock]:
        """Every block in reading order."""
        yield self.front
        for section in self.sections:
            yield from section.blocks

    def iterate_texts(self) -> Iterator[RichText]:
        """Every text in reading order, without the titles of sections."""
        yield from (self.title, self.authority, self.notice)
        for block in self.iterate_blocks():
            yield from list_texts(block)


def list_texts(block: PaperBlock) -> tuple[RichText, ...]:
    """The texts of a block, in reading order."""
    if isinstance(block, PaperList):
        return block.items
    if isinstance(block, PaperTable):
        return (block.caption, *block.headers, *(cell for row in block.rows for cell in row))
    if isinstance(block, PaperPicture):
        return (block.described, block.caption)
    return (block.text,)
