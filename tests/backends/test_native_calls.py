"""What native code prints does not reach stdout."""

import subprocess
import sys
import threading
import time
from _thread import interrupt_main
from functools import partial

import pytest

from solver.backends.native_calls import Interrupted, run_interruptible
from tests.cli.run import ROOT

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
FIRST_CALLS = {
    "an engine": """
from tests.backends.models import drawn
from solver.backends.base import SolveRequest
from solver.backends.highs import HighsEngine
for seed in range(20):
    case = drawn(seed, "large")
    HighsEngine().solve(SolveRequest(case.model, case.form))
""",
    "a native engine": """
from solver.backends.highs_native import NativeHighsEngine
from solver.backends.self_tests import find_wrong_answers
assert not list(find_wrong_answers(NativeHighsEngine()))
""",
    "a linear program": """
import numpy as np
from solver.backends.highs_lp import HighsLp, bound_rows
from solver.model.column_matrix import SparseColumns
lp = HighsLp(bound_rows(()))
lp.add_columns(np.ones(1), np.full(1, 2.0), np.full(1, 3.0), SparseColumns.empty(1))
assert lp.solve().value == 2
""",
    "a peer of the benchmark": """
import time
from lotdesign.app import api
from lotdesign.app.bench.peers.assignment.solve import solve_assignment_with_highs
scenario = api.load("examples/tiny")
assert solve_assignment_with_highs(scenario, 20, lambda best, bound: None).lots
""",
}
"""What may be the first in a process that HiGHS is asked; 1.16 then says its version on stdout."""
CLOSED = """
import os
os.close(1)
from solver.backends.native_calls import silence_stdout
with silence_stdout():
    pass
"""


def read_stdout(code: str) -> str:
    """The stdout of a process."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_what_c_prints_is_lost_and_what_python_prints_is_not() -> None:
    """Nested, in threads, and with an exception."""
    assert read_stdout(QUIET) == "before\nafter\n"


@pytest.mark.parametrize("first", FIRST_CALLS)
def test_highs_prints_nothing(first: str) -> None:
    """Whatever is on stdout is an answer, which may be JSON."""
    assert read_stdout(FIRST_CALLS[first]) == ""


def test_a_process_without_stdout_is_no_failure() -> None:
    assert read_stdout(CLOSED) == ""


def wait_until_stopped(was_asked: threading.Event) -> str:
    """Work that ends when it is asked to, or after a while by itself."""
    return "stopped" if was_asked.wait(20) else "ended by itself"


def test_work_is_asked_to_stop_at_its_deadline() -> None:
    was_asked = threading.Event()
    soon = time.monotonic() + 0.2
    work = partial(wait_until_stopped, was_asked)
    assert run_interruptible(work, was_asked.set, soon) == "stopped"


def test_ctrl_c_stops_the_work_and_gives_what_it_came_to() -> None:
    was_asked = threading.Event()
    ctrl_c = threading.Timer(0.2, interrupt_main)
    ctrl_c.start()
    with pytest.raises(Interrupted) as raised:
        run_interruptible(partial(wait_until_stopped, was_asked), was_asked.set)
    ctrl_c.join()
    assert raised.value.result == "stopped"


def test_what_the_work_raises_is_raised() -> None:
    def fail() -> None:
        raise LookupError("no such row")

    with pytest.raises(LookupError, match="no such row"):
        run_interruptible(fail, fail)
