"""Runs tests in forks of a process that has loaded the libraries, which takes most of their time.

`python -m tests.mutations.forks` in a copy of the project reads a JSON object of tests and seconds
a line, and answers with one of what pytest returned and said. Nothing that a mutation may change
is loaded before the fork.
"""

import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

LIBRARIES = ("pytest", "hypothesis.strategies", "numpy", "pydantic", "tomlkit")
MEMORY = 8 * 2**30
"""Bytes that the tests may take: a mutation that gathers without end must not fill the machine."""
FAILED = 1
NO_END = 100
"""Stands for a run in which a test did not end; pytest itself returns at most 5."""
QUIET = ("-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "tests.mutations.quick")


def serve() -> None:
    """Answers each line of standard input with one on standard output."""
    for name in LIBRARIES:
        import_module(name)
    with TemporaryDirectory() as folder:
        for line in sys.stdin:
            asked = json.loads(line)
            status, said = run_fork(asked["tests"], asked["seconds"], Path(folder) / "said")
            print(json.dumps({"status": status, "said": said}), flush=True)


def run_fork(tests: list[str], seconds: float, out: Path) -> tuple[int, str]:
    """What pytest returns and says, or NO_END where one test takes longer than so many seconds.

    Tests that crash have failed. Whatever they started ends with them.
    """
    out.write_text("", encoding="utf-8")
    child = os.fork()
    if not child:
        _run_pytest(tests, out)
    ended, status = 0, 0
    while not ended and _count_seconds_silent(out) < seconds:
        ended, status = os.waitpid(child, os.WNOHANG)
        time.sleep(0 if ended else 0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)
        status = NO_END << 8
    said = out.read_text(encoding="utf-8", errors="replace")
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else FAILED), said


def _count_seconds_silent(out: Path) -> float:
    """How long ago a test last began or ended, which pytest says at once."""
    return time.time() - out.stat().st_mtime


def _run_pytest(tests: list[str], out: Path) -> None:
    """Never returns."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with out.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    status = 3
    try:
        status = int(import_module("pytest").main([*QUIET, *tests]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve()
