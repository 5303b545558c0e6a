"""Runs command lines in a process of its own, which ends where a bound is passed.

`python -m tests.input.bounded_calls` reads a list of argument lists from stdin and prints a line of
JSON for each: exit code, lines on stderr, seconds of processor time, megabytes at most so far.
"""

import json
import resource
import sys
import time

from tests.cli.run import run
from tests.input.bounded import MOST_BYTES, limit_seconds


def main(calls: list[list[str]]) -> None:
    """Run each command line within the bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for arguments in calls:
        limit_seconds()
        began = time.process_time()
        said = run(*arguments)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        seconds = time.process_time() - began
        line = {"code": said.code, "err": said.err, "seconds": seconds, "megabytes": peak}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(json.load(sys.stdin))
