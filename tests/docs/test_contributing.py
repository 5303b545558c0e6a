"""CONTRIBUTING.md shows the code as it is, and names every file that a new kind must stand in."""

import re
import tomllib
from pathlib import Path

import pytest

from lotdesign.version import __version__
from tests.registries import COMMAND_REGISTRIES, MEASURE_REGISTRIES, RULE_REGISTRIES, Registry

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"\bmake ([a-z-]+(?:\d[\d.]*\d)?)")


def find_drifted(page: str) -> list[str]:
    """The files of which the page shows code that does not stand there."""
    return [
        path
        for path, code in BLOCK.findall(page)
        if code not in (ROOT / path).read_text(encoding="utf-8")
    ]


def find_unknown_targets(page: str) -> list[str]:
    """What the page asks `make` for and the Makefile does not know."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    (pythons,) = re.findall(r"^PYTHONS := (.*)$", makefile, re.MULTILINE)
    known |= {f"test-{python}" for python in pythons.split()}
    return sorted(set(TARGET.findall(page)) - known)


def test_the_code_on_the_page_is_that_of_the_tree() -> None:
    assert len(BLOCK.findall(PAGE)) > 3
    assert find_drifted(PAGE) == []


def test_every_target_of_make_is_there() -> None:
    assert find_unknown_targets(PAGE) == []


@pytest.mark.parametrize(
    "registry",
    [*RULE_REGISTRIES, *MEASURE_REGISTRIES, *COMMAND_REGISTRIES],
    ids=lambda registry: registry.add[:40],
)
def test_every_list_that_asks_for_a_new_kind_is_named(registry: Registry) -> None:
    assert f"`{registry.file.format(name='hub')}" in PAGE


def test_drift_is_noticed() -> None:
    page = "```python\n# solver/run.py\nnot = there\n```\nand `make coffee`, `make test-2.7`\n"
    assert find_drifted(page) == ["solver/run.py"]
    assert find_unknown_targets(page) == ["coffee", "test-2.7"]


def test_the_version_is_the_same_everywhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
