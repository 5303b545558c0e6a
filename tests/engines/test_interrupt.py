"""Ctrl-C while HiGHS works."""

import json
import signal
import subprocess
from pathlib import Path

from lotdesign import api
from lotdesign.cli.exits import Exit
from tests.solve.test_interrupt import COMMAND, hard, wait_for
from tests.strategies import to_toml


def test_ctrl_c_ends_highs_and_keeps_what_it_had(tmp_path: Path) -> None:
    """Exit 130 and a whole result, as with CP-SAT."""
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(hard(18)), encoding="utf-8")
    arguments = [*COMMAND, str(path), "--engine", "highs", "--format", "json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*arguments, "--progress", "jsonl"], stdout=pipe, stderr=pipe, text=True
    ) as run:
        assert run.stderr is not None
        wait_for(run.stderr, phase="select", measure="value_spread")
        run.send_signal(signal.SIGINT)
        out, remarks = run.communicate(timeout=200)
    assert run.returncode == Exit.INTERRUPTED
    assert "Traceback" not in remarks
    said = json.loads(out)
    assert said["termination"] == "interrupted"
    assert said["status"] == ("feasible" if said["lots"] else "unknown")
    saved = tmp_path / "result.json"
    saved.write_text(out, encoding="utf-8")
    assert api.verify(api.load(path), api.read_result(saved)).ok
