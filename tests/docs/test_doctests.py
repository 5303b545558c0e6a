"""The examples in docstrings and on pages give what they show."""

import doctest
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import lotdesign
import solver
from lotdesign.app import api
from tests.cli.run import ROOT
from tests.docs.pages import list_blocks, list_pages, name_page

WITHOUT_EXAMPLE = {
    "appraise": "docs/appraise.md has one",
    "backtest": "docs/backtest.md has one",
    "export": "docs/notebook.md has one",
    "framework": "docs/framework.md has one",
    "import_files": "reads files of the reader",
    "prepare_report": "takes seconds",
    "read_result": "reads a file of the reader",
    "standards": "docs/standards.md shows a record",
    "stress": "docs/stress.md has one",
    "sweep": "docs/sweep.md has one",
    "tipping": "docs/tipping.md has one",
    "widen": "docs/notebook.md has wide tables",
}
"""Call -> why its docstring shows no example."""


@pytest.fixture(autouse=True)
def _where_the_examples_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _list_modules_with_examples() -> Iterator[str]:
    """The modules of the tree whose source shows a prompt of Python."""
    for package in (lotdesign, solver):
        for each in walk_packages(package.__path__, f"{package.__name__}."):
            path = ROOT / each.name.replace(".", "/")
            file = path / "__init__.py" if each.ispkg else path.with_suffix(".py")
            if ">>> " in file.read_text(encoding="utf-8"):
                yield each.name


@pytest.mark.parametrize("name", sorted(_list_modules_with_examples()))
def test_the_examples_of_a_module_are_right(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "page",
    [page for page in list_pages() if ">>> " in page.read_text(encoding="utf-8")],
    ids=name_page,
)
def test_the_examples_of_a_page_stand_in_a_docstring(page: Path) -> None:
    """They are run there; a page may show them again, as `make docs` writes them."""
    sources = [api_file.read_text(encoding="utf-8") for api_file in _list_sources()]
    shown = [block.text for block in list_blocks(page) if block.language == "pycon"]
    assert shown
    for text in shown:
        indented = "".join(f"    {line}\n" for line in text.splitlines())
        assert any(indented in source for source in sources), text
    assert page.read_text(encoding="utf-8").count(">>> ") == "".join(shown).count(">>> ")


def _list_sources() -> Iterator[Path]:
    yield from (ROOT / "lotdesign" / "app" / "api").glob("*.py")
    yield ROOT / "lotdesign" / "input" / "load.py"


@pytest.mark.parametrize("name", [name for name in lotdesign.__all__ if name[0] != "_"])
def test_a_call_shows_an_example_or_says_where_one_is(name: str) -> None:
    call: Any = getattr(api, name)
    assert (">>> " in call.__doc__) != (name in WITHOUT_EXAMPLE)


def test_a_wrong_example_is_noticed() -> None:
    test = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None).failed == 1
