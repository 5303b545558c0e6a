"""Writes a page as Markdown."""

import re
from collections.abc import Iterator
from functools import singledispatch

from lotdesign.report.page import (
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
    TextDrawing,
)
from lotdesign.report.plain_text import make_safe

_MARKUP_CHARACTERS = re.compile(r"([\\`*_\[\]<>|#~])")
_LIST_MARKER = re.compile(r"^(\d*)([.)+-])(?=[\s-]|$)")


def write_markdown(page: ReportPage) -> str:
    """Write the page, a heading a section."""
    return "\n\n".join("\n".join(_write_section(section)) for section in page) + "\n"


def escape_markdown(text: str) -> str:
    """Escape text so that Markdown shows it as it is."""
    return _LIST_MARKER.sub(r"\1\\\2", _MARKUP_CHARACTERS.sub(r"\\\1", make_safe(text)))


def _write_section(section: PageSection) -> Iterator[str]:
    if section.title:
        yield from (f"## {escape_markdown(section.title)}", "")
    for i, block in enumerate(section.blocks):
        if i:
            yield ""
        yield from write_block_lines(block)


@singledispatch
def write_block_lines(block: PageBlock) -> Iterator[str]:
    """The lines of a block; raises TypeError for anything that is none."""
    raise TypeError(f"no block: {block!r}")


@write_block_lines.register
def _(block: Paragraph) -> Iterator[str]:
    yield escape_markdown(block.text)


@write_block_lines.register
def _(block: BulletList) -> Iterator[str]:
    for item in block.items:
        yield f"- {escape_markdown(item)}"


@write_block_lines.register
def _(block: NamedList) -> Iterator[str]:
    yield from (f"**{escape_markdown(block.name)}**", "")
    for line in block.lines:
        yield f"- {escape_markdown(line)}"


@write_block_lines.register
def _(block: ReportTable) -> Iterator[str]:
    yield _write_row(block.headers)
    yield (
        "|"
        + "|".join(" ---: " if c in block.figures else " --- " for c in range(len(block.headers)))
        + "|"
    )
    for row in block.rows:
        yield _write_row(row)


@write_block_lines.register
def _(block: TextDrawing) -> Iterator[str]:
    yield from ("```text", *(make_safe(line).rstrip() for line in block.lines), "```")


def _write_row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escape_markdown(cell) for cell in cells) + " |"
