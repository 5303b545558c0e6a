"""Puts one mutation into a copy of the project and runs its tests."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.mutations.mutation import Mutation
from tests.mutations.outcome import Outcome

PATIENCE = 300
"""Seconds after which tests that do not end have noticed the mutation."""
PASSED, FAILED = 0, 1
"""What pytest returns; anything else is a fault of the table, such as tests that do not load."""
QUIET = ("-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "tests.mutations.quick")


def tried(mutation: Mutation, tree: Path) -> Outcome:
    """The outcome; the file is afterwards as it was."""
    file = tree / mutation.file
    before = file.read_text(encoding="utf-8")
    times = before.count(mutation.old)
    if times != 1:
        return Outcome(mutation, "error", f"the old text stands {times} times in the file")
    file.write_text(before.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        status = _status(mutation.tests, tree)
    finally:
        file.write_text(before, encoding="utf-8")
    if status in (PASSED, FAILED):
        return Outcome(mutation, "survived" if status == PASSED else "caught")
    return Outcome(mutation, "error", f"the tests do not run (status {status})")


def faults_of_tests(table: Iterable[Mutation], tree: Path) -> str:
    """What pytest says when the tests fail on the tree as it is; empty when they all pass.

    A mutation that they "catch" would prove nothing then.
    """
    tests = sorted({test for mutation in table for test in mutation.tests.split()})
    done = _pytest(tests, tree, PATIENCE * 10)
    return "" if done.returncode == PASSED else done.stdout


def _status(tests: str, tree: Path) -> int:
    try:
        return _pytest(tests.split(), tree, PATIENCE).returncode
    except subprocess.TimeoutExpired:
        return FAILED


def _pytest(tests: list[str], tree: Path, seconds: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", *QUIET, *tests],
        cwd=tree,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)},
        timeout=seconds,
        capture_output=True,
        text=True,
        check=False,
    )
