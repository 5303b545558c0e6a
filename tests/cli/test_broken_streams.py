"""Streams that are closed or full, folders that are gone, names that are too long, damaged files.

One clear line and the documented exit code, never a traceback; an answer is kept somewhere.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.atomic_files import STRAY_SECONDS, write_file
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
LONG = "a" * 300


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line of a shell, in which `lotdesign` is this one."""
    program = f"{shlex.quote(sys.executable)} -m lotdesign.app.cli"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder / "state")}
    line = command.replace("lotdesign", program, 1).replace("TINY", shlex.quote(str(TINY)))
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=folder, env=env, check=False
    )


def read_kept(folder: Path) -> list[bytes]:
    """The answers that were kept."""
    kept = sorted((folder / "state" / "lotdesign" / "answers").glob("*"))
    return [each.read_bytes() for each in kept]


@pytest.mark.parametrize(
    ("to", "says"),
    [(">/dev/full", "stdout cannot be written: no space left"), (">&-", "stdout is closed")],
)
def test_an_answer_that_stdout_does_not_take_is_kept(tmp_path: Path, to: str, says: str) -> None:
    done = shell(f"lotdesign evaluate TINY --option places {to}", tmp_path)
    (line,) = done.stderr.splitlines()
    assert done.returncode == ExitCode.WRONG_USAGE
    assert line.startswith(f"lotdesign: {says}")
    (kept,) = read_kept(tmp_path)
    assert kept == run("evaluate", TINY, "--option", "places").out.encode()


@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-"])
def test_nobody_need_hear_what_stderr_says(tmp_path: Path, to: str) -> None:
    """A closed stderr is no place for a file, nor for what a bug would say."""
    done = shell(f"lotdesign solve TINY --brief --out best.json {to}", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("verify", TINY, tmp_path / "best.json").code == 0
    assert shell(f"lotdesign check nowhere {to}", tmp_path).returncode == ExitCode.INVALID_INPUT
    assert shell(f"lotdesign nothing {to}", tmp_path).returncode == ExitCode.WRONG_USAGE


def test_all_streams_may_be_closed(tmp_path: Path) -> None:
    done = shell("lotdesign solve TINY --brief --out best.json <&- >&- 2>&-", tmp_path)
    assert done.returncode == 0
    assert run("verify", TINY, tmp_path / "best.json").code == 0


def test_help_may_find_no_room(tmp_path: Path) -> None:
    done = shell("lotdesign new --help >/dev/full", tmp_path)
    says = "lotdesign: stdout cannot be written: no space left on device\n"
    assert (done.returncode, done.stderr) == (ExitCode.WRONG_USAGE, says)


def test_a_reader_may_vanish_at_once(tmp_path: Path) -> None:
    done = shell("lotdesign schema | head -c 1; exit ${PIPESTATUS[0]}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_the_folder_may_be_gone(tmp_path: Path) -> None:
    """What has no place there is kept elsewhere."""
    for command, says in (
        ("check .", "the folder that the command was started in is no longer there"),
        ("export TINY --out a.xlsx", "'a.xlsx' cannot be written: no such file or directory; the"),
    ):
        (tmp_path / "gone").mkdir()
        done = shell(f"cd gone; rmdir ../gone; lotdesign {command}", tmp_path)
        *_, line = done.stderr.splitlines()  # a slow search says what it does before
        assert done.returncode == ExitCode.WRONG_USAGE
        assert line.startswith(f"lotdesign: {says}")
    (kept,) = read_kept(tmp_path)
    assert kept.startswith(b"PK")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", LONG),
        ("solve", TINY, "--brief", "--out", LONG),
        ("new", LONG),
        ("sweep", TINY, "--vary", "money.procurement=1,2", "--jobs", LONG),
        ("import", LONG, "--out", "new"),
        ("backtest", LONG),
        ("check", "/".join(["b" * 200] * 25)),
    ],
)
def test_a_name_may_be_too_long(arguments: tuple[str | Path, ...]) -> None:
    said = run(*arguments)
    (line,) = said.err.splitlines()
    assert (said.code, said.out) == (ExitCode.WRONG_USAGE, "")
    assert line.startswith("lotdesign: '")
    assert line.endswith("': a name in this path is too long")


def test_a_table_may_have_too_long_a_name(tmp_path: Path) -> None:
    """Then the input is at fault, not the command line."""
    text = f'schema = 1\n[term]\ninitial = 1\n[data]\nunits = "{LONG}"\n'
    (tmp_path / "scenario.toml").write_text(text, encoding="utf-8")
    said = run("check", tmp_path)
    assert (said.code, "data.units" in said.err) == (ExitCode.INVALID_INPUT, True)


DAMAGED: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(b'[{"path": "a'),
    "of something else": lambda file: file.write_bytes(b'{"schema": 1}'),
    "noise": lambda file: file.write_bytes(bytes(range(256)) * 8),
    "with numbers": lambda file: file.write_bytes(b'[{"path": 1, "title": null}, 3]'),
    "nested": lambda file: file.write_bytes(b"[" * 100_000),
    "a folder": lambda file: file.mkdir(),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_list_of_recent_scenarios_is_in_nobodys_way(
    tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "lotdesign").mkdir()
    DAMAGED[damage](tmp_path / "lotdesign" / "recent.json")
    for arguments in ((), ("check", TINY)):
        said = run(*arguments)
        assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("damage", [name for name in DAMAGED if name != "empty"])
def test_a_damaged_job_table_is_refused_and_stays_as_it_is(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "jobs"
    DAMAGED[damage](file)
    before = file.read_bytes() if file.is_file() else None
    said = run("sweep", TINY, "--vary", "money.procurement=1,2", "--jobs", file)
    (line,) = said.err.splitlines()
    assert said.code in (ExitCode.WRONG_USAGE, ExitCode.INVALID_INPUT)
    assert str(file) in line
    assert (file.read_bytes() if file.is_file() else None) == before


def test_what_a_killed_write_left_is_swept(tmp_path: Path) -> None:
    """Of the same file and an hour old; what may be of a process that still writes stays."""
    names = (".answer.json.abcdef12", ".answer.json.abcdef34", ".answer.json.mine", ".b.abcdef12")
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
        os.utime(tmp_path / name, (0, 0))
    fresh = tmp_path / names[1]
    os.utime(fresh)
    assert STRAY_SECONDS >= 3600
    write_file(tmp_path / "answer.json", "done")
    assert {each.name for each in tmp_path.iterdir()} == {"answer.json", *names[1:]}
