"""Puts one mutation into a copy of the project and runs its tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.mutations.mutation import Mutation
from tests.mutations.outcome import Outcome

PATIENCE = 300
"""Seconds after which tests that do not end have noticed the mutation."""
PASSED, FAILED = 0, 1
"""What pytest returns; anything else is a fault of the table, such as tests that do not load."""
QUIET = ("-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "tests.mutations.quick")


def try_mutation(mutation: Mutation, tree: Path) -> Outcome:
    """The outcome; the file is afterwards as it was."""
    file = tree / mutation.file
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    times = before.count(mutation.old)
    if times != 1:
        return Outcome(mutation, "error", f"the old text stands {times} times in the file")
    file.write_text(before.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        status, _ = run_tests(mutation.tests.split(), tree, PATIENCE)
    finally:
        file.write_text(before, encoding="utf-8")
    if status in (PASSED, FAILED):
        return Outcome(mutation, "survived" if status == PASSED else "caught")
    return Outcome(mutation, "error", f"the tests do not run (status {status})")


def find_failure(test: str, tree: Path) -> str:
    """What pytest says when a test fails on the tree as it is; empty when it passes.

    A mutation that it "catches" would prove nothing then.
    """
    status, said = run_tests([test], tree, PATIENCE * 2)
    return "" if status == PASSED else said or "it does not end"


def run_tests(tests: list[str], tree: Path, seconds: int) -> tuple[int, str]:
    """What pytest returns and says; tests that do not end have failed, and say nothing.

    Whatever they started ends with them.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *QUIET, *tests],
        cwd=tree,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            said, _ = run.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return FAILED, ""
        finally:
            _end_group(run.pid)
        return run.returncode, said


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
