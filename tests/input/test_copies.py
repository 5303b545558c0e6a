"""Copies of the examples in .xlsx and .ods give the scenario, and the result, of the CSV files."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from lotdesign.frameworks.load import load_framework
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT, run
from tests.input.copies import Ending, copy_with_workbook

EXAMPLES = ROOT / "examples"
SCENARIOS = tuple(
    path
    for path in sorted(EXAMPLES.glob("*/*.toml"))
    if "units" in tomllib.loads(path.read_text(encoding="utf-8")).get("data", {})
)
FRAMEWORK = EXAMPLES / "northamptonshire" / "framework.toml"

BOTH = pytest.mark.parametrize("ending", ["xlsx", "ods"])


def read_plain(path: Path) -> Scenario:
    """A scenario without what tells its files apart."""
    return replace(load(path), sha256="", files_sha256="", name="")


@BOTH
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_copy_is_the_same_scenario(path: Path, ending: Ending, tmp_path: Path) -> None:
    """Every unit, provider, locality, rule and amount, and no remark."""
    copy = copy_with_workbook(path, tmp_path / "copy", ending)
    assert read_plain(copy) == read_plain(path)
    assert load(copy).remarks == ()


@BOTH
def test_a_copy_of_a_framework_is_the_same(ending: Ending, tmp_path: Path) -> None:
    """Its tables are read by the same reader."""
    copy = copy_with_workbook(FRAMEWORK, tmp_path / "copy", ending)
    assert load_framework(copy).document.model_dump(exclude={"data"}) == load_framework(
        FRAMEWORK
    ).document.model_dump(exclude={"data"})


@BOTH
def test_a_copy_gives_the_same_result_file(ending: Ending, tmp_path: Path) -> None:
    """Byte for byte, but for the digest of the files that were read."""
    path = EXAMPLES / "central-bedfordshire" / "scenario.toml"
    copy = copy_with_workbook(path, tmp_path / "scenario", ending)
    results = []
    for i, each in enumerate((path, copy)):
        out = tmp_path / f"{i}.json"
        assert run("solve", each, "--reproducible", "--quiet", "--out", out).code == 0
        text = out.read_text(encoding="utf-8")
        results.append(text.replace(json.loads(text)["scenario"]["sha256"], ""))
    assert results[0] == results[1]


def test_every_example_with_tables_is_copied() -> None:
    """No folder of examples is left out."""
    folders = {path.parent for path in (*SCENARIOS, FRAMEWORK)}
    for folder in EXAMPLES.iterdir():
        if folder.is_dir() and any(folder.glob("units*.csv")):
            assert folder in folders
    assert len(SCENARIOS) > 10
