"""Input that is not valid: a line a fault, exit code 3, nothing written, no stack trace."""

from pathlib import Path

import pytest

from tests.cli.run import run
from tests.scenario.town import write

Change = tuple[str, str, str]

CASES: dict[str, tuple[list[Change], dict[str, str], str]] = {
    "missing column": ([("units.csv", "annual_budget", "budget")], {}, "annual_budget"),
    "wrong number": ([("units.csv", "10000.50", "ten")], {}, "ten"),
    "unknown service": ([("scenario.toml", '["centre"]', '["center"]')], {}, "'centre'"),
    "duplicate id": ([("units.csv", "south,South", "north,South")], {}, "north"),
    "unknown neighbour": ([("neighbours.csv", "uptown,downtown", "uptown,dwntown")], {}, "dwntown"),
    "empty table": ([], {"units": ""}, "units.csv"),
    "no units": ([], {"units": "id,name,service,annual_budget\n"}, "units"),
    "market rule without providers": (
        [("scenario.toml", 'providers = "providers.csv"\n', "")],
        {},
        "provider",
    ),
    "binary": ([], {"units": "\x00\x01\x02"}, "units.csv"),
    "hostile id": ([("units.csv", "work,,youth", "\x1b[31mw,,youth")], {}, "units"),
}


@pytest.mark.parametrize("command", ["check", "solve"])
@pytest.mark.parametrize("case", CASES)
def test_faults_are_told_and_nothing_is_written(case: str, command: str, tmp_path: Path) -> None:
    changes, files, names = CASES[case]
    scenario = write(tmp_path / "s", *changes, **files)
    out = tmp_path / "out.json"
    said = run(command, scenario, "--out", out)
    assert (said.code, said.out) == (3, "")
    assert names in said.err
    assert "Traceback" not in said.err
    assert all(line.isprintable() and ": " in line for line in said.faults)
    assert not out.exists()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    changes = [CASES[case][0][0] for case in ("wrong number", "unknown neighbour")]
    assert len(run("check", write(tmp_path, *changes)).faults) >= 2


@pytest.mark.parametrize(
    "text", ["", "[", "schema = 2\n", "schema = 1\nunits = 3\n", "schema = 1\n[a\n", "\ufeff"]
)
def test_a_file_that_is_no_scenario(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text)
    said = run("solve", file)
    assert said.code == 3
    assert said.faults


def test_a_folder_without_a_scenario(tmp_path: Path) -> None:
    assert run("solve", tmp_path).code == 3
    assert run("solve", tmp_path / "nowhere").code == 3


@pytest.mark.parametrize("flag", ["--set=acess.lots=1", "--set=x", "--off=acess"])
def test_a_setting_that_fits_nowhere(flag: str, town: Path) -> None:
    said = run("solve", town, flag)
    assert (said.code, said.out) == (3, "")
