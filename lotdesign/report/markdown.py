"""A page as Markdown."""

import re
from collections.abc import Iterator
from functools import singledispatch

from lotdesign.report.page import Block, Drawing, Entry, Items, Page, Section, Table, Text
from lotdesign.report.plain import safe

_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~])")
_LEADING = re.compile(r"^(\d*)([.)+-])(?=[\s-]|$)")


def markdown(page: Page) -> str:
    """The page, with the answer first and a heading a section."""
    return "\n\n".join("\n".join(_section(section)) for section in page) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is written."""
    return _LEADING.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", safe(text)))


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield from (f"## {escaped(section.title)}", "")
    for i, block in enumerate(section.blocks):
        if i:
            yield ""
        yield from lines(block)


@singledispatch
def lines(block: Block) -> Iterator[str]:
    """The lines of a block."""
    raise TypeError(f"no block: {block!r}")


@lines.register
def _(block: Text) -> Iterator[str]:
    yield escaped(block.text)


@lines.register
def _(block: Items) -> Iterator[str]:
    for item in block.items:
        yield f"- {escaped(item)}"


@lines.register
def _(block: Entry) -> Iterator[str]:
    yield from (f"**{escaped(block.name)}**", "")
    for line in block.lines:
        yield f"- {escaped(line)}"


@lines.register
def _(block: Table) -> Iterator[str]:
    yield _row(block.headers)
    yield (
        "|"
        + "|".join(" ---: " if c in block.figures else " --- " for c in range(len(block.headers)))
        + "|"
    )
    for row in block.rows:
        yield _row(row)


@lines.register
def _(block: Drawing) -> Iterator[str]:
    yield from ("```text", *(safe(line).rstrip() for line in block.lines), "```")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
