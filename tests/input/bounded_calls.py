"""Runs command lines in a process of its own, which ends where a bound is passed.

`python -m tests.input.bounded_calls` reads a list of argument lists from stdin and prints a line of
JSON for each: exit code, lines on stderr, seconds of processor time, megabytes at most so far.
"""

import json
import resource
import sys
import time
from pathlib import Path

from tests.cli.run import run
from tests.input.bounded import MOST_BYTES, limit_seconds


def _read_peak() -> float:
    """The most memory that this process has held, in MB; not that of the one that began it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def main(calls: list[list[str]]) -> None:
    """Run each command line within the bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for arguments in calls:
        limit_seconds()
        began = time.process_time()
        said = run(*arguments)
        peak = _read_peak()
        seconds = time.process_time() - began
        line = {"code": said.code, "err": said.err, "seconds": seconds, "megabytes": peak}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(json.load(sys.stdin))
