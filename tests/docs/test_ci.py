"""The workflow of docs/ci.md is one, and its commands do what it says; the table of exit codes."""

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from lotdesign.app.cli.exit_codes import EXIT_MEANINGS, ExitCode
from tests.cli.run import ROOT, run

YAML: Any = import_module("yaml")

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def read_steps() -> list[dict[str, Any]]:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (job,) = YAML.safe_load(text)["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def test_the_commands_of_the_workflow_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a fresh checkout: each ends with 0, and the files that are kept are there."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(each["run"]) for each in read_steps() if "run" in each]
    assert commands[0] == ["pip", "install", "lotdesign"]
    for program, *arguments in commands[1:]:
        assert program == "lotdesign"
        said = run(*arguments)
        assert said.code == ExitCode.DONE, said.err
    (kept,) = (step["with"]["path"] for step in read_steps() if "upload" in step.get("uses", ""))
    assert {path.name for path in tmp_path.iterdir()} == {"examples", *kept.split()}
    cases = [
        (case.get("classname"), case.get("name"), len(case))
        for name in kept.split()[1:]
        for case in ElementTree.parse(tmp_path / name).iter("testcase")
    ]
    assert cases == [
        ("best.json", "verified", 0),
        ("best.json", "admissible", 0),
        ("best.json", "accessible_share>=60%", 0),
        ("best.json", "whole_life_cost<=£800,000", 0),
        ("best.json", "whole_life_cost<=£820,000", 0),
        ("option:places", "whole_life_cost<=£820,000", 0),
    ]


def test_every_exit_code_is_in_the_table() -> None:
    table = PAGE.partition("## Exit codes")[2]
    found = re.findall(r"^\| (\d+) \| (.+) \|$", table, re.MULTILINE)
    assert found == [(str(code.value), text) for code, text in EXIT_MEANINGS.items()]
    assert list(EXIT_MEANINGS) == list(ExitCode)
