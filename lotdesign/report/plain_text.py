"""Writes a page as plain text of at most 100 columns.

Characters of East Asian scripts and emoji take two columns, combining marks none.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import singledispatch
from unicodedata import combining, east_asian_width

from lotdesign.faults import make_printable
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

WIDE_CLASSES = frozenset("WF")
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
"""They change the character before them and take no column."""

COLUMN_GAP = 2
"""Spaces between columns."""

HEADER_LINES = 2
"""Lines that a header may take before its column is widened."""

LEAST_COLUMN_WIDTH = 8
"""A column of words is not made narrower than this."""

LINE_WIDTH = 100

_LONGEST_TEXT = 20_000


def measure_width(text: str) -> int:
    """Return the columns that the text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_measure_character, text))


def _measure_character(char: str) -> int:
    if combining(char) or ord(char) in VARIATION_SELECTORS:
        return 0
    return 2 if east_asian_width(char) in WIDE_CLASSES else 1


def pad_text(text: str, columns: int, right: bool = False) -> str:
    """Fill the text up with spaces, on its left with `right`."""
    space = " " * max(0, columns - measure_width(text))
    return space + text if right else text + space


def wrap_text(text: str, columns: int) -> list[str]:
    """Break the text into lines of at most so many columns, one line at least.

    Lines break at spaces, and inside a word only when it fits on no line.
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if measure_width(joined) <= columns:
            lines[-1] = joined
            continue
        pieces = list(_cut_word(word, columns))
        lines[len(lines) - (not lines[-1]) :] = pieces
    return lines


def _cut_word(word: str, columns: int) -> Iterator[str]:
    """Cut a word where a line is full; a character wider than a line stands alone."""
    piece = ""
    for char in word:
        if piece and measure_width(piece + char) > columns:
            yield piece
            piece = ""
        piece += char
    yield piece


def lay_out_table(table: ReportTable, columns: int, safe: Callable[[str], str]) -> Iterator[str]:
    """Yield headers, a rule and the rows; words wrap inside their column, figures never do."""
    headers = [safe(header) for header in table.headers]
    rows = [[safe(cell) for cell in row] for row in table.rows]
    widths = _choose_widths(table, headers, rows, columns)
    rule = "  ".join("-" * each for each in widths)
    yield from _lay_out_row(headers, widths, table.figures, from_below=True)
    yield rule
    for i, row in enumerate(rows):
        if table.total and i == len(rows) - 1:
            yield rule
        yield from _lay_out_row(row, widths, table.figures)


def _choose_widths(
    table: ReportTable, headers: Sequence[str], rows: Sequence[Sequence[str]], columns: int
) -> list[int]:
    """Start from the widest cells and narrow the widest columns of words until the table fits."""
    cells = [max((measure_width(row[c]) for row in rows), default=0) for c in range(len(headers))]
    heads = [max(map(measure_width, header.split(" "))) for header in headers]
    widths = [max(cell, head) for cell, head in zip(cells, heads, strict=True)]
    words = [
        c for c in range(len(headers)) if c not in table.figures and widths[c] > LEAST_COLUMN_WIDTH
    ]
    while words and sum(widths) + COLUMN_GAP * (len(widths) - 1) > columns:
        widest = max(words, key=lambda c: widths[c])
        if widths[widest] <= LEAST_COLUMN_WIDTH:
            break
        widths[widest] -= 1
    return _widen_for_headers(headers, widths, columns)


def _widen_for_headers(headers: Sequence[str], widths: list[int], columns: int) -> list[int]:
    """Give columns that are left to the tallest headers."""
    wider = list(widths)
    for _ in range(columns - sum(widths) - COLUMN_GAP * (len(widths) - 1)):
        heights = [len(wrap_text(header, wider[c])) for c, header in enumerate(headers)]
        if max(heights) <= HEADER_LINES:
            break
        wider[heights.index(max(heights))] += 1
    return wider


def _lay_out_row(
    cells: Sequence[str], widths: Sequence[int], figures: frozenset[int], from_below: bool = False
) -> Iterator[str]:
    """Yield the lines of one row; headers are aligned at the bottom."""
    wrapped = [wrap_text(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    for c, cell in enumerate(wrapped):
        filling = [""] * (height - len(cell))
        wrapped[c] = filling + cell if from_below else cell + filling
    for line in range(height):
        texts = [
            pad_text(cell[line], widths[c], right=c in figures) for c, cell in enumerate(wrapped)
        ]
        yield (" " * COLUMN_GAP).join(texts).rstrip()


def write_plain_text(page: ReportPage) -> str:
    """Write the page, a blank line between sections."""
    return "\n\n".join("\n".join(_write_section(section)) for section in page) + "\n"


def _write_section(section: PageSection) -> Iterator[str]:
    if section.title:
        title = make_safe(section.title)
        yield from (title, "-" * measure_width(title))
    for i, block in enumerate(section.blocks):
        if i:
            yield ""
        yield from write_block_lines(block)


def make_safe(text: str) -> str:
    """Escape what a screen would obey."""
    return make_printable(text, _LONGEST_TEXT)


@singledispatch
def write_block_lines(block: PageBlock) -> Iterator[str]:
    """The lines of a block; raises TypeError for anything that is none."""
    raise TypeError(f"no block: {block!r}")


@write_block_lines.register
def _(block: Paragraph) -> Iterator[str]:
    yield from wrap_text(make_safe(block.text), LINE_WIDTH)


@write_block_lines.register
def _(block: BulletList) -> Iterator[str]:
    for item in block.items:
        yield from _indent_item("- ", make_safe(item))


@write_block_lines.register
def _(block: NamedList) -> Iterator[str]:
    yield from wrap_text(make_safe(block.name), LINE_WIDTH)
    for line in block.lines:
        yield from _indent_item("  ", make_safe(line), "    ")


@write_block_lines.register
def _(block: ReportTable) -> Iterator[str]:
    yield from lay_out_table(block, LINE_WIDTH, make_safe)


@write_block_lines.register
def _(block: TextDrawing) -> Iterator[str]:
    yield from (make_safe(line).rstrip() for line in block.lines)


def _indent_item(first: str, text: str, rest: str = "") -> Iterator[str]:
    indent = rest or " " * len(first)
    for i, line in enumerate(wrap_text(text, LINE_WIDTH - len(indent))):
        yield f"{indent if i else first}{line}"
