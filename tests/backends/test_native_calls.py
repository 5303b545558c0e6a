"""What native code prints does not reach stdout."""

import subprocess
import sys

QUIET = """
import ctypes, sys, threading
from solver.backends.native_calls import silence_stdout
libc = ctypes.CDLL(None)
print("before")
def noisy():
    with silence_stdout():
        libc.printf(b"noise\\n")
        with silence_stdout():
            libc.printf(b"more noise\\n")
            libc.puts(b"and more")
    try:
        with silence_stdout():
            libc.printf(b"noise before a failure\\n")
            raise RuntimeError
    except RuntimeError:
        pass
threads = [threading.Thread(target=noisy) for _ in range(4)]
[each.start() for each in threads]
[each.join() for each in threads]
print("after")
"""
SOLVE = """
from tests.backends.models import drawn
from solver.backends.base import SolveRequest
from solver.backends.highs import HighsEngine
for seed in range(20):
    case = drawn(seed, "large")
    HighsEngine().solve(SolveRequest(case.model, case.form))
"""
CLOSED = """
import os
os.close(1)
from solver.backends.native_calls import silence_stdout
with silence_stdout():
    pass
"""


def read_stdout(code: str) -> str:
    """The stdout of a process."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout


def test_what_c_prints_is_lost_and_what_python_prints_is_not() -> None:
    """Nested, in threads, and with an exception."""
    assert read_stdout(QUIET) == "before\nafter\n"


def test_highs_prints_nothing() -> None:
    assert read_stdout(SOLVE) == ""


def test_a_process_without_stdout_is_no_failure() -> None:
    assert read_stdout(CLOSED) == ""
