"""A file of the tree that a page names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
PATH = re.compile(r"`((?:lotdesign|solver|tui|tests|examples|benchmarks)/[\w./-]*)`")


def find_missing(text: str) -> list[str]:
    """The files and folders of the tree that the text names and that are not there."""
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    assert find_missing(page.read_text(encoding="utf-8")) == []


def test_what_is_gone_is_noticed() -> None:
    assert find_missing("see `solver/gone.py` and `solver/run.py`") == ["solver/gone.py"]
