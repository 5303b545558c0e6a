"""Every block of every page is run or read by a test, or stands here with the reason why not.

`console` is run by test_pages.py, `python` here, and on two pages by tests of their own; `pycon` by
test_doctests.py, `yaml` by test_ci.py. Trees of contents and modules are those of test_site.py.
"""

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from csv import DictReader
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lotdesign.app.cli.registry import COMMANDS, build_command
from lotdesign.input.load import load
from lotdesign.input.schema import build_scenario_schema
from tests.cli.run import ROOT
from tests.docs.console import shown
from tests.docs.notebook import list_cells, run_cells
from tests.docs.pages import FencedBlock, list_blocks, list_pages, name_page
from tests.docs.test_contributing import find_unknown_targets

CHECKED_ELSEWHERE = {"pycon", "yaml", "{toctree}", "{eval-rst}"}
CHECKED_HERE = {"console", "python", "toml", "csv", "sh", "text"}

READ_ONLY: Mapping[str, str] = {
    "README.md": "the order of things, as a line",
    "docs/tui.md": "the order of things, as lines",
    "docs/engine.md": "formulas",
    "docs/robust.md": "formulas",
    "docs/certificates.md": "formulas, and what tests/verify/test_bound_certificates.py reads",
    "docs/calls.md": "signatures, which `make docs` writes from the source",
}
"""Page -> what its blocks of text are that no Python prints."""

NOT_RUN: Mapping[str, str] = {
    "make": "the tests are run by it; its targets are looked up",
    ".venv/bin/python -m pytest": "the tests themselves",
    "python3 -m venv": "makes an environment",
    ". .venv/bin/activate": "enters it",
    "pip install": "installs lotdesign",
    "fresh/bin/": "installs packages, for a release",
    "sh findings/": "installs packages; `make findings` runs them all",
    "lotdesign bench": "hours on a quiet machine",
    "lotdesign tui": "waits for keys",
    "lotdesign": "of files that the reader has, or as in a console block of another page",
}
"""How a line for the shell begins -> why it is not run; commands and flags are looked up."""

OWN_PAGES = {"CONTRIBUTING.md", "docs/notebook.md"}
"""Pages whose Python has a test of its own."""

PAGES = list_pages()
BLOCKS = [block for page in PAGES for block in list_blocks(page)]
SCHEMA = build_scenario_schema()


def list_of(language: str) -> list[FencedBlock]:
    """The blocks of one language."""
    return [block for block in BLOCKS if block.language == language]


def list_lines(block: FencedBlock) -> list[str]:
    """The commands of a block for the shell; one that goes on in the next line is one."""
    return [line for line in block.text.replace("\\\n", " ").splitlines() if line.strip()]


def test_every_block_is_of_a_kind_that_some_test_looks_at() -> None:
    """A block without a language, or of another, would be looked at by nobody."""
    assert len(BLOCKS) > 150
    odd = [str(each) for each in BLOCKS if each.language not in CHECKED_HERE | CHECKED_ELSEWHERE]
    assert odd == []


@pytest.mark.parametrize("block", list_of("console"), ids=str)
def test_a_console_block_is_commands_of_lotdesign(block: FencedBlock) -> None:
    commands = [line for line in block.text.splitlines() if line.startswith("$ ")]
    assert block.text.startswith("$ lotdesign ")
    assert all(line.startswith("$ lotdesign ") for line in commands)
    assert {line.removeprefix("$ ") for line in commands} <= {e.command for e in shown(block.page)}


def test_text_is_what_python_prints_or_is_only_read() -> None:
    for page in PAGES:
        said = [cell.says for cell in list_cells(page.read_text(encoding="utf-8")) if cell.says]
        others = [b for b in list_blocks(page) if b.language == "text" and b.text not in said]
        assert bool(others) == (name_page(page) in READ_ONLY), [str(each) for each in others]


@pytest.mark.parametrize(
    "page",
    [
        page
        for page in PAGES
        if name_page(page) not in OWN_PAGES
        and any(b.language == "python" for b in list_blocks(page))
    ],
    ids=name_page,
)
def test_the_python_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the page says below what it prints, that is what it prints."""
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for cell, said in run_cells(page):
        assert not cell.says or said == cell.says, cell.code


@pytest.mark.parametrize("block", list_of("toml"), ids=str)
def test_the_keys_of_a_scenario_on_a_page_are_keys(block: FencedBlock) -> None:
    """With values of the right kind; what else a scenario needs may be missing."""
    assert find_wrong_keys(tomllib.loads(block.text)) == []


def find_wrong_keys(document: Mapping[str, Any]) -> list[str]:
    """What the schema of a scenario says of a part of one."""
    if set(document) <= set(SCHEMA["$defs"]["DataSection"]["properties"]):
        document = {"data": document}
    errors = Draft202012Validator(SCHEMA).iter_errors(document)
    return [each.message for each in errors if each.validator != "required"]


def test_a_wrong_key_is_noticed() -> None:
    assert find_wrong_keys({"term": {"inital": 2}})
    assert find_wrong_keys({"term": {"initial": 2}}) == []


@pytest.mark.parametrize("block", list_of("csv"), ids=str)
def test_a_table_on_a_page_can_be_read(block: FencedBlock, tmp_path: Path) -> None:
    """Figures of the law are loaded with an example; settings are tried on it, a row at a time."""
    rows = list(DictReader(block.text.splitlines()))
    if "parameter" in rows[0]:
        (tmp_path / "law.csv").write_text(block.text, encoding="utf-8")
        text = (ROOT / "examples" / "tiny" / "scenario.toml").read_text(encoding="utf-8")
        file = tmp_path / "scenario.toml"
        file.write_text(f'{text}\n[data]\nlaw = "law.csv"\n', encoding="utf-8")
        assert load(file).law != load(ROOT / "examples" / "tiny").law
        return
    for row in rows:
        load(
            ROOT / "examples" / "tiny", [f"{path}={value}" for path, value in row.items() if value]
        )


@pytest.mark.parametrize("block", list_of("sh"), ids=str)
def test_a_line_for_the_shell_names_what_there_is(block: FencedBlock) -> None:
    for line in list_lines(block):
        assert line.strip().startswith(tuple(NOT_RUN)), line
        assert list(find_unknown_words(line)) == []
    makes = [line for line in list_lines(block) if line.startswith("make ")]
    assert find_unknown_targets("\n".join(makes)) == []


def find_unknown_words(line: str) -> Iterator[str]:
    """Commands and flags in the line that lotdesign does not have; loads examples as it does."""
    program, *words = shlex.split(line, comments=True)
    if program != "lotdesign":
        return
    if words[0] not in COMMANDS:
        yield words[0]
        return
    command: Any = build_command(words).commands[words[0]]  # type: ignore[attr-defined]
    known = {name for each in command.params for name in each.opts}
    yield from (word for word in words if word.startswith("--") and word not in known)
    if words[1:2] and words[1].startswith("examples/") and words[0] == "solve":
        marks = pairwise(words)
        load(ROOT / words[1], [value for flag, value in marks if flag == "--set"])


def test_a_wrong_line_is_noticed() -> None:
    assert list(find_unknown_words("lotdesign slove x")) == ["slove"]
    assert list(find_unknown_words("lotdesign solve x --forat csv  # --no")) == ["--forat"]


def test_no_reason_is_left_over() -> None:
    lines = [line.strip() for block in list_of("sh") for line in list_lines(block)]
    unused = [start for start in NOT_RUN if not any(line.startswith(start) for line in lines)]
    assert unused == []
    assert not [page for page in READ_ONLY if not (ROOT / page).is_file()]
    assert all(re.fullmatch(r"[\w{}-]+", each) for each in CHECKED_HERE | CHECKED_ELSEWHERE)
