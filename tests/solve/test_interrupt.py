"""Ctrl-C while the command line solves."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from lotdesign.app import api
from lotdesign.app.cli.exit_codes import ExitCode
from tests.solve.loading import Doc
from tests.strategies import to_toml

COMMAND = (sys.executable, "-m", "lotdesign.app.cli", "solve")


def hard(units: int) -> Doc:
    """Units to be grouped by three so that lots are alike in value, then in need."""
    dice = random.Random(5)
    rows = [
        {
            "id": f"u{i}",
            "name": f"Unit {i}",
            "service": "s",
            "annual_budget": dice.randrange(10**6, 10**7),
            "need": dice.randrange(10**5, 10**6),
        }
        for i in range(units)
    ]
    return {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "rule": [{"id": "size", "kind": "lot_size", "min": 3, "max": 3}],
        "objective": [{"measure": "value_spread"}, {"measure": "need_spread"}],
    }


def wait_for(news: IO[str], **wanted: object) -> None:
    """Reads events until one says all that is wanted; None stands for anything."""
    for line in news:
        event = json.loads(line)
        if all(key in event and value in (None, event[key]) for key, value in wanted.items()):
            return
    raise AssertionError(f"the run ended without {wanted}")


def test_ctrl_c_ends_the_run_and_gives_the_best_so_far(tmp_path: Path) -> None:
    """Exit 130 and a whole result: a verified design, or that none had been found."""
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(hard(18)), encoding="utf-8")
    arguments = [*COMMAND, str(path), "--format", "json", "--progress", "jsonl"]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdout=pipe, stderr=pipe, text=True) as run:
        assert run.stderr is not None
        wait_for(run.stderr, phase="select", best=None)
        run.send_signal(signal.SIGINT)
        out, remarks = run.communicate(timeout=120)
    assert run.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in remarks
    said = json.loads(out)
    assert said["termination"] == "interrupted"
    assert said["status"] == ("feasible" if said["lots"] else "unknown")
    saved = tmp_path / "result.json"
    saved.write_text(out, encoding="utf-8")
    assert api.verify(api.load(path), api.read_result(saved)).ok
