"""Every link of every page leads to a file that is there, and to a heading of it."""

from pathlib import Path

import pytest

from tests.docs.pages import list_anchors, list_links, list_pages, name_page

OUTSIDE = ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",)
"""What pages link to elsewhere; it cannot be looked at without a network."""


def find_broken_links(page: Path) -> list[str]:
    """Links of the page without a file or a heading."""
    broken = []
    for link in list_links(page.read_text(encoding="utf-8")):
        if link in OUTSIDE:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file():
            broken.append(f"{link}: no such file")
        elif anchor and anchor not in list_anchors(target.read_text(encoding="utf-8")):
            broken.append(f"{link}: no such heading")
    return broken


@pytest.mark.parametrize("page", list_pages(), ids=name_page)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    assert find_broken_links(page) == []


def test_broken_links_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text(
        "# A `b` c?\n## Twice\n## Twice\n```\n# none\n[x](gone)\n```\n"
    )
    page = tmp_path / "page.md"
    links = ("there.md", "there.md#a-b-c", "there.md#twice-1", "#here", "there.md#none", "gone.md")
    page.write_text("# Here\n`[code](nowhere)`\n" + "".join(f"[x]({link})\n" for link in links))
    assert find_broken_links(page) == ["there.md#none: no such heading", "gone.md: no such file"]
