"""The pages that people read, and the marks of Markdown in them that tests look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.run import ROOT

_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?\s*\)")
_HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
_TOCTREE_ENTRY = re.compile(r"^(?:[^<\n]*<)?([^\s<>:][^\s<>]*)>?$")


@dataclass(frozen=True)
class FencedBlock:
    """A block between fences: the page, the line of its first fence, its language, its text."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{name_page(self.page)}:{self.line}"


def list_pages() -> list[Path]:
    """Every page of Markdown that the site shows, by path."""
    found = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "examples").glob("*/README.md"),
        ROOT / "findings" / "README.md",
        ROOT / "tests" / "notices" / "releases" / "README.md",
    ]
    return sorted(found)


def name_page(page: Path) -> str:
    """A page by its path in the tree."""
    return str(page.relative_to(ROOT)) if page.is_relative_to(ROOT) else page.name


def list_blocks(page: Path) -> Iterator[FencedBlock]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield FencedBlock(page, line, match[2].strip(), match[3])


def list_links(text: str) -> list[str]:
    """The targets of links and pictures, as written; code has none."""
    return _LINK.findall(_CODE.sub("", _FENCE.sub("", text)))


def list_anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as readers of Markdown make them.

    Small letters, blanks as hyphens, other marks left out; of headings alike the second ends in -1.
    """
    found: dict[str, int] = {}
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        while slug in found:
            found[slug] += 1
            slug = f"{slug}-{found[slug]}"
        found[slug] = 0
    return set(found)


def list_toctree(index: Path) -> list[Path]:
    """The pages in the trees of contents of an index, in order; a pattern stands for its files."""
    found: list[Path] = []
    for block in list_blocks(index):
        if block.language != "{toctree}":
            continue
        for line in block.text.splitlines():
            entry = _TOCTREE_ENTRY.match(line.strip())
            if entry:
                found += sorted(_find_pages(index.parent, f"{entry[1]}.md"))
    return found


def _find_pages(folder: Path, pattern: str) -> list[Path]:
    if "*" not in pattern:
        return [(folder / pattern).resolve()]
    above = pattern.count("../")
    for _ in range(above):
        folder = folder.parent
    return list(folder.glob(pattern.replace("../", "")))
