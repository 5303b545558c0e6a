"""An extension of the site: names of modules on a page lead to what the module says of itself.

A page writes `solver/exact/lagrangian_bound.py`. Where docs/code.md documents that module, the site
makes a link of it. Docstrings are Markdown as the tree writes them, with code between single
backticks; what reStructuredText would read as marks of its own is escaped.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CODE = re.compile(r"(`[^`\n]*`)")
MARKS = re.compile(r"([*_|\\])")
DOCUMENTED = re.compile(r"^### ([\w.]+)$", re.MULTILINE)
CODE_PAGE = Path(__file__).parents[1] / "code.md"


def escape_docstring(lines: list[str]) -> list[str]:
    """The lines with every mark outside code escaped; lines of doctests are left alone."""
    return [line if line.lstrip().startswith(">>>") else _escape_line(line) for line in lines]


def _escape_line(line: str) -> str:
    parts = CODE.split(line)
    return "".join(_escape_part(part) for part in parts)


def _escape_part(part: str) -> str:
    """Code as a literal that may touch letters, as in `lot`s; other text without marks."""
    if CODE.fullmatch(part):
        return rf"\ `{part}`\ "
    return MARKS.sub(r"\\\1", part)


def map_documented(page: str) -> dict[str, str]:
    """What may be written of a module -> the module: its path and, where only one has it, its name.

    A package may be named by its folder too.
    """
    paths = {name.replace(".", "/"): name for name in DOCUMENTED.findall(page)}
    short = Counter(path.rpartition("/")[2] for path in paths)
    found = {form: name for path, name in paths.items() for form in (path, f"{path}.py")}
    for path, name in paths.items():
        file = path.rpartition("/")[2]
        if short[file] == 1:
            found[f"{file}.py"] = name
    return found


def _escape_in_place(
    _app: Sphinx, _what: str, _name: str, _of: Any, _options: Any, lines: list[str]
) -> None:
    lines[:] = escape_docstring(lines)


def _shorten_defaults(
    _app: Sphinx,
    _what: str,
    _name: str,
    _of: Any,
    _options: Any,
    signature: str | None,
    returned: Any,
) -> tuple[str, Any] | None:
    """Write "..." for a default that is made anew each time, which has no text in Python."""
    return (signature.replace("<factory>", "..."), returned) if signature else None


class ModuleLinks(SphinxTransform):
    """Turns code that names a module's file into a reference to the module."""

    default_priority = 400

    def apply(self, **_given: Any) -> None:
        """Wrap each such piece of code; one that is part of a link already is left alone."""
        targets = map_documented(CODE_PAGE.read_text(encoding="utf-8"))
        for code in list(self.document.findall(nodes.literal)):
            target = targets.get(code.astext())
            if target is None or isinstance(code.parent, nodes.reference):
                continue
            link = pending_xref(
                "", refdomain="py", reftype="mod", reftarget=target, refwarn=False, refexplicit=True
            )
            link["refdoc"] = self.env.docname
            code.replace_self(link)
            link += code


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the parts."""
    app.connect("autodoc-process-docstring", _escape_in_place)
    app.connect("autodoc-process-signature", _shorten_defaults)
    app.add_transform(ModuleLinks)
    app.add_lexer("csv", TextLexer)  # tables have no colours
    return {"parallel_read_safe": True, "parallel_write_safe": True}
