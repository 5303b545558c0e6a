"""A page as plain text of at most 100 columns."""

from collections.abc import Iterator
from functools import singledispatch

from lotdesign.faults import shown
from lotdesign.report.cells import width, wrap
from lotdesign.report.columns import table_lines
from lotdesign.report.page import Block, Drawing, Entry, Items, Page, Section, Table, Text

COLUMNS = 100
_LONGEST = 20_000


def plain(page: Page) -> str:
    """The page, sections parted by blank lines."""
    return "\n\n".join("\n".join(_section(section)) for section in page) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.title:
        title = safe(section.title)
        yield from (title, "-" * width(title))
    for i, block in enumerate(section.blocks):
        if i:
            yield ""
        yield from lines(block)


def safe(text: str) -> str:
    """Nothing that a screen would obey, wherever the text came from."""
    return shown(text, _LONGEST)


@singledispatch
def lines(block: Block) -> Iterator[str]:
    """The lines of a block."""
    raise TypeError(f"no block: {block!r}")


@lines.register
def _(block: Text) -> Iterator[str]:
    yield from wrap(safe(block.text), COLUMNS)


@lines.register
def _(block: Items) -> Iterator[str]:
    for item in block.items:
        yield from _hanging("- ", safe(item))


@lines.register
def _(block: Entry) -> Iterator[str]:
    yield from wrap(safe(block.name), COLUMNS)
    for line in block.lines:
        yield from _hanging("  ", safe(line), "    ")


@lines.register
def _(block: Table) -> Iterator[str]:
    yield from table_lines(block, COLUMNS, safe)


@lines.register
def _(block: Drawing) -> Iterator[str]:
    yield from (safe(line).rstrip() for line in block.lines)


def _hanging(first: str, text: str, rest: str = "") -> Iterator[str]:
    indent = rest or " " * len(first)
    for i, line in enumerate(wrap(text, COLUMNS - len(indent))):
        yield f"{indent if i else first}{line}"
