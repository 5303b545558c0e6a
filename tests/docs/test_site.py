"""The site has every page, once, and its parts are what sphinx is told of."""

import re
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from tests.cli.run import ROOT
from tests.docs.pages import list_pages, list_toctree
from tests.docs.reference.code_page import find_modules, read_sections
from tests.docs.site import find_site_faults

LINKS = str(ROOT / "docs" / "site" / "code_links.py")
INDEX = ROOT / "docs" / "index.md"


def test_every_page_stands_once_in_the_contents() -> None:
    """A page that is missing: put it into the group of docs/index.md where readers look for it."""
    assert sorted(list_toctree(INDEX)) == [page for page in list_pages() if page != INDEX]


def test_the_site_is_made_of_all_pages_and_no_others() -> None:
    settings: dict[str, Any] = run_path(str(ROOT / "docs" / "site" / "conf.py"))
    patterns: list[str] = settings["include_patterns"]
    found = [path for pattern in patterns for path in ROOT.glob(pattern)]
    assert sorted(found) == list_pages()
    assert settings["root_doc"] == "docs/index"


def test_the_modules_of_the_engine_are_beside_the_mathematics() -> None:
    """Each is a file with a docstring, which the site shows."""
    modules = [path for _, text in read_sections() for path in find_modules(text)]
    page = (ROOT / "docs" / "code.md").read_text(encoding="utf-8")
    assert len(set(modules)) > 30
    for path in modules:
        assert path.read_text(encoding="utf-8").startswith('"""')
        assert page.count(f"](../{path.relative_to(ROOT)})") == 1


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, as sphinx would leave it."""
    for name in ("index.html", "docs/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            '<a href="https://example.org">x</a><a href="#here" id="here">'
        )
    return tmp_path


def test_a_site_is_looked_through_for_what_is_missing_and_what_is_loaded(site: Path) -> None:
    assert find_site_faults(site, [INDEX]) == []
    page = site / "docs" / "index.html"
    page.write_text(
        '<script src="https://example.org/x.js"></script><img src="gone.svg"><a href="#gone">'
        '<link href="//example.org/x.css" rel="stylesheet"><a href="../index.html#here">'
    )
    (site / "site.css").write_text("a { background: url(https://example.org/x.png) }")
    assert sorted(find_site_faults(site, [INDEX, ROOT / "README.md"])) == [
        "README.html: the page is missing",
        "docs/index.html: '#gone' leads nowhere",
        "docs/index.html: '//example.org/x.css' is loaded from elsewhere",
        "docs/index.html: 'gone.svg' leads nowhere",
        "docs/index.html: 'https://example.org/x.js' is loaded from elsewhere",
        "site.css: 'https://example.org/x.png' is loaded from elsewhere",
    ]


def test_names_of_modules_lead_to_what_is_documented() -> None:
    """By their path; by their name alone only where no other is called that."""
    pytest.importorskip("sphinx")
    map_documented: Any = run_path(LINKS)["map_documented"]
    found = map_documented("### solver.cuts\n\n### solver.tree\n\n### solver.old.tree\n## no\n")
    assert {name: found.get(name) for name in ("solver/cuts.py", "cuts.py", "tree.py", "cuts")} == {
        "solver/cuts.py": "solver.cuts",
        "cuts.py": "solver.cuts",
        "tree.py": None,
        "cuts": None,
    }
    assert found["solver/old/tree"] == "solver.old.tree"


def test_marks_of_docstrings_stay_text() -> None:
    pytest.importorskip("sphinx")
    escape: Any = run_path(LINKS)["escape_docstring"]
    assert escape(["`a_b`s of *x* and y_"]) == [r"\ ``a_b``\ s of \*x\* and y\_"]
    assert escape([">>> a * b_"]) == [">>> a * b_"]


def test_the_make_target_turns_warnings_into_errors() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^docs-site: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert (
        "sphinx --quiet --fail-on-warning --keep-going -b html -c docs/site . build/site" in recipe
    )
    assert "tests.docs.site build/site" in recipe
