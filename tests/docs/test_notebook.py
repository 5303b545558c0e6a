"""The page that is read like a notebook says what its Python says."""

from pathlib import Path

import pytest

from tests.cli.run import ROOT
from tests.docs.notebook import NotebookCell, list_cells, run_cell, run_cells

PAGE = ROOT / "docs" / "notebook.md"


@pytest.fixture(autouse=True)
def _where_the_examples_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test, as the page writes files."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)


def test_every_cell_says_what_the_page_shows(tmp_path: Path) -> None:
    ran = run_cells(PAGE)
    assert len(ran) > 8
    for cell, said in ran:
        assert said == cell.says, cell.code
    for name in ("trade-off.svg", "surrey.xlsx", "lots.csv"):
        assert (tmp_path / name).stat().st_size > 500, name


def test_a_page_is_read_cell_by_cell() -> None:
    page = "```python\na = 1\n```\nand\n```python\nprint(a)\na + 1\n```\n\n```text\n1\n2\n```\n"
    first, second = list_cells(page)
    assert (first, second.says) == (NotebookCell("a = 1\n", ""), "1\n2\n")
    names: dict[str, object] = {}
    assert [run_cell(each, names) for each in (first, second)] == ["", "1\n2\n"]
    assert run_cell(NotebookCell("a + 2\n", "2\n"), names) != "2\n"
