"""Runs `check` on folders in a process of its own, which ends where a bound is passed.

`python -m tests.input.bounded FOLDER ...` prints a line of JSON for each: the folder, the exit code
and the lines on stderr. What it would write goes to `out.json` beside the folder.
"""

import json
import math
import resource
import sys
from pathlib import Path

from tests.cli.run import run

MOST_SECONDS = 10
MOST_BYTES = 1_000_000_000


def limit_seconds() -> None:
    """Let the kernel end this process after so many more seconds of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def main(folders: list[str]) -> None:
    """Check each folder within the bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for folder in folders:
        limit_seconds()
        said = run("check", folder, "--out", Path(folder).parent / "out.json")
        line = {"folder": folder, "code": said.code, "out": said.out, "err": said.err}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
