"""Every command that a page shows gives what the page shows."""

from pathlib import Path

import pytest

from tests.cli.run import ROOT
from tests.docs.console import Shown, agrees, find_differences, pages, shown, titled


@pytest.fixture(autouse=True)
def _where_the_examples_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test, as pages write files."""
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", [page for page in pages() if any(shown(page))], ids=titled)
def test_a_page_shows_what_its_commands_say(page: Path) -> None:
    differences = find_differences(page)
    assert not differences, "\n\n".join(differences)


@pytest.mark.parametrize(
    ("lines", "found", "same"),
    [
        ("a|b", "a|b", True),
        ("a|b", "a|b|c", False),
        ("a|...", "a|b|c", True),
        ("a|...|c", "a|b|c", True),
        ("a|...|b|...|d", "a|x|b|y|d", True),
        ("a|...|b|...|d", "a|x|c|y|d", False),
        ("...|b|", "a|b", True),
    ],
)
def test_lines_may_be_left_out_where_the_page_says_so(lines: str, found: str, same: bool) -> None:
    assert agrees(tuple(lines.split("|")), found.split("|")) == same


def test_other_blocks_are_no_commands(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```\n$ lotdesign x\n```\n```console\n$ ls\n$ lotdesign y\nout\n```\n")
    assert list(shown(page)) == [Shown("page.md", "lotdesign y", ("out",))]


def test_what_differs_is_noticed(tmp_path: Path) -> None:
    """Also where the second command reads what the first wrote."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ lotdesign new mine --example tiny\n...\n"
        "$ lotdesign check mine\nWrong.\n...\n```\n"
    )
    (difference,) = find_differences(page)
    assert difference.startswith("page.md: lotdesign check mine says\nValid: no fault was found.\n")
