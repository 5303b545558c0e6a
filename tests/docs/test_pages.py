"""Every command that a page shows gives what the page shows."""

from pathlib import Path

import pytest

from tests.cli.run import ROOT
from tests.docs.console import Shown, agrees, output, pages, shown

SHOWN = [each for page in pages() for each in shown(page)]


@pytest.fixture(autouse=True)
def _where_the_examples_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test, as pages write files."""
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", SHOWN, ids=str)
def test_a_page_shows_what_the_command_says(page: Shown) -> None:
    for command in page.before:
        output(command)
    found = output(page.command)
    assert agrees(page.lines, found), "\n".join(found)


def test_every_page_shows_commands_unless_it_is_about_none() -> None:
    """A page whose fences are not `console` would not be looked at.

    READMEs of examples may tell what runs show in words; their figures stand in tests/examples.
    """
    about_none = {
        "benchmarks.md",
        "choices.md",
        "engine.md",
        "glossary.md",
        "measures.md",
        "mutations.md",
        "notebook.md",
        "reliability.md",
        "rules.md",
        "tui.md",
    }
    named = {page.name for page in pages() if page.parent.parent.name != "examples"}
    assert named - {each.page for each in SHOWN} == about_none


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
