"""The page that puts the modules beside the mathematics: those that docs/engine.md names."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.cli.run import ROOT

INTRODUCTION = """\
# Where does the mathematics stand in the code?

[docs/engine.md](engine.md) says how a design is found and proved. This page has the modules that it
names, section by section; on the site each stands with what its docstrings say and with its source,
and the names on the page about the engine lead here. The page is written from that one by `make
docs`, and a test fails where the two differ.
"""

_PATH = re.compile(r"`([\w/]+\.py|(?:lotdesign|solver)(?:/\w+)+)`")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_WITHOUT_CODE = frozenset({"What each strategy is worth", "Where the code stands", "Literature"})
_FOLDERS = ("lotdesign", "solver")


def write_code_page(_folder: Path) -> str:
    """The page as Markdown; a module stands where the page about the engine first names it."""
    lines, known = INTRODUCTION.splitlines(), set[Path]()
    for title, text in read_sections():
        fresh = [path for path in find_modules(text) if path not in known]
        known.update(fresh)
        if fresh:
            lines += ["", f"## {title}"]
        for path in fresh:
            lines += ["", *_write_module(path)]
    return "\n".join(lines) + "\n"


def read_sections() -> list[tuple[str, str]]:
    """Title and text of the sections about the mathematics."""
    page = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
    parts = _HEADING.split(page)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return [(title, text) for title, text in pairs if title not in _WITHOUT_CODE]


def find_modules(text: str) -> Iterator[Path]:
    """The files that the text names, by their path or, where only one has it, by their name.

    A folder stands for its `__init__.py`. Raises LookupError for a name that two files have.
    """
    for named in dict.fromkeys(_PATH.findall(text)):
        whole = ROOT / named
        if whole.is_dir():
            yield whole / "__init__.py"
        elif whole.is_file():
            yield whole
        else:
            yield _find_by_name(named, text)


def _find_by_name(name: str, text: str) -> Path:
    found = [path for folder in _FOLDERS for path in (ROOT / folder).rglob(name)]
    beside = [path for path in found if str(path.parent.relative_to(ROOT)) in text]
    if len(found) == 1 or len(beside) == 1:
        return (beside or found)[0]
    raise LookupError(f"docs/engine.md names {name}, which {len(found)} files are called")


def _write_module(path: Path) -> Iterator[str]:
    file = path.relative_to(ROOT)
    dotted = str(file.with_suffix("")).replace("/", ".").removesuffix(".__init__")
    yield from (f"### {dotted}", "", f"[{file}](../{file})", "")
    yield from ("```{eval-rst}", f".. automodule:: {dotted}", "   :members:", "```")
