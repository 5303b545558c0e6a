"""Files that nobody should send: exit 3 with the right line, within bounds, nothing written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.run import ROOT, run
from tests.input import hostile_tables, hostile_toml, hostile_workbooks
from tests.input.hostile_file import BASE, HostileFile
from tests.sets import SETS

HOSTILE = SETS["hostile files"]

FAMILIES: tuple[Callable[[], Iterator[HostileFile]], ...] = (
    hostile_toml.list_places,
    hostile_workbooks.list_ods_bombs,
    hostile_toml.list_nested,
    hostile_tables.list_foreign_tables,
    hostile_workbooks.list_xlsx_parts,
    hostile_toml.list_ids,
    hostile_workbooks.list_xlsx_cells,
    hostile_workbooks.list_ods_cells,
    hostile_tables.list_cells,
    hostile_toml.list_foreign,
    hostile_toml.list_large,
    hostile_tables.list_large_tables,
    hostile_workbooks.list_xlsx_bombs,
)


def list_hostile_files() -> list[HostileFile]:
    """Every hostile file, those that lead away from the folder first."""
    return [file for family in FAMILIES for file in family()]


def find_entries(folder: Path) -> set[str]:
    """What is in a folder and below it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", HOSTILE.parts)
def test_hostile_files_are_refused_within_bounds(number: int, tmp_path: Path) -> None:
    """Ten seconds of processor time and a gigabyte, which the kernel holds the process to."""
    files = list_hostile_files()[number * HOSTILE.each : (number + 1) * HOSTILE.each]
    assert files
    folders = {}
    for i, file in enumerate(files):
        place = tmp_path / str(i)
        place.mkdir()
        folders[str(file.write(place))] = file
    before = {folder: find_entries(Path(folder).parent) for folder in folders}
    done = subprocess.run(
        [sys.executable, "-m", "tests.input.bounded", *folders],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    left = [file.name for file in list(folders.values())[len(answers) :]]
    assert not left, f"ended at {left[0]}: {done.returncode} {done.stderr[-500:]}"
    for answer in answers:
        file = folders[answer["folder"]]
        lines = answer["err"].splitlines()
        assert (answer["code"], answer["out"]) == (3, ""), (file.name, answer["err"][:500])
        assert any(file.says in line for line in lines), (file.name, lines[:3])
        assert all(line.isprintable() and ": " in line for line in lines), (file.name, lines[:3])
        assert len(lines) <= 101
        assert find_entries(Path(answer["folder"]).parent) == before[answer["folder"]], file.name


def test_there_are_three_hundred_of_them() -> None:
    """All of them are in the parts, and no name stands twice."""
    names = [file.name for file in list_hostile_files()]
    assert len(names) == len(set(names))
    assert 300 <= len(names) <= HOSTILE.each * HOSTILE.full < len(names) + HOSTILE.each


RESULTS = {
    "nested lists": ("[" * 100_000, "line 1: is nested too deeply"),
    "nested lots": ('{"lots": ' + "[" * 50 + "]" * 50 + "}", "is nested too deeply"),
    "nested tables": ('{"a": ' * 100_000, "is nested too deeply"),
    "cut": ('{"lots": [["hub-west"]', "line 1: is not JSON"),
    "empty": ("", "is not JSON"),
    "a number": ("9" * 5_000, "is not JSON"),
    "no lots": ('{"lots": []}', "no lots in it"),
    "numbers for units": ('{"lots": [[1, 2]]}', "is no list of unit ids"),
    "many values": ('{"lots": [' + "1," * 2_100_000 + "1]}", "2,000,000 values"),
    "large": ('{"a": "' + "a" * 21_000_000 + '"}', "more than 20 MB"),
}


@pytest.mark.parametrize("case", RESULTS)
def test_hostile_designs_are_refused(case: str, tmp_path: Path) -> None:
    """A design that is nested, cut, large or of something else."""
    text, says = RESULTS[case]
    design = tmp_path / "design.json"
    design.write_text(text, encoding="utf-8")
    said = run("evaluate", BASE, "--design", design)
    assert (said.code, said.out) == (3, "")
    assert says in said.err
    assert run("verify", BASE, design).code == 3


def test_a_device_or_a_pipe_for_a_design_is_refused(tmp_path: Path) -> None:
    """Neither is waited for, and neither is read without end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe"):
        said = run("evaluate", BASE, "--design", path)
        assert (said.code, "is a pipe or a device" in said.err) == (3, True)


def test_a_limit_may_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LOTDESIGN_READ_LIMIT multiplies all limits; what is no number is wrong usage."""
    toml = (BASE / "scenario.toml").read_bytes() + b"#" * 4_000_000
    folder = HostileFile("large", {"scenario.toml": toml}, "").write(tmp_path)
    assert "LOTDESIGN_READ_LIMIT=4" in run("check", folder).err
    monkeypatch.setenv("LOTDESIGN_READ_LIMIT", "2")
    assert run("check", folder).code == 0
    for wrong in ("0", "-1", "much", "nan", "1e9"):
        monkeypatch.setenv("LOTDESIGN_READ_LIMIT", wrong)
        said = run("check", folder)
        assert (said.code, "LOTDESIGN_READ_LIMIT" in said.err) == (2, True)
