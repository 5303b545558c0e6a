"""The README says in a few lines what it is for, shows a picture, and has a map of all pages."""

import re

from tests.docs.console import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = "Which page answers your question"
ROW = re.compile(r"^\| (?P<question>[^|]+) \| \[(?P<text>[^]]+)\]\((?P<page>[^)]+)\) \|$")
MOST_LINES = 10


def _find_map_rows() -> list[re.Match[str]]:
    """The rows of the map below its two lines of heading."""
    section = README.partition(f"## {MAP}\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    found = [ROW.match(line) for line in rows]
    assert all(found), [line for line, row in zip(rows, found, strict=True) if row is None]
    return [row for row in found if row is not None]


def test_the_map_has_every_page_once() -> None:
    """A page that is missing: write its question into the map of README.md."""
    pages = sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))
    assert sorted(row["page"] for row in _find_map_rows()) == pages


def test_every_line_of_the_map_asks_a_question() -> None:
    rows = _find_map_rows()
    assert [row["question"] for row in rows if row["question"].count("?") != 1] == []
    assert [row["page"] for row in rows if row["text"] != row["page"]] == []


def test_the_first_lines_say_what_it_is_for_and_a_picture_follows() -> None:
    head, _, rest = README.partition("\n![")
    lines = [line for line in head.splitlines()[1:] if line]
    assert len(lines) <= MOST_LINES
    assert not any(line.startswith("#") for line in lines)
    picture = rest.partition("](")[2].partition(")")[0]
    assert (ROOT / picture).suffix == ".svg"
    assert (ROOT / picture).is_file()
