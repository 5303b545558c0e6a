"""The HTML paper asks for nothing from outside, and what files hold is never markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import lotdesign as ld
from tests.papers.gathered import EXAMPLES, ROOT, gather, write_exempt, write_public

NASTY = '<b onclick="x()">&amp; {{ 7*7 }} #strong[x] $x$ \'\\\u202e'


class _Outline(HTMLParser):
    """What a browser would fetch, and the headings in order."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "action", "poster", "data", "xlink:href"):
                self.fetched.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith("#"):
                self.fetched.append(f"{tag} {value}")
            if name.startswith("on"):
                self.fetched.append(f"{tag} {name}")
            if name == "id":
                self.ids.append(value or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def read_outline(page: str) -> _Outline:
    """The outline of a page."""
    outline = _Outline()
    outline.feed(page)
    return outline


@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_is_fetched_and_headings_are_in_order(example: str) -> None:
    for page in (write_public(example), write_exempt(example)):
        outline = read_outline(page)
        assert outline.fetched == []
        assert not {"script", "link", "iframe", "img", "object", "embed"} & set(outline.tags)
        assert "url(" not in page
        assert "@import" not in page
        assert outline.headings[0] == 1
        assert outline.headings.count(1) == 1
        steps = zip(outline.headings, outline.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps)
        assert len(outline.ids) == len(set(outline.ids))
        assert "default-src 'none'" in page


def test_every_table_has_a_caption_and_headers() -> None:
    page = write_public("central-bedfordshire")
    tables = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    assert len(tables) > 12
    for table in tables:
        assert table.count("<caption") == 1
        columns = table.count('<th scope="col"')
        assert columns > 1
        body = table.split("<tbody>")[1]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
            assert row.count('<th scope="row"') == 1
            assert row.count("<td") + 1 == columns


def test_pictures_have_words() -> None:
    """A map, the ladder; each is a picture with a label for whoever does not see it."""
    page = write_public("central-bedfordshire")
    labels = re.findall(r'<svg role="img" aria-label="([^"]+)"', page)
    assert len(labels) == page.count("<svg") == 2
    assert all(len(label) > 40 for label in labels)


def write_nasty(folder: Path) -> str:
    """The tiny example with names that would be markup, in a folder; returns its path."""
    text = (ROOT / "examples" / "tiny" / "scenario.toml").read_text(encoding="utf-8")
    text = text.replace('"A small town"', repr_toml(NASTY))
    text = text.replace('"Children\'s centre East"', repr_toml(NASTY))
    text = text.replace('"Town charity"', repr_toml(NASTY + " charity"))
    text = text.replace('"One contract a place"', repr_toml(NASTY + " place"))
    path = folder / "nasty.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def repr_toml(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "\\u202e")
    return f'"{escaped}"'


def test_text_from_files_is_never_markup(tmp_path: Path) -> None:
    papers = ld.prepare_report(ld.load(write_nasty(tmp_path)))
    plain = read_outline(write_public("tiny"))
    for data in (papers.render("html"), papers.render_exempt("html")):
        page = data.decode("utf-8")
        assert "<b " not in page
        assert "&lt;b onclick=" in page
        assert "{{ 7*7 }}" in page
        assert "\u202e" not in page
        assert read_outline(page).fetched == []
    assert read_outline(papers.render("html").decode()).tags == plain.tags


def test_the_same_answer_gives_the_same_bytes() -> None:
    papers = gather("tiny")
    assert papers.render("html") == papers.render("html")
    again = ld.prepare_report(ld.load(ROOT / "examples" / "tiny"), path="examples/tiny")
    assert again.render("html") == papers.render("html")
