"""A table as aligned lines that fit a width."""

from collections.abc import Callable, Iterator, Sequence

from lotdesign.report.cells import pad, width, wrap
from lotdesign.report.page import Table

BETWEEN = 2
"""Spaces between columns."""

TALL = 2
"""Lines of a header that nobody minds."""

LEAST = 8
"""A column of words is not made narrower than this."""


def table_lines(table: Table, columns: int, safe: Callable[[str], str]) -> Iterator[str]:
    """Headers, a rule, the rows; words wrap inside their column, figures never do."""
    headers = [safe(header) for header in table.headers]
    rows = [[safe(cell) for cell in row] for row in table.rows]
    widths = _widths(table, headers, rows, columns)
    rule = "  ".join("-" * each for each in widths)
    yield from _row(headers, widths, table.figures, from_below=True)
    yield rule
    for i, row in enumerate(rows):
        if table.total and i == len(rows) - 1:
            yield rule
        yield from _row(row, widths, table.figures)


def _widths(
    table: Table, headers: Sequence[str], rows: Sequence[Sequence[str]], columns: int
) -> list[int]:
    """As wide as the cells; the widest columns of words give way until the table fits."""
    cells = [max((width(row[c]) for row in rows), default=0) for c in range(len(headers))]
    heads = [max(map(width, header.split(" "))) for header in headers]
    widths = [max(cell, head) for cell, head in zip(cells, heads, strict=True)]
    words = [c for c in range(len(headers)) if c not in table.figures and widths[c] > LEAST]
    while words and sum(widths) + BETWEEN * (len(widths) - 1) > columns:
        widest = max(words, key=lambda c: widths[c])
        if widths[widest] <= LEAST:
            break
        widths[widest] -= 1
    return _roomier(headers, widths, columns)


def _roomier(headers: Sequence[str], widths: list[int], columns: int) -> list[int]:
    """Room that is left goes to the headers that stand tallest."""
    wider = list(widths)
    for _ in range(columns - sum(widths) - BETWEEN * (len(widths) - 1)):
        heights = [len(wrap(header, wider[c])) for c, header in enumerate(headers)]
        if max(heights) <= TALL:
            break
        wider[heights.index(max(heights))] += 1
    return wider


def _row(
    cells: Sequence[str], widths: Sequence[int], figures: frozenset[int], from_below: bool = False
) -> Iterator[str]:
    """The lines of one row; headers stand on the rule below them."""
    wrapped = [wrap(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    for c, cell in enumerate(wrapped):
        filling = [""] * (height - len(cell))
        wrapped[c] = filling + cell if from_below else cell + filling
    for line in range(height):
        texts = [pad(cell[line], widths[c], right=c in figures) for c, cell in enumerate(wrapped)]
        yield (" " * BETWEEN).join(texts).rstrip()
