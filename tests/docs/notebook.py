"""Pages that are read like a notebook: Python, and below it what it says.

A block fenced as ```python is run, all of a page in one namespace; a block ```text straight below
it is what it prints. As in a notebook, a last line that is an expression is printed too.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

_CELL = re.compile(r"^```python\n(.*?)^```\n(?:\n*```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class NotebookCell:
    """A block of Python and what the page says that it prints; "" for nothing."""

    code: str
    says: str


def list_cells(page: str) -> Iterator[NotebookCell]:
    """The cells of a page, in order."""
    for match in _CELL.finditer(f"{page}\n"):
        yield NotebookCell(match[1], match[2] or "")


def run_cells(page: Path) -> list[tuple[NotebookCell, str]]:
    """Each cell of a page with what it printed."""
    names: dict[str, Any] = {}
    return [(cell, run_cell(cell, names)) for cell in list_cells(page.read_text(encoding="utf-8"))]


def run_cell(cell: NotebookCell, names: dict[str, Any]) -> str:
    """Run a cell in the namespace and return what it prints."""
    tree, said = ast.parse(cell.code), StringIO()
    *_, last = tree.body
    with redirect_stdout(said):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(tree.body[:-1], []), "<cell>", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
            if value is not None:
                print(value)
        else:
            exec(compile(tree, "<cell>", "exec"), names)
    return said.getvalue()
