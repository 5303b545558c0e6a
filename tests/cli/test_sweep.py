"""`sweep` as people and scripts use it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from benchmarks.sweep_kill import TinySweep
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
GRID = ("--vary", "market.small_needed=2,3", "--vary", "money.procurement=0:10000:10000")


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job table in which all of the grid is answered."""
    file = tmp_path_factory.mktemp("sweep") / "jobs.sqlite"
    assert run("sweep", TINY, *GRID, "--jobs", file, "--quiet", "--workers", "1").code == 0
    return file


def test_forms_say_the_same(jobs: Path, tmp_path: Path) -> None:
    flags = (TINY, *GRID, "--jobs", jobs)
    table = run("sweep", *flags, "--quiet").out
    assert table.startswith("4 settings: 2 proved best and 2 impossible; 1 design in all.")
    told = json.loads(run("sweep", *flags, "--quiet", "--format", "json").out)
    assert told["paths"] == ["market.small_needed", "money.procurement"]
    assert [row["status"] for row in told["rows"]] == ["optimal", "optimal"] + ["infeasible"] * 2
    out = tmp_path / "s.parquet"
    said = run("sweep", *flags, "--out", out, "--progress", "none")
    assert said.out == ""
    assert said.faults[0] == f"Written to '{out}'."
    frame = pl.read_parquet(out)
    assert frame["value"].to_list() == [row["value"] for row in told["rows"]]
    csv = pl.read_csv(io.StringIO(run("sweep", *flags, "--quiet", "--format", "csv").out))
    for name in ("status", "value", "bound", "whole_life_cost", "lots"):
        assert csv[name].to_list() == frame[name].to_list()
    assert csv["money.procurement"].to_list() == [0, 10000, 0, 10000]


def test_impossible_settings_are_rows_and_invalid_ones_are_refused(tmp_path: Path) -> None:
    jobs, out = tmp_path / "jobs.sqlite", tmp_path / "out.csv"
    grid = ("--vary", "market.small_needed=1,x,y", "--vary", "money.procuremen=1")
    said = run("sweep", TINY, *grid, "--jobs", jobs, "--out", out)
    assert (said.code, said.out) == (3, "")
    assert [line.split(":")[0] for line in said.faults] == [
        "--set money.procuremen",
        "--set market.small_needed",
        "--set market.small_needed",
    ]
    assert not jobs.exists()
    assert not out.exists()


def test_a_fault_of_some_combinations_says_which() -> None:
    said = run(
        "sweep",
        TINY,
        "--vary",
        "term.initial=1,2",
        "--vary",
        "market.small_needed=1,2",
        "--set",
        'money.promised=[{service = "youth", first_year = 2, annual = 1}]',
    )
    assert said.code == 3
    assert len(said.faults) == 1
    assert said.faults[0].endswith("(with term.initial=1 market.small_needed=1, and 1 more)")


def test_a_list(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("market.small_needed,money.procurement\n1,\n2,5000\n")
    said = run("sweep", TINY, "--list", file, "--format", "json", "--quiet", "--workers", "1")
    assert [row["settings"] for row in json.loads(said.out)["rows"]] == [
        {"market.small_needed": "1"},
        {"market.small_needed": "2", "money.procurement": "5000"},
    ]


def test_a_scenario_from_stdin_is_read_once() -> None:
    text = (TINY / "scenario.toml").read_text(encoding="utf-8")
    said = run("sweep", "-", *GRID, "--format", "csv", "--quiet", stdin=text)
    told = run("sweep", TINY, *GRID, "--format", "csv", "--quiet")
    assert said.code == 0
    assert said.out == told.out


def test_names_from_files_are_never_obeyed(tmp_path: Path) -> None:
    text = (TINY / "scenario.toml").read_text(encoding="utf-8")
    hostile = tmp_path / "s.toml"
    hostile.write_text(text.replace("centre-east", "=cmd+x"), encoding="utf-8")
    file = tmp_path / "list.csv"
    file.write_text('option.places.name\n"=1+1\x1b[31m"\n@x\n', encoding="utf-8")
    for form in ("table", "md", "csv"):
        said = run("sweep", hostile, "--list", file, "--format", form, "--quiet")
        assert said.code == 0
        assert all(line.isprintable() for line in said.out.splitlines())
        assert form != "csv" or not any(
            cell.lstrip('"')[:1] in ("=", "@") for cell in said.out.replace("\n", ",").split(",")
        )


def test_what_cannot_be_meant(jobs: Path, tmp_path: Path) -> None:
    vary = ("--vary", "market.small_needed=1")
    assert run("sweep", TINY).code == 2
    assert run("sweep", TINY, *vary, "--jobs", tmp_path).code == 2
    assert run("sweep", TINY, *vary, "--jobs", tmp_path / "no" / "j").code == 2
    assert run("sweep", TINY, *vary, "--jobs", jobs, "--out", jobs).code == 2
    assert run("sweep", TINY, *vary, "--jobs", tmp_path / "x", "--out", tmp_path / "x").code == 2
    assert run("sweep", TINY, *vary, "--time-limit", "0").code == 2
    assert run("sweep", TINY, "--list", tmp_path / "nowhere.csv").code == 3
    notes = tmp_path / "notes.txt"
    notes.write_text("mine\n" * 1000)
    said = run("sweep", TINY, *vary, "--jobs", notes)
    assert said.code == 3
    assert notes.read_text() == "mine\n" * 1000


def test_without_dask_there_is_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = run("sweep", TINY, *GRID, "--cluster", "tcp://127.0.0.1:9", "--quiet")
    assert said.code == 2
    assert said.faults == [
        "lotdesign: --cluster 'tcp://127.0.0.1:9': needs Dask: pip install 'lotdesign[cluster]'"
    ]


def test_ctrl_c_says_how_to_go_on_and_leaves_no_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lotdesign.app.cli", "sweep", str(TINY), "--jobs", "j.sqlite"]
    flags = ["--vary", "money.procurement=0:90000:300", "--workers", "1", "--progress", "none"]
    process = subprocess.Popen(
        [*command, *flags],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    sweep = TinySweep(tmp_path, 1)
    while not sweep.read_answers("j") and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.startswith("Stopped by hand: ")
    assert err.endswith(
        " of 301 settings are done and kept in 'j.sqlite'. The same command goes on from there.\n"
    )
