"""The commands speak to nobody, start no program but themselves, and are free of warnings.

All run one after the other in a process whose events are watched, also those of its children.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lotdesign.app.cli.registry import COMMANDS
from tests.mutations.snapshot import ROOT

WATCH = """
import json, os, sys

TOLD = os.environ["WATCHED"]
REACHED = {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
           "socket.sendto", "socket.sendmsg"}
STARTED = {"os.exec", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}


def tell(event, arguments):
    if event in REACHED or event in STARTED:
        words = list(arguments[1]) if event == "subprocess.Popen" else [str(arguments)]
        with open(TOLD, "a") as out:
            print(json.dumps([event, *map(os.fsdecode, words)]), file=out)


sys.addaudithook(tell)
"""
"""Runs at the start of every Python process that finds it."""
RUN = """
import contextlib, io, json, sys
from lotdesign.app.cli.main import run_command_line

codes = {}
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        codes[words[0]] = int(run_command_line(words))
json.dump(codes, sys.stdout)
"""
TINY, RESULT = "examples/tiny/scenario.toml", "{tmp}/result.json"
ASKED = {
    "new": "new {tmp}/new",
    "import": "import {tmp}/import --units examples/trafford-files/care-homes.csv"
    " --boundaries examples/trafford-files/wards.geojson"
    " --providers examples/trafford-files/care-providers.csv"
    " --spend examples/trafford-files/payments-2025-26.csv"
    " --map examples/trafford-files/decisions.toml",
    "schema": "schema",
    "doctor": "doctor",
    "check": f"check {TINY}",
    "solve": f"solve {TINY} --out {RESULT}",
    "verify": f"verify {TINY} {RESULT}",
    "evaluate": f"evaluate {TINY} --design {RESULT}",
    "compare": f"compare {RESULT} {RESULT}",
    "diff": f"diff {RESULT} {RESULT}",
    "explain": "explain examples/central-bedfordshire/too-much.toml",
    "price": f"price {TINY}",
    "alternatives": f"alternatives {TINY} --tolerance 1%",
    "frontier": f"frontier {TINY} --measures whole_life_cost,lots",
    "atlas": f"atlas {TINY}",
    "sweep": f"sweep {TINY} --vary market.small_needed=1,2 --jobs {{tmp}}/jobs",
    "report": f"report {TINY} --out {{tmp}}/paper.docx",
    "who": f"who {TINY} --units centre-east,youth-east",
    "groups": f"groups {TINY} --design {RESULT}",
    "appraise": "appraise examples/bath",
    "standards": "standards examples/commissioning-framework",
    "export": f"export {TINY} --out {{tmp}}/workbook.xlsx",
    "backtest": "backtest tests/notices/releases/surrey.json --values with_extensions",
    "framework": "framework examples/northamptonshire",
    "stress": f"stress {TINY}",
    "robust": f"robust {TINY} --set case.same={{set=[]}}",
    "tui": f"tui {TINY} --shot {{tmp}}/screen.svg",
}
"""Command -> a command line of it."""
LEFT = {"bench": "it starts itself and its peers as processes: tests/benchmarks"}


def run_watched(lines: Sequence[str], folder: Path) -> tuple[dict[str, int], list[list[str]], str]:
    """The exit codes, the events told of, and what stood on stderr; a warning is an error."""
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    told = folder / "told.jsonl"
    told.touch()
    words = [line.replace("{tmp}", str(folder)).split() for line in lines]
    path = os.pathsep.join([str(folder), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN, json.dumps(words)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path, "WATCHED": str(told), "PYTHONWARNINGS": "error"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    events = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    return json.loads(done.stdout), events, done.stderr


def test_every_command_is_watched_or_it_is_said_why_not() -> None:
    assert {*ASKED, *LEFT} == set(COMMANDS)


def test_commands_reach_nobody_and_start_nothing_but_themselves(tmp_path: Path) -> None:
    codes, events, said = run_watched(list(ASKED.values()), tmp_path)
    assert {name: code for name, code in codes.items() if code} == {"explain": 4, "who": 3}
    assert "Warning" not in said
    assert [event for event in events if event[0] != "subprocess.Popen"] == []
    started = [words for _, *words in events]
    assert started, "a sweep has workers: the watch is asleep"
    assert {words[0] for words in started} == {sys.executable}
    modules = {words[words.index("-m") + 1].partition(".")[0] for words in started}
    assert modules <= {"lotdesign", "solver", "tui"}


def test_the_watch_sees_what_a_process_reaches_and_starts(tmp_path: Path) -> None:
    """Its own proof: a name that is looked up, and another program."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    told = tmp_path / "told.jsonl"
    source = (
        "import socket, subprocess; socket.gethostbyname('localhost'); subprocess.run(['true'])"
    )
    subprocess.run(
        [sys.executable, "-c", source],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "WATCHED": str(told)},
        check=True,
    )
    seen = [json.loads(line)[0] for line in told.read_text(encoding="utf-8").splitlines()]
    assert seen == ["socket.gethostbyname", "subprocess.Popen"]
