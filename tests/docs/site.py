"""Looks through the built site: `python -m tests.docs.site build/site`.

Every page is there, every link between pages leads to a page and a place in it, and nothing is
loaded from elsewhere. It ends with 1 and a line for each fault otherwise.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from tests.docs.pages import list_pages, name_page

_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
_STYLE_URL = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^\"')]+)")
_WITHOUT_FILE = ("data:", "mailto:", "javascript:")


class PageReader(HTMLParser):
    """The ids of a page, what it links to, and what a browser loads for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names; a link to the canonical page is not loaded."""
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        key = _LOADS.get(tag)
        if key in given and given.get("rel") not in (
            "canonical",
            "next",
            "prev",
            "index",
            "search",
        ):
            self.loads.append(given[key])


def find_site_faults(site: Path, pages: Sequence[Path]) -> list[str]:
    """A line for each page that is missing, link that leads nowhere, and load from elsewhere."""
    built = [Path(name_page(page)).with_suffix(".html") for page in pages]
    faults = [f"{page}: the page is missing" for page in built if not (site / page).is_file()]

    @cache
    def read(path: Path) -> PageReader:
        return PageReader(path.read_text(encoding="utf-8"))

    for path in sorted(site.rglob("*.html")):
        where = path.relative_to(site)
        faults += (f"{where}: {fault}" for fault in _find_page_faults(path, read))
    for path in sorted(site.rglob("*.css")):
        for url in _STYLE_URL.findall(path.read_text(encoding="utf-8")):
            faults.append(f"{path.relative_to(site)}: {url!r} is loaded from elsewhere")
    return faults


def _find_page_faults(path: Path, read: Callable[[Path], PageReader]) -> Iterator[str]:
    page = read(path)
    for load in page.loads:
        if re.match(r"(https?:)?//", load):
            yield f"{load!r} is loaded from elsewhere"
    for link in dict.fromkeys([*page.links, *page.loads]):
        if re.match(r"(https?:)?//", link) or link.startswith(_WITHOUT_FILE):
            continue
        name, _, anchor = link.partition("#")
        name = unquote(name.partition("?")[0])
        target = (path.parent / name).resolve() if name else path
        inside = target.suffix == ".html" and target.is_file() and anchor
        if not target.exists() or (inside and unquote(anchor) not in read(target).ids):
            yield f"{link!r} leads nowhere"


def main() -> int:
    """Look through the site that is named; return the exit code."""
    site = Path(sys.argv[1]).resolve()
    faults = find_site_faults(site, list_pages())
    for fault in faults:
        print(fault)
    pages = len(list_pages())
    print(f"{len(faults)} faults." if faults else f"{pages} pages in {sys.argv[1]}, no fault.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
