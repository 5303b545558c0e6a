"""What the command line says before any work is done, and what it loads for that."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lotdesign.version import CREATED_WITH
from tests.cli.run import ROOT, run

HEAVY = ("ortools", "pulp", "highspy", "polars", "textual", "numpy", "openpyxl", "rich")


@pytest.mark.parametrize("args", [["--help"], ["--version"], [], ["solve", "--help"]])
def test_nothing_heavy_is_loaded_to_say_what_this_is(args: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom lotdesign.app.cli.main import main\n"
        f"sys.argv = ['lotdesign', *{args!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if '.' not in name], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(json.loads(done.stderr.replace("'", '"')))
    assert not loaded & set(HEAVY)


def test_alone_it_says_what_it_is_and_what_to_do_next(town: Path) -> None:
    assert "Recent scenarios" not in run().out
    run("check", town)
    said = run()
    assert said.code == 0
    assert "Recent scenarios" in said.out
    assert f"lotdesign solve {town}" in said.out
    assert sum(line.startswith("  lotdesign ") for line in said.out.splitlines()) == 3


def test_at_most_ten_recent_scenarios_the_latest_first(tmp_path: Path, state: Path) -> None:
    from lotdesign.user_state import read_recent, remember_scenario

    for i in range(12):
        remember_scenario(str(tmp_path / f"s{i}"), "T")
    remember_scenario(str(tmp_path / "s5"), "T")
    assert [Path(each.path).name for each in read_recent()][:3] == ["s5", "s11", "s10"]
    assert len(read_recent()) == 10
    (state / "lotdesign" / "recent.json").write_text("[{")
    assert read_recent() == ()


def test_a_list_of_recent_scenarios_that_cannot_be_written_is_passed_over(
    town: Path, state: Path
) -> None:
    state.write_text("a file where a folder should be")
    assert run("check", town).code == 0


def test_the_version() -> None:
    assert run("--version").out == f"{CREATED_WITH}\n"


def test_an_unknown_command_names_the_nearest() -> None:
    said = run("slove", "x")
    assert said.code == 2
    assert said.out == ""
    assert "Did you mean 'solve'?" in said.err


def test_an_argument_cannot_steer_the_screen() -> None:
    said = run("\x1b[31mx")
    assert said.code == 2
    assert "\x1b" not in said.err
