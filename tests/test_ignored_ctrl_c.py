"""The tests pass also where Ctrl-C is ignored, as in a script that runs `make test &`."""

import signal
import subprocess
import sys

import pytest

from tests.cli.run import ROOT

PYTEST = (sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "--timeout", "100")


@pytest.mark.parametrize(
    ("file", "test"),
    [
        ("backends/test_interrupt", "is_not_kept_back"),
        ("cli/test_confined", "asked_to_end"),
        ("solve/test_interrupt", "best_so_far"),
    ],
)
def test_ctrl_c_is_heard_all_the_same(file: str, test: str) -> None:
    """In the process of the tests, in one that they start, and in a group of processes."""
    command = [*PYTEST, f"tests/{file}.py", "-k", test]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    out, _ = run.communicate()
    assert run.returncode == 0, out
