"""Words that a council's officer had to guess at do not come back."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from lotdesign.measures.registry import MEASURES
from tests.docs.console import ROOT

SAYINGS = (
    r"\b(?:never|not|can) bites?\b",
    r"\bsmall able\b",
    r"\bfewest able\b",
    r"\bparted\b",
    r"\bhangs? on\b",
    r"\bbeyond it one of\b",
)
QUOTES_THE_SOURCES = "mutations.md"


def find_odd_words(text: str) -> list[str]:
    """The odd sayings that the text holds."""
    return [found[0] for saying in SAYINGS for found in re.finditer(saying, text, re.IGNORECASE)]


def _list_read_files() -> Iterator[Path]:
    """What people read: pages, pictures, and all that commands and screens show in tests."""
    yield ROOT / "README.md"
    yield from sorted((ROOT / "docs").glob("*.md"))
    yield from sorted((ROOT / "docs" / "pictures").glob("*.svg"))
    yield from sorted((ROOT / "examples").glob("*/README.md"))
    yield from sorted((ROOT / "tests").glob("*/golden/*.txt"))


@pytest.mark.parametrize(
    "file",
    [each for each in _list_read_files() if each.name != QUOTES_THE_SOURCES],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_what_people_read_is_plain(file: Path) -> None:
    text = unescape(file.read_text(encoding="utf-8")).replace("\xa0", " ")
    assert find_odd_words(text) == []


@pytest.mark.parametrize("name", list(MEASURES))
def test_the_titles_of_measures_are_plain(name: str) -> None:
    assert find_odd_words(f"{MEASURES[name].title}. {MEASURES[name].short_title}") == []


def test_an_odd_word_is_noticed() -> None:
    said = "Rule access can never bite; Fewest small able; on what the answer hangs on"
    assert find_odd_words(said) == ["never bite", "small able", "hangs on"]
