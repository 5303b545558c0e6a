"""Puts one mutation into a copy of the project and runs its tests."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.mutations.forks import NO_END
from tests.mutations.mutation import Mutation
from tests.mutations.outcome import PATIENCE, TIMES, Outcome
from tests.mutations.quick import BEGUN, NOTICED

PASSED, FAILED = 0, 1
"""What pytest returns; anything else is a fault of the table, such as tests that do not load."""


@dataclass(frozen=True)
class CopiedTree:
    """A copy of the project, and the process that runs its tests."""

    folder: Path

    @cached_property
    def _process(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.mutations.forks"],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder), "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run_tests(self, tests: list[str], seconds: float) -> tuple[int, str]:
        """What pytest returns and says; NO_END where one test takes longer than so many seconds."""
        inbox, outbox = self._process.stdin, self._process.stdout
        assert inbox is not None
        assert outbox is not None
        print(json.dumps({"tests": tests, "seconds": seconds}), file=inbox, flush=True)
        answer = json.loads(outbox.readline())
        return answer["status"], answer["said"]

    def close(self) -> None:
        """Ends the process."""
        with self._process as process:
            process.kill()


def try_mutation(
    mutation: Mutation, tree: CopiedTree, first: Sequence[str] = ()
) -> tuple[Outcome, list[str]]:
    """The outcome, and the tests that noticed; the file is afterwards as it was.

    Tests that are likely to notice are run `first`, unless one of them is gone.
    """
    file = tree.folder / mutation.file
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    times = before.count(mutation.old)
    if times != 1:
        return Outcome(mutation, "error", f"the old text stands {times} times in the file"), []
    file.write_text(before.replace(mutation.old, mutation.new), encoding="utf-8")
    tests = mutation.tests.split()
    try:
        status, said = tree.run_tests([*first, *tests], PATIENCE)
        if first and status not in (PASSED, FAILED, NO_END):
            status, said = tree.run_tests(tests, PATIENCE)
    finally:
        file.write_text(before, encoding="utf-8")
    if status == PASSED:
        return Outcome(mutation, "survived"), []
    if status == FAILED:
        return Outcome(mutation, "caught"), _list_named(said, NOTICED) or tests
    if status == NO_END:
        return Outcome(mutation, "no end"), _list_named(said, BEGUN)[-1:] or tests
    return Outcome(mutation, "error", f"the tests do not run (status {status})"), []


def _list_named(said: str, begin: str) -> list[str]:
    return [line.removeprefix(begin) for line in said.splitlines() if line.startswith(begin)]


def does_pass(test: str, tree: CopiedTree, *, soon: bool) -> bool:
    """Whether a test passes on the tree as it is: else what it notices proves nothing.

    `soon`: in a fraction of the time after which it counts as one that does not end.
    """
    status, _ = tree.run_tests([test], PATIENCE / TIMES if soon else PATIENCE)
    return status == PASSED
